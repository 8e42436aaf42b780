use super::check_digit::{CheckField, CheckOutcome, MrzCheck, check};

/// A document number and what is left of the optional data behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DocumentNumber {
    /// The number without fillers at its end.
    pub(super) text: String,
    pub(super) check: MrzCheck,
    pub(super) rest: String,
    pub(super) is_long: bool,
}

impl DocumentNumber {
    /// A number that has no more than its nine characters.
    pub(super) fn short(field: &str, digit: char, optional: &str) -> Self {
        Self {
            text: field.trim_end_matches('<').to_owned(),
            check: check(CheckField::DocumentNumber, field, digit),
            rest: optional.to_owned(),
            is_long: false,
        }
    }
}

/// Reads the number of a TD1 or TD2. One longer than nine characters has a filler for its check
/// digit and goes on in the optional data up to the next filler, its check digit last (Doc 9303-5
/// section 4.2.2 note j).
pub(super) fn document_number(field: &str, digit: char, optional: &str) -> DocumentNumber {
    let short = DocumentNumber::short(field, digit, optional);
    if digit != '<' || field.ends_with('<') {
        return short;
    }
    let (tail, rest) = optional
        .split_at_checked(optional.find('<').unwrap_or(optional.len()))
        .unwrap_or_default();
    let Some(own_digit) = tail.chars().last() else {
        return short;
    };
    let Some(more) = tail.get(..tail.len() - 1).filter(|more| !more.is_empty()) else {
        return short;
    };
    let text = format!("{field}{more}");
    let long_check = check(CheckField::DocumentNumber, &text, own_digit);
    if long_check.outcome != CheckOutcome::Passed && !own_digit.is_ascii_digit() {
        return short;
    }
    let rest = rest.strip_prefix('<').unwrap_or(rest).to_owned();
    DocumentNumber {
        text,
        check: long_check,
        rest,
        is_long: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_number_goes_on_in_the_optional_data() {
        // Doc 9303-5 note j: D23145890734, check digit 9.
        let number = document_number("D23145890", '<', "7349<<<<<<<<<<<");
        assert_eq!(number.text, "D23145890734");
        assert_eq!(number.check.outcome, CheckOutcome::Passed);
        assert!(number.is_long);
        let number = document_number("D23145890", '<', "7349<AB12<<<<<<");
        assert_eq!(number.rest, "AB12<<<<<<");
    }

    #[test]
    fn a_short_number_without_a_check_digit_stays_short() {
        for (field, optional) in [
            ("D2314589<", "7349<<<"),
            ("D23145890", "<<<<<<<"),
            ("D23145890", "7<<<<<<"),
        ] {
            let number = document_number(field, '<', optional);
            assert!(!number.is_long, "{field} {optional}");
            assert_eq!(number.check.outcome, CheckOutcome::Absent);
        }
    }
}
