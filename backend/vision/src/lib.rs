//! Pixels to readings: the only image decoder of the service, picture quality, and the barcode.

pub mod barcode;
mod decode;
mod header;
mod luma;
mod media_type;
mod picture;
mod pixels;
pub mod quality;

pub use decode::{DecodeError, MAX_BYTES, MAX_PIXELS, MAX_SIDE, decode, dimensions};
pub use luma::Luma;
pub use media_type::{ForeignFormat, MediaType, sniff};
pub use picture::Picture;
