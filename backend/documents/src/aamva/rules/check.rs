use credence_types::CalendarDate;

use super::case::Case;
use super::outcome::RuleOutcome;
use super::{card_numbers, dates, person, places};
use crate::aamva::AamvaDocument;

/// Puts every rule to the barcode, `today` being the day of the check.
#[must_use]
pub fn check(document: &AamvaDocument, today: CalendarDate) -> Vec<RuleOutcome> {
    let case = Case { document, today };
    [
        dates::RULES,
        places::RULES,
        card_numbers::RULES,
        person::RULES,
    ]
    .into_iter()
    .flatten()
    .map(|rule| RuleOutcome {
        rule: rule.name,
        outcome: rule.judge(&case),
        is_hint: rule.is_hint,
    })
    .collect()
}
