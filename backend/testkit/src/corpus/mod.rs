//! Drawn sets that accuracy is measured on. Each picture has a number and is the same for
//! everybody; nothing here knows a reader.

mod error;
mod mrz_photo;
mod mrz_scene;
mod without_mrz;

pub use error::CorpusError;
pub use mrz_photo::{MrzPhoto, draw_document, mrz_photo};
pub use mrz_scene::mrz_scene;
pub use without_mrz::{WITHOUT_MRZ, WithoutMrz, without_mrz};
