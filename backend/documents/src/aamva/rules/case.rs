use credence_types::CalendarDate;

use super::super::{AamvaDocument, Issuer};
use super::outcome::Outcome;
use crate::FieldKey;

/// A barcode before the rules.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) document: &'a AamvaDocument,
    pub(super) today: CalendarDate,
}

/// One rule and what it asks.
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) is_hint: bool,
    pub(super) broken_because: &'static str,
    /// None where the rule does not apply.
    pub(super) holds: fn(&Case<'_>) -> Option<bool>,
}

impl Rule {
    pub(super) fn judge(&self, case: &Case<'_>) -> Outcome {
        match (self.holds)(case) {
            Some(true) => Outcome::Held,
            Some(false) => Outcome::Broken(self.broken_because),
            None => Outcome::NotApplicable,
        }
    }
}

impl Case<'_> {
    pub(super) fn date(&self, key: FieldKey) -> Option<CalendarDate> {
        self.document.fields.date(key)
    }

    pub(super) fn text(&self, key: FieldKey) -> Option<String> {
        Some(self.document.fields.text(key)?.into_inner())
    }

    pub(super) fn issuer(&self) -> Option<&'static Issuer> {
        self.document.header.issuer
    }

    /// A state's or province's abbreviation, if such a one issued the card.
    pub(super) fn issuing_state(&self) -> Option<&'static str> {
        self.issuer()
            .map(|issuer| issuer.abbreviation)
            .filter(|abbreviation| !abbreviation.is_empty())
    }

    /// The element's value, unless it is empty or says that there is none.
    pub(super) fn element(&self, name: &str) -> Option<&str> {
        let value = self.document.element(name)?.expose().trim();
        let is_nothing = ["", "NONE", "UNAVL", "UNAVAIL"]
            .iter()
            .any(|word| value.eq_ignore_ascii_case(word));
        (!is_nothing).then_some(value)
    }
}
