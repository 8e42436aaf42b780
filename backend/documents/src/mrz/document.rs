use credence_types::{CountryCode, Redacted};

use super::check_digit::{CheckField, CheckOutcome, MrzCheck};
use super::date::MrzDate;
use super::flag::MrzFlag;
use super::format::MrzFormat;
use crate::DocumentFields;

/// The sex that a zone states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MrzSex {
    /// `F`
    Female,
    /// `M`
    Male,
    /// `X` or a filler.
    Unspecified,
}

/// What a machine-readable zone says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MrzDocument {
    /// Its layout.
    pub format: MrzFormat,
    /// The document code, one or two letters: `P`, `ID`, `V`, …
    pub document_code: String,
    /// Who issued the document; none when the letters are no code at all.
    pub issuing_state: Option<CountryCode>,
    /// The document number, a long one in full.
    pub document_number: Redacted<String>,
    /// Family name; the only part where the holder has one name.
    pub primary_name: Redacted<String>,
    /// Given names.
    pub secondary_name: Redacted<String>,
    /// The holder's nationality; none when the letters are no code at all.
    pub nationality: Option<CountryCode>,
    /// Date of birth.
    pub date_of_birth: Redacted<MrzDate>,
    /// Sex; none when the character means nothing.
    pub sex: Option<MrzSex>,
    /// Date of expiry.
    pub date_of_expiry: Redacted<MrzDate>,
    /// What the issuer put into the optional fields, without fillers at the ends: the first, on TD1
    /// also the second.
    pub optional_data: [Redacted<String>; 2],
    /// Every check digit that the format has.
    pub checks: Vec<MrzCheck>,
    /// What is irregular or doubtful about it.
    pub flags: Vec<MrzFlag>,
    /// The lines as they were read.
    pub lines: Redacted<Vec<String>>,
    /// The values in the wire's words and forms.
    pub fields: DocumentFields,
}

impl MrzDocument {
    /// What became of a check digit; none when the format has no such one.
    #[must_use]
    pub fn check(&self, field: CheckField) -> Option<CheckOutcome> {
        self.checks
            .iter()
            .find(|check| check.field == field)
            .map(|check| check.outcome)
    }

    /// Whether every check digit of the format is there and right.
    #[must_use]
    pub fn is_every_check_passed(&self) -> bool {
        self.checks
            .iter()
            .all(|check| check.outcome == CheckOutcome::Passed)
    }

    /// Whether nothing in it breaks the standard.
    #[must_use]
    pub fn is_conforming(&self) -> bool {
        !self.flags.iter().any(|flag| flag.is_violation())
    }
}
