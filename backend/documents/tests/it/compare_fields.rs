//! Single fields of two sources.

use credence_documents::compare::Equality::{Different, NotComparable, Same, SameShortened};
use credence_documents::compare::{Equality, Side, compare};
use credence_documents::{FieldKey, FieldValue};
use credence_types::{CalendarDate, FieldSource};
use proptest::prelude::*;

fn between(
    key: FieldKey,
    left: (&str, FieldSource, bool),
    right: (&str, FieldSource, bool),
) -> Equality {
    let [left_value, right_value] =
        [left, right].map(|(text, _, _)| FieldValue::Text(text.to_owned()));
    let side = |value, (_, origin, is_shortened)| Side {
        value,
        origin,
        is_shortened,
    };
    let (left, right) = (side(&left_value, left), side(&right_value, right));
    assert_eq!(
        compare(key, left, right),
        compare(key, right, left),
        "{key}"
    );
    compare(key, left, right)
}

#[test]
fn printed_text_and_barcodes() {
    use FieldKey as Key;
    for (key, printed, barcode, expected) in [
        (Key::Id, "D123 4567", "D1234567", Same),
        (Key::Id, "123400-056", "123400056", Same),
        (Key::Id, "S.123-456.7", "S1234567", Same),
        (Key::Id, "d1234567", "D1234567", Same),
        (Key::Id, "01234567", "1234567", Different),
        (Key::Id, "D1234567", "D12345678", Different),
        (Key::Id, "D123O567", "D1230567", Different),
        (Key::Id, "--", "D1230567", NotComparable),
        (Key::Gender, "F", "Female", Same),
        (Key::Gender, "2", "Female", Same),
        (Key::Gender, "M", "Female", Different),
        (Key::Gender, "X", "Unspecified", Same),
        (Key::Gender, "F/F", "Female", Same),
        (Key::Gender, "M/F", "Female", NotComparable),
        (Key::Gender, "?", "Female", NotComparable),
        (Key::Eyes, "BROWN", "BRO", Same),
        (Key::Eyes, "BRN", "BRO", Same),
        (Key::Eyes, "BLU", "BRO", Different),
        (Key::Eyes, "MUD", "BRO", NotComparable),
        (Key::Hair, "BLOND", "BLN", Same),
        (Key::Height, "5'-10\"", "070 IN", Same),
        (Key::Weight, "160 lb", "160 LB", Same),
        (
            Key::Address,
            "123 N State St #4",
            "123 NORTH STATE STREET APT 4",
            Same,
        ),
        (
            Key::Address,
            "125 N State St #4",
            "123 NORTH STATE STREET APT 4",
            Different,
        ),
        (Key::City, "ST. LOUIS", "SAINT LOUIS", Same),
        (
            Key::City,
            "RANCHO SANTA MARGARITA",
            "RANCHO SANTA MARGARI",
            SameShortened,
        ),
        (Key::City, "ANYTOWNE", "ANYTOWN", Different),
        (Key::Zip, "90223", "90223-0001", SameShortened),
        (Key::State, "California", "CA", Same),
        (Key::State, "CO", "CA", Different),
        (Key::IssuedBy, "CALIFORNIA", "California", Same),
        (Key::Country, "USA", "United States of America", Same),
        (Key::Class, "C", "C", Same),
        (Key::Class, "C", "A", Different),
        (Key::Suffix, "3RD", "III", Same),
        (Key::Suffix, "JR", "SR", Different),
        (Key::MiddleName, "MARIE", "M", Different),
        (Key::FirstName, "ANNA", "ANNA MARIA", Different),
        (Key::FamilyName, "SAMPLE JR", "SAMPLE", SameShortened),
        (Key::FamilyName, "SAMPLE", "", NotComparable),
    ] {
        let left = (printed, FieldSource::Printed, false);
        let right = (barcode, FieldSource::Barcode, false);
        assert_eq!(
            between(key, left, right),
            expected,
            "{key} {printed} {barcode}"
        );
    }
}

#[test]
fn printed_text_and_zones() {
    use FieldKey as Key;
    for (key, printed, zone, is_full, expected) in [
        (Key::Id, "L898902C<", "L898902C", false, Same),
        (Key::FamilyName, "van der Meer", "VAN DER MEER", false, Same),
        (
            Key::FamilyName,
            "Meer, van der",
            "VAN DER MEER",
            false,
            Same,
        ),
        (
            Key::FamilyName,
            "Wooloomooloo",
            "WOOLOOMO",
            true,
            SameShortened,
        ),
        (
            Key::FamilyName,
            "Wooloomooloo",
            "WOOLOOMO",
            false,
            Different,
        ),
        (Key::FirstName, "Anna", "ANNA MARIA", false, SameShortened),
        (Key::FirstName, "An", "ANNA MARIA", false, Different),
        (Key::FirstName, "Anna Maria", "ANNA", false, Different),
        (Key::FirstName, "Maria", "ANNA MARIA", false, Different),
        (Key::Gender, "F", "Female", false, Same),
        (Key::Country, "Deutschland", "Germany", false, Same),
        (Key::Abbr3Country, "GBR", "GBR", false, Same),
        (Key::DateOfBirth, "1974-08-12", "1974-08-12", false, Same),
        (
            Key::DateOfBirth,
            "1974-08",
            "1974-08-12",
            false,
            SameShortened,
        ),
        (
            Key::DateOfBirth,
            "1974-08-12",
            "1974-08-13",
            false,
            Different,
        ),
    ] {
        let left = (printed, FieldSource::Printed, false);
        let right = (zone, FieldSource::Mrz, is_full);
        assert_eq!(
            between(key, left, right),
            expected,
            "{key} {printed} {zone}"
        );
    }
}

#[test]
fn a_date_and_a_text_have_nothing_in_common() {
    let date = FieldValue::Date(CalendarDate::new(1974, 8, 12).unwrap());
    let text = FieldValue::Text("1974-08-12".to_owned());
    let side = |value| Side {
        value,
        origin: FieldSource::Printed,
        is_shortened: false,
    };
    let compared = |key| compare(key, side(&date), side(&text));
    assert_eq!(compared(FieldKey::DateOfBirth), Same);
    assert_eq!(compared(FieldKey::Id), NotComparable);
}

proptest! {
    #[test]
    fn a_comparison_has_no_direction_and_a_value_is_itself(
        at in 0..FieldKey::ALL.len(),
        left in "[A-Z0-9 '/<.-]{0,20}|\\PC{0,12}|[0-9]{4}-[0-9]{2}-[0-9]{2}",
        right in "[A-Z0-9 '/<.-]{0,20}|\\PC{0,12}|[0-9]{4}-[0-9X]{2}",
        flags in any::<[bool; 2]>(),
        origins in prop::sample::subsequence(vec![FieldSource::Printed, FieldSource::Mrz, FieldSource::Barcode], 2),
    ) {
        let key = FieldKey::ALL[at];
        between(key, (&left, origins[0], flags[0]), (&right, origins[1], flags[1]));
        let itself = (left.as_str(), origins[0], flags[0]);
        prop_assert!(matches!(between(key, itself, itself), Same | NotComparable));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn long_texts_are_compared_or_refused(text in "[ÄÖÜ ]{100,300}") {
        for key in FieldKey::ALL {
            between(*key, (&text, FieldSource::Printed, true), (&text, FieldSource::Mrz, true));
        }
    }
}
