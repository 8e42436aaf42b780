//! The document's outline in a photograph: edges of a small copy, straight lines among them, and
//! the quadrilateral of four lines that looks most like a document lying on something.

#[expect(
    clippy::indexing_slicing,
    reason = "lines are numbered by their place in one list"
)]
mod crossings;
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::indexing_slicing,
    reason = "pixel code: places are kept inside the copy before they become indices"
)]
mod edges;
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "pixel code: bins are clamped into the tables before they become indices"
)]
mod fit;
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "pixel code: bins are clamped into the tables before they become indices"
)]
mod hough;
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "pixel code: bins are clamped into the tables before they become indices"
)]
mod lines;
mod locate;
#[expect(
    clippy::indexing_slicing,
    reason = "lines are numbered by their place in one list, sides from 0 to 3"
)]
mod quads;
#[expect(
    clippy::indexing_slicing,
    reason = "lines are numbered by their place in one list, sides from 0 to 3"
)]
mod shadow;
mod shape;
mod small_copy;
#[expect(
    clippy::indexing_slicing,
    reason = "lines are numbered by their place in one list"
)]
mod surroundings;

pub(crate) use locate::likely_outlines;
pub use locate::{Borders, Outline, locate};
pub use shape::Shape;
