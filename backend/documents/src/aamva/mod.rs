//! AAMVA DL/ID barcodes of the United States and Canada, versions 00 to 10 and later.
//!
//! Issuers break the standard in many ways and transports damage what they print: separators and
//! control characters get lost, offsets lie, dates come in the wrong order. So nothing after the
//! header is fatal. What is irregular becomes a typed [`AamvaWarning`], what is unknown stays among
//! the raw elements, and what cannot be understood with certainty stays out of the fields.

mod address;
mod card;
mod colour;
mod date;
mod document;
mod element;
mod elements;
mod fields;
mod header;
mod height;
mod issuer;
mod joined;
mod mandatory;
mod name;
mod parse;
pub mod rules;
mod sex;
mod subfile;
mod values;
mod warning;
mod weight;

pub use card::{AamvaFlags, CardKind};
pub use document::AamvaDocument;
pub use element::{Element, ElementId, SubfileKind};
pub use header::{AamvaHeader, HeaderTag};
pub use issuer::{Issuer, issuer_by_iin};
pub use name::{NameTruncation, Truncation};
pub use parse::{AamvaError, BYTE_LIMIT, parse};
pub use warning::AamvaWarning;

pub(crate) use colour::colour_forms;
pub(crate) use colour::{eyes as eye_colour, hair as hair_colour};
pub(crate) use element::text_of;
pub(crate) use header::looks_like_aamva;
pub(crate) use height::read as height;
pub(crate) use issuer::issuer_by_state;
pub(crate) use weight::with_unit as weight;
