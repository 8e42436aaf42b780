use credence_dcs_protocol::{PassportDetails, TEST_PASSPORTS, TestPassport, TestResult};

use crate::received::nine_digits;
use crate::store::passports::PassportRow;

/// The published test passport with this number.
pub(crate) fn test_passport(number: &str) -> Option<&'static TestPassport> {
    TEST_PASSPORTS
        .iter()
        .find(|passport| passport.number == number)
}

/// What the test passport is answered with; `None` when a detail differs.
pub(crate) fn test_result(test: &TestPassport, sent: &PassportDetails) -> Option<TestResult> {
    let known = test.passport().ok()?;
    let known = known.details();
    let matches = is_same_name(known.surname.expose(), sent.surname.expose())
        && is_same_name(
            &known.forenames.expose().join(" "),
            &sent.forenames.expose().join(" "),
        )
        && known.date_of_birth == sent.date_of_birth
        && known.expiry_date == sent.expiry_date;
    matches.then_some(test.result)
}

/// Whether every detail is the register's and the passport is a good one.
pub(crate) fn is_valid(known: &PassportRow, sent: &PassportDetails) -> bool {
    known.status == "valid"
        && known.number == nine_digits(sent.number.expose())
        && is_same_name(&known.surname, sent.surname.expose())
        && is_same_name(&known.forenames, &sent.forenames.expose().join(" "))
        && known.date_of_birth == sent.date_of_birth.expose().as_naive()
        && known.expiry_date == sent.expiry_date.expose().as_naive()
}

/// Exactly the same letters, hyphens, spaces, full stops and apostrophes. Capitals and small letters
/// are one, since passports print capitals and clients send what people type; so are both
/// apostrophes that the service takes.
fn is_same_name(one: &str, other: &str) -> bool {
    let folded = |text: &str| text.replace('\u{2019}', "'").to_ascii_lowercase();
    folded(one) == folded(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_but_for_case_and_the_kind_of_apostrophe() {
        assert!(is_same_name("O'Brien-Lee", "O\u{2019}BRIEN-LEE"));
        for other in [
            "O Brien-Lee",
            "OBrien-Lee",
            "O'Brien Lee",
            "O'Brien-Lee ",
            "",
        ] {
            assert!(!is_same_name("O'Brien-Lee", other), "{other}");
        }
    }
}
