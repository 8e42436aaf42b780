use credence_documents::FieldKey;
use credence_types::FieldSource;

use super::merge::{Comparison, CrossCheck};
use super::outcome::Outcome;
use crate::validation::ValidationTest;

/// The fields that have a check of their own.
const TESTS: [(FieldKey, &str, &str); 20] = [
    (
        FieldKey::FamilyName,
        "CrossCheckFamilyName",
        "Family name across sources",
    ),
    (
        FieldKey::FirstName,
        "CrossCheckFirstName",
        "First name across sources",
    ),
    (
        FieldKey::MiddleName,
        "CrossCheckMiddleName",
        "Middle name across sources",
    ),
    (
        FieldKey::Id,
        "CrossCheckId",
        "Document number across sources",
    ),
    (
        FieldKey::DateOfBirth,
        "CrossCheckDateOfBirth",
        "Date of birth across sources",
    ),
    (
        FieldKey::Expires,
        "CrossCheckExpires",
        "Date of expiry across sources",
    ),
    (
        FieldKey::Issued,
        "CrossCheckIssued",
        "Date of issue across sources",
    ),
    (FieldKey::Gender, "CrossCheckGender", "Sex across sources"),
    (
        FieldKey::Address,
        "CrossCheckAddress",
        "Street across sources",
    ),
    (FieldKey::City, "CrossCheckCity", "City across sources"),
    (
        FieldKey::State,
        "CrossCheckState",
        "State of the address across sources",
    ),
    (FieldKey::Zip, "CrossCheckZip", "Postal code across sources"),
    (
        FieldKey::Class,
        "CrossCheckClass",
        "Vehicle class across sources",
    ),
    (
        FieldKey::EndorsementsCode,
        "CrossCheckEndorsements",
        "Endorsements across sources",
    ),
    (
        FieldKey::RestrictionCode,
        "CrossCheckRestrictions",
        "Restrictions across sources",
    ),
    (
        FieldKey::Height,
        "CrossCheckHeight",
        "Height across sources",
    ),
    (
        FieldKey::Weight,
        "CrossCheckWeight",
        "Weight across sources",
    ),
    (
        FieldKey::Eyes,
        "CrossCheckEyes",
        "Eye colour across sources",
    ),
    (
        FieldKey::Hair,
        "CrossCheckHair",
        "Hair colour across sources",
    ),
    (
        FieldKey::IssuedBy,
        "CrossCheckIssuer",
        "Issuer across sources",
    ),
];

/// One check for each field that was compared. Reasons tell sources, never values.
pub(crate) fn tests_of(checked: &CrossCheck) -> Vec<ValidationTest> {
    TESTS
        .iter()
        .filter_map(|(key, name, display_name)| {
            let comparisons = checked.comparisons.iter();
            let own: Vec<&Comparison> = comparisons.filter(|own| own.key == *key).collect();
            let with = |outcome| own.iter().filter(move |own| own.outcome == outcome);
            let reasons: Vec<String> = with(Outcome::Mismatch).map(|own| reason(own)).collect();
            if !reasons.is_empty() {
                Some(ValidationTest::by_reasons(name, display_name, &reasons))
            } else if with(Outcome::Match).next().is_some() {
                Some(ValidationTest::passed(name, display_name))
            } else {
                let why = "not found in the printed text, or not clear there";
                (!own.is_empty()).then(|| ValidationTest::not_run(name, display_name, why))
            }
        })
        .collect()
}

fn reason(comparison: &Comparison) -> String {
    let (one, other) = comparison.sources;
    format!("{} and {} differ", words(one), words(other))
}

const fn words(source: FieldSource) -> &'static str {
    match source {
        FieldSource::Printed => "printed text",
        FieldSource::Mrz => "machine-readable zone",
        FieldSource::Barcode => "barcode",
    }
}
