//! ICAO's Utopian specimens, one of each format.

use credence_documents::mrz::{CheckField, CheckOutcome, MrzDocument, MrzFormat, MrzSex, parse};
use credence_documents::{FieldKey, mrz};
use credence_types::CalendarDate;

const TD1: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const TD2: &str = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
pub(crate) const TD3: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
const MRV_A: &str =
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<";
const MRV_B: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<";

fn read(text: &str) -> MrzDocument {
    parse(text, CalendarDate::new(2025, 6, 15).unwrap()).unwrap()
}

fn field(document: &MrzDocument, key: FieldKey) -> String {
    document
        .fields
        .text(key)
        .map(|text| text.expose().clone())
        .unwrap_or_default()
}

#[test]
fn the_five_formats_are_told_apart_and_conform() {
    for (text, format, checks) in [
        (TD1, MrzFormat::Td1, 4),
        (TD2, MrzFormat::Td2, 4),
        (TD3, MrzFormat::Td3, 5),
        (MRV_A, MrzFormat::MrvA, 3),
        (MRV_B, MrzFormat::MrvB, 3),
    ] {
        let document = read(text);
        assert_eq!(document.format, format);
        assert_eq!(document.checks.len(), checks, "{}", format.name());
        assert!(
            document.is_every_check_passed(),
            "{}: {:?}",
            format.name(),
            document.checks
        );
        assert_eq!(document.flags, [], "{}", format.name());
        assert!(document.is_conforming());
        assert_eq!(document.primary_name.expose(), "ERIKSSON");
        assert_eq!(document.secondary_name.expose(), "ANNA MARIA");
        assert_eq!(document.sex, Some(MrzSex::Female));
    }
}

#[test]
fn a_passport_has_every_field() {
    let document = read(TD3);
    let expected = [
        (FieldKey::Abbr3Country, "UTO"),
        (FieldKey::Country, "Utopia (ICAO specimen)"),
        (FieldKey::DateOfBirth, "1974-08-12"),
        (FieldKey::Expires, "2012-04-15"),
        (FieldKey::FamilyName, "ERIKSSON"),
        (FieldKey::FirstName, "ANNA MARIA"),
        (FieldKey::FullName, "ANNA MARIA ERIKSSON"),
        (FieldKey::Gender, "Female"),
        (FieldKey::Id, "L898902C3"),
        (FieldKey::IdType, "Passport"),
        (FieldKey::IssuedBy, "Utopia (ICAO specimen)"),
        (FieldKey::PersonalNumber, "ZE184226B"),
    ];
    let found: Vec<(FieldKey, String)> = document
        .fields
        .iter()
        .map(|(key, value)| (key, value.expose().to_string()))
        .collect();
    assert_eq!(found, expected.map(|(key, value)| (key, value.to_owned())));
    assert_eq!(document.nationality.unwrap().as_str(), "UTO");
}

#[test]
fn a_visa_of_a_stateless_person_reads() {
    let document = read(MRV_A);
    assert_eq!(document.nationality.as_ref().unwrap().as_str(), "XXX");
    assert_eq!(field(&document, FieldKey::IdType), "Visa");
    assert_eq!(field(&document, FieldKey::Id), "L8988901C");
    assert_eq!(document.optional_data[0].expose(), "6ZE184226B");
    assert_eq!(document.check(CheckField::Composite), None);
}

#[test]
fn germany_is_one_letter() {
    let text = with_digits([
        "IDD<<T22000129#<<<<<<<<<<<<<<<",
        "640812#<201031#D<<<<<<<<<<<<<#",
        "MUSTERMANN<<ERIKA<<<<<<<<<<<<<",
    ]);
    let document = read(&text);
    assert_eq!(document.flags, []);
    assert_eq!(document.issuing_state.as_ref().unwrap().as_str(), "D");
    assert_eq!(field(&document, FieldKey::Abbr3Country), "DEU");
    assert_eq!(field(&document, FieldKey::AbbrCountry), "DE");
    assert_eq!(document.sex, Some(MrzSex::Unspecified));
}

/// A card with a long number, as ICAO's example has it.
#[test]
fn a_long_document_number_is_put_together() {
    let td1 = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<";
    let td2 = "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8";
    for text in [td1, td2] {
        let document = read(text);
        assert_eq!(document.document_number.expose(), "D23145890734");
        assert_eq!(
            document.check(CheckField::DocumentNumber),
            Some(CheckOutcome::Passed)
        );
        assert_eq!(document.optional_data[0].expose(), "");
        assert!(document.is_conforming() && document.is_every_check_passed());
    }
}

#[test]
fn unused_optional_data_may_have_a_filler_or_zero_for_its_check_digit() {
    for digit in ['<', '0'] {
        let second = format!("L898902C36UTO7408122F1204159<<<<<<<<<<<<<<{digit}");
        let composite = mrz::check_digit(&format!(
            "{}{}{}",
            &second[..10],
            &second[13..20],
            &second[21..43]
        ));
        let text = format!("{}\n{second}{}", &TD3[..44], composite.unwrap());
        let document = read(&text);
        assert_eq!(
            document.check(CheckField::OptionalData),
            Some(CheckOutcome::Passed)
        );
        assert!(document.is_conforming(), "{:?}", document.flags);
    }
}

/// Fills in a card's check digits at `#`.
fn with_digits(lines: [&str; 3]) -> String {
    let [mut first, mut second, third] = lines.map(str::to_owned);
    let digit = |text: &str| mrz::check_digit(text).unwrap().to_string();
    first.replace_range(14..15, &digit(&first[5..14]));
    second.replace_range(6..7, &digit(&second[..6]));
    second.replace_range(14..15, &digit(&second[8..14]));
    let composite = [&first[5..30], &second[..7], &second[8..15], &second[18..29]].concat();
    second.replace_range(29..30, &digit(&composite));
    format!("{first}\n{second}\n{third}")
}
