//! Machine-readable zones by ICAO Doc 9303 (8th edition): TD1 (part 5), TD2 (part 6), TD3 (part 4),
//! visas MRV-A and MRV-B (part 7), from text.
//!
//! A zone that breaks the rules is still read: each check digit has its own outcome, everything
//! else irregular becomes an [`MrzFlag`]. Names have no check digit in any format, so a zone whose
//! check digits all pass can still be misread.

mod check_digit;
mod date;
mod document;
mod fields;
mod flag;
mod format;
mod grammar;
mod lines;
mod name;
mod number;
mod parse;
mod zone;

pub use check_digit::{CheckField, CheckOutcome, MrzCheck, check_digit};
pub use date::MrzDate;
pub use document::{MrzDocument, MrzSex};
pub use flag::MrzFlag;
pub use format::MrzFormat;
pub use grammar::{CharacterClass, character_class};
pub use lines::TEXT_LIMIT_BYTES;
pub use parse::{MrzError, parse};

pub(crate) use lines::looks_like_mrz;
