//! HEIF (ISO/IEC 23008-12) and its parents: which coded pictures make up the one that is shown,
//! and how it is to be turned. Nothing is decoded here, and nothing is believed: numbers of items,
//! extents and tiles are bounded, and no byte of the file is counted twice.

mod boxes;
mod colour;
mod locations;
mod meta;
mod properties;
mod still;
mod turns;

pub(crate) use colour::Colours;
pub(crate) use still::{Codec, Plane, Still, read};
pub(crate) use turns::{Turn, Turns};
