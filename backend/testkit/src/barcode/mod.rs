//! Encoders for the codes on cards: bare modules, no pixels; and photographs of cluttered backs.

mod code39;
mod general;
mod pdf417;
mod photographed_back;

pub use general::{GeneralCode, encode_general};
pub use pdf417::{BarcodeError, ModuleMatrix, Pdf417Options, encode_pdf417};
pub use photographed_back::{BackError, PhotographedBack, photograph_back};

pub(crate) use code39::code39_bars;
