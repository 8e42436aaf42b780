use chrono::{DateTime, Utc};
use credence_types::{CalendarDate, Redacted};

use crate::validation::{self, FieldError, Rules};

/// A passport's details as a caller has them, not yet validated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassportDetails {
    /// Up to nine digits.
    pub number: Redacted<String>,
    /// The surname in the printed spelling.
    pub surname: Redacted<String>,
    /// The forenames in the printed spelling, one or several to an entry.
    pub forenames: Redacted<Vec<String>>,
    /// The day of birth.
    pub date_of_birth: Redacted<CalendarDate>,
    /// The last day of validity.
    pub expiry_date: Redacted<CalendarDate>,
}

/// A passport's details that the service accepts for a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passport(PassportDetails);

impl Passport {
    /// Validates the details as the service does.
    ///
    /// # Errors
    /// Every rule that the details break at `now`.
    pub fn new(details: PassportDetails, now: DateTime<Utc>) -> Result<Self, Vec<FieldError>> {
        let rules = Rules::at(now);
        let errors: Vec<_> = [
            validation::passport_number(details.number.expose()).err(),
            validation::surname(details.surname.expose()).err(),
            validation::forenames(details.forenames.expose()).err(),
            validation::date_of_birth(*details.date_of_birth.expose(), &rules).err(),
            validation::expiry_date(
                *details.expiry_date.expose(),
                details.number.expose(),
                &rules,
            )
            .err(),
        ]
        .into_iter()
        .flatten()
        .collect();
        if errors.is_empty() {
            Ok(Self(details))
        } else {
            Err(errors)
        }
    }

    /// Validates names alone, while the rest of the passport is not at hand.
    ///
    /// # Errors
    /// Every rule that the names break.
    pub fn validate_names(surname: &str, forenames: &[String]) -> Result<(), Vec<FieldError>> {
        let results = [
            validation::surname(surname),
            validation::forenames(forenames),
        ];
        let errors: Vec<_> = results.into_iter().filter_map(Result::err).collect();
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors)
        }
    }

    /// Takes details whose fields were each validated.
    pub(crate) const fn validated(details: PassportDetails) -> Self {
        Self(details)
    }

    /// The details.
    #[must_use]
    pub const fn details(&self) -> &PassportDetails {
        &self.0
    }
}
