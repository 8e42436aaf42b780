//! The sets that are measured.

pub(crate) mod aamva;
pub(crate) mod barcodes;
pub(crate) mod black_box;
mod calibration;
pub(crate) mod forgery;
pub(crate) mod manifest;
pub(crate) mod names;
pub(crate) mod printed;
pub(crate) mod whole;
pub(crate) mod zones;
