//! What a barcode has to be beside well formed: dates, numbers and places that its issuer could
//! have put there.

mod outcome;

use credence_types::CalendarDate;

use super::AamvaDocument;

pub use outcome::{Outcome, RuleOutcome};

/// Puts every rule to the barcode, `today` being the day of the check.
#[must_use]
pub fn check(_document: &AamvaDocument, _today: CalendarDate) -> Vec<RuleOutcome> {
    Vec::new()
}
