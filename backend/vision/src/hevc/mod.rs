//! HEVC still pictures (ISO/IEC 23008-2): what the configuration says, and the decoder behind it.

mod configuration;
mod decoder;
mod sequence;

pub(crate) use configuration::{Configuration, count_slices};
pub(crate) use decoder::decode;
