#![doc = include_str!("../README.md")]

pub mod aamva;
pub mod barcode;
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixel code: places are clipped to the sheet, shades to 0..=255"
)]
mod canvas;
pub mod corpus;
mod dice;
pub mod document;
pub mod exif;
#[expect(
    clippy::cast_possible_truncation,
    reason = "pixel coordinates fit in f32"
)]
pub mod geometry;
pub mod hostile;
pub mod mrz;
pub mod person;
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "pixel code: bounds follow from the picture's size, shades are clamped"
)]
pub mod scene;
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixel code: places are clipped to the picture, shades to 0..=255"
)]
pub mod tamper;
mod transliteration;
pub mod travel;

mod font;

pub use dice::dice;
pub use font::{FontError, Typeface};
pub use transliteration::{to_mrz_letters, to_plain_letters};
