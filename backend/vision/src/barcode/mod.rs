//! PDF417 (ISO/IEC 15438:2015) from pixels: locate the symbol by its texture, find its guard
//! patterns, fit the grid to the row indicators, match every cell against the bar patterns, correct
//! errors. The general decoder is the fallback. QR codes and Code 128 beside it.

mod attempts;
mod bars;
mod blurred_cells;
mod calibrate;
mod codes;
mod codewords;
mod compaction;
mod correct;
mod edges;
mod faint_guards;
mod faint_pattern;
mod general;
mod geometry;
mod grid;
mod grid_image;
mod guards;
mod linear;
mod locate;
mod pass;
mod patterns;
mod plane;
mod read;
mod reading;
mod rows;
mod sample;
mod segments;
mod sides;
mod sighting;
mod spread;
mod square;
mod texture;
mod votes;

pub use codes::{CodeKind, CodeReading, read_codes};
pub use geometry::Point;
pub use read::{Scan, Step, read_observed, read_pdf417, scan_pdf417};
pub use reading::{BarcodeReading, Layout, Method, Segment};
pub use segments::{JoinError, JoinedMessage, join_segments};
pub use sighting::{Fault, Sighting};
