/// What a check digit is computed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CheckField {
    /// The document number.
    DocumentNumber,
    /// The date of birth.
    DateOfBirth,
    /// The date of expiry.
    DateOfExpiry,
    /// The optional data of a passport.
    OptionalData,
    /// All of the above together.
    Composite,
}

impl CheckField {
    /// A stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DocumentNumber => "document_number",
            Self::DateOfBirth => "date_of_birth",
            Self::DateOfExpiry => "date_of_expiry",
            Self::OptionalData => "optional_data",
            Self::Composite => "composite",
        }
    }
}

/// What became of a check digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CheckOutcome {
    /// It is right.
    Passed,
    /// It is wrong, or no digit at all.
    Failed,
    /// There is a filler in its place.
    Absent,
}

/// One check digit of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MrzCheck {
    /// What it is computed over.
    pub field: CheckField,
    /// What became of it.
    pub outcome: CheckOutcome,
}

/// The check digit over `text` (Doc 9303-3 section 4.9): the sum of the characters' values (digits
/// their own, `A` = 10 to `Z` = 35, filler 0) weighted 7, 3, 1, modulo 10. None for other characters.
#[must_use]
pub fn check_digit(text: &str) -> Option<char> {
    let mut sum = 0;
    for (character, weight) in text.chars().zip([7, 3, 1].into_iter().cycle()) {
        let value = match character {
            '<' => 0,
            '0'..='9' | 'A'..='Z' => character.to_digit(36)?,
            _ => return None,
        };
        sum = (sum + value * weight) % 10;
    }
    char::from_digit(sum, 10)
}

/// Holds `stated` against `text`.
pub(super) fn check(field: CheckField, text: &str, stated: char) -> MrzCheck {
    let is_blank = text.chars().all(|character| character == '<');
    let outcome = match stated {
        // Doc 9303-4: optional data that is not used may have a filler for its check digit.
        '<' if field == CheckField::OptionalData && is_blank => CheckOutcome::Passed,
        '<' => CheckOutcome::Absent,
        digit if check_digit(text) == Some(digit) => CheckOutcome::Passed,
        _ => CheckOutcome::Failed,
    };
    MrzCheck { field, outcome }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_worked_examples_hold() {
        // Doc 9303-3 appendix A.
        assert_eq!(check_digit("520727"), Some('3'));
        assert_eq!(check_digit("AB2134<<<"), Some('5'));
        assert_eq!(
            check_digit("HA672242<658022549601086<<<<<<<<<<<<<<0"),
            Some('8')
        );
        assert_eq!(
            check_digit("D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<<"),
            Some('2')
        );
        assert_eq!(check_digit("HA672242<658022549601086<<<<<<<"), Some('8'));
    }

    #[test]
    fn a_filler_is_no_digit_except_for_unused_optional_data() {
        let outcome = |field, text, stated| check(field, text, stated).outcome;
        assert_eq!(
            outcome(CheckField::OptionalData, "<<<<", '<'),
            CheckOutcome::Passed
        );
        assert_eq!(
            outcome(CheckField::OptionalData, "<<<<", '0'),
            CheckOutcome::Passed
        );
        assert_eq!(
            outcome(CheckField::OptionalData, "ZE18", '<'),
            CheckOutcome::Absent
        );
        assert_eq!(
            outcome(CheckField::DateOfBirth, "<<<<<<", '<'),
            CheckOutcome::Absent
        );
        assert_eq!(
            outcome(CheckField::DateOfBirth, "520727", '4'),
            CheckOutcome::Failed
        );
        assert_eq!(
            outcome(CheckField::DateOfBirth, "520727", 'O'),
            CheckOutcome::Failed
        );
        assert_eq!(check_digit("A-1"), None);
    }
}
