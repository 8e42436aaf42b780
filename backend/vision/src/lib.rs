//! Pixels to readings: the only image decoder of the service, picture quality, the document's
//! outline and pose, the barcode, and faces.

mod av1;
pub mod barcode;
mod bits;
mod canvas;
mod decode;
pub mod face;
mod geometry;
mod header;
mod heif;
mod hevc;
mod inference;
mod jpeg;
mod logo;
mod luma;
mod media_type;
pub mod mrz;
mod network;
mod ocr_b;
pub mod outline;
mod pdf;
mod picture;
mod pixels;
mod planes;
pub mod pose;
pub mod printed;
pub mod quality;
mod raster;
mod reader_models;
pub mod signs;
mod small_colours;
mod still;
mod straighten;
mod strip;

pub use decode::{DecodeError, MAX_BYTES, MAX_PIXELS, MAX_SIDE, decode, dimensions};
pub use geometry::{Homography, Point, Quad};
pub use logo::logo_png;
pub use luma::Luma;
pub use media_type::{ForeignFormat, MediaType, sniff};
pub use picture::Picture;
pub use reader_models::reader_models;
pub use straighten::{LONGEST_STRAIGHTENED, Straightened, straighten};
