//! Machine readable zones of all five formats (ICAO Doc 9303 parts 3 to 7).

mod check_digit;
mod compose;
mod name;

pub use check_digit::check_digit;
pub use compose::{MrzFormat, MrzRecord, UnknownBirth, compose_mrz};
pub use name::name_field;
