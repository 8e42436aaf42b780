//! Flat drawings of documents, face on, with what is printed where.

mod drawing;
mod error;
mod licence_back;
mod licence_back_parts;

pub use drawing::{BarcodeTruth, DocumentKind, Drawing, MrzTruth, PrintedField};
pub use error::DrawError;
pub use licence_back::{
    BackLayout, LicenceBack, LicenceBackOptions, draw_licence_back, licence_back,
};
