//! Encoders for the codes on cards: bare modules, no pixels.

mod code39;
mod pdf417;

pub use pdf417::{BarcodeError, ModuleMatrix, Pdf417Options, encode_pdf417};

pub(crate) use code39::code39_bars;
