//! The text in the barcode of North American licences (AAMVA DL/ID Card Design Standard, annex D),
//! with the record it was made from.

mod compose;
mod elements;
mod irregularity;
mod issuer;
mod record;

pub use compose::{AamvaBarcode, AamvaOptions, AamvaVersion, Header, compose_aamva};
pub(crate) use elements::inches;
pub use irregularity::Irregularity;
pub use issuer::{Issuer, IssuerCountry, issuers};
pub use record::{LicenceChoices, LicenceKind, LicenceRecord};
