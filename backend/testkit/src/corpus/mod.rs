//! Drawn sets that accuracy is measured on. Each picture has a number and is the same for
//! everybody; nothing here knows a reader.

mod error;
mod mrz_photo;
mod mrz_scene;
mod printed_photo;
mod printed_scene;
mod printed_values;
mod without_mrz;
mod zone_name;

pub use error::CorpusError;
pub use mrz_photo::{MrzPhoto, draw_document, mrz_photo};
pub use mrz_scene::mrz_scene;
pub use printed_photo::{PrintHardness, PrintedDocument, PrintedPhoto, printed_photo};
pub use printed_values::PrintedValues;
pub use without_mrz::{WITHOUT_MRZ, WithoutMrz, without_mrz};
pub use zone_name::{NameChange, ZoneNamePhotos, printed_right_zone, printed_wrong_zone};
