//! Printed text (ICAO's visual inspection zone): lines of print are found on the document's plane by
//! one small network and read by another, and a text that is known from elsewhere is looked for
//! among them. Latin script with its marks.

mod alphabet;
#[expect(
    clippy::indexing_slicing,
    reason = "pixel code: cells are numbered by their place in one grid"
)]
mod cells;
mod find;
mod line;
#[expect(
    clippy::indexing_slicing,
    reason = "states and columns are numbered by their place in one table"
)]
mod look;
mod page;
mod plane;
mod read;
mod reading;
mod recognise;
mod shade;
mod sheet;
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixel code: sizes are bounded before they are counted"
)]
mod strip;

pub(crate) use find::file as lines_file;
pub use page::{PrintSighting, PrintedLine, PrintedPage};
pub use read::{read_printed, read_printed_beside};
pub(crate) use recognise::file as line_file;
pub use sheet::Sheet;
