//! Driver numbers of the United Kingdom, which in Great Britain tell name, birth date and sex.
//!
//! Sixteen characters: five of the surname, the birth date as `YMMDDY` with fifty added to a
//! woman's month, two initials, one that tells twins apart, two check characters whose rule the
//! DVLA keeps to itself; a licence prints two digits of issue behind it. Source: GOV.UK, guidance
//! of the DVLA and the Home Office on reading a driving licence number, and the pattern in the
//! government's data standards catalogue. Northern Ireland gives eight digits that tell nothing.

mod agreement;
mod number;

pub use agreement::{DriverNumberAgreement, DriverNumberPart};
pub use number::{GreatBritainDriverNumber, UkDriverNumber, UkDriverNumberError, parse};
