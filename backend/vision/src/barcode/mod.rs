//! PDF417 (ISO/IEC 15438:2015) from pixels: locate the symbol by its texture, find its guard
//! patterns, fit the grid to the row indicators, match every cell against the bar patterns, correct
//! errors. The general decoder is the fallback.

mod codewords;
mod compaction;
mod correct;
mod edges;
mod faint_guards;
mod general;
mod geometry;
mod grid;
mod grid_image;
mod guards;
mod locate;
mod patterns;
mod read;
mod reading;
mod rows;
mod sample;
mod sides;
mod spread;
mod texture;

pub use geometry::Point;
pub use read::{Step, read_luma, read_observed, read_pdf417};
pub use reading::{BarcodeReading, Layout, Method, Segment};
