//! What a barcode has to be beside well formed: dates, numbers and places that its issuer could
//! have put there.
//!
//! A rule that honest cards break now and then is a hint: number formats change, people move,
//! clerks mistype. Only a rule that is no hint speaks against a card by itself.

mod card_numbers;
mod case;
mod check;
mod dates;
mod issuer_terms;
mod number_formats;
mod outcome;
mod pattern;
mod person;
mod places;
mod postal_prefixes;

pub use check::check;
pub use outcome::{Outcome, RuleOutcome};
