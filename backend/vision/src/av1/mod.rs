//! AV1 still pictures (AV1 Bitstream & Decoding Process Specification): what the sequence header
//! says, and the decoder behind it.

mod decoder;
mod sequence;
mod units;

pub(crate) use decoder::decode;
pub(crate) use sequence::Sequence;
pub(crate) use units::inspect;
