//! The scanned page of a PDF (ISO 32000-2): finds the pictures on the first pages and nothing
//! else. No text is drawn, no script is run, nothing outside of the file is looked at.
//!
//! The file is searched for its objects from front to back instead of by its cross-reference
//! table: a damaged table is then no matter, none can point in circles, and every byte is looked
//! at once. All work is counted in bytes, all unpacking has a limit.

mod colour;
mod compose;
mod content;
mod digits;
mod document;
mod fax;
mod filter;
mod image;
mod layout;
mod object;
mod page;
mod parser;
mod predictor;
mod scan;

pub(crate) use compose::decode;
pub(crate) use layout::{ScannedPage, inspect};
