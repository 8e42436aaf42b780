//! Text from documents becomes fields: AAMVA barcodes, machine-readable zones and the track string
//! that carries either. Pure: no I/O, no clock; the day is an argument where it matters.

pub mod aamva;
pub mod compare;
pub mod consistency;
pub mod country;
pub mod mrz;
pub mod printed;
pub mod track_string;
pub mod uk_driver_number;

mod field_key;
mod fields;
mod transliteration;

pub use field_key::FieldKey;
pub use fields::{DocumentFields, FieldValue};
