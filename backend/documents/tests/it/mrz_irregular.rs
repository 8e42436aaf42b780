//! Zones that break the standard are read and flagged; what is no zone is refused.

use credence_documents::FieldKey;
use credence_documents::mrz::{CheckField, CheckOutcome, MrzDate, MrzError, MrzFlag, parse};
use credence_types::CalendarDate;
use proptest::prelude::*;

use crate::mrz_formats::TD3;

fn today() -> CalendarDate {
    CalendarDate::new(2025, 6, 15).unwrap()
}

fn flags_of(text: &str) -> Vec<MrzFlag> {
    parse(text, today()).unwrap().flags
}

/// The specimen with one piece of its text replaced.
fn changed(old: &str, new: &str) -> String {
    assert!(TD3.contains(old));
    TD3.replacen(old, new, 1)
}

#[test]
fn one_wrong_check_digit_hides_no_right_one() {
    let document = parse(&changed("L898902C36", "L898902C37"), today()).unwrap();
    let outcome = |field| document.check(field).unwrap();
    assert_eq!(outcome(CheckField::DocumentNumber), CheckOutcome::Failed);
    assert_eq!(outcome(CheckField::Composite), CheckOutcome::Failed);
    assert_eq!(outcome(CheckField::DateOfBirth), CheckOutcome::Passed);
    assert_eq!(outcome(CheckField::DateOfExpiry), CheckOutcome::Passed);
    assert!(!document.is_conforming());
    assert_eq!(document.document_number.expose(), "L898902C3");
}

#[test]
fn a_missing_check_digit_is_not_a_passed_one() {
    let flags = flags_of(&changed("7408122F", "740812<F"));
    assert!(flags.contains(&MrzFlag::CheckDigitMissing(CheckField::DateOfBirth)));
    let flags = flags_of(&changed("ZE184226B<<<<<10", "ZE184226B<<<<<<0"));
    assert!(flags.contains(&MrzFlag::CheckDigitMissing(CheckField::OptionalData)));
}

#[test]
fn unknown_codes_are_flagged() {
    assert_eq!(
        flags_of(&changed("P<UTO", "P<QQQ")),
        [MrzFlag::IssuingStateUnknown]
    );
    assert_eq!(
        flags_of(&changed("6UTO7", "6MLD7")),
        [MrzFlag::NationalityUnknown]
    );
    assert_eq!(
        flags_of(&changed("P<UTO", "X<UTO")),
        [MrzFlag::DocumentCodeUnknown]
    );
    assert_eq!(flags_of(&changed("2F1", "2Q1")), [MrzFlag::SexInvalid]);
    let digits = parse(&changed("6UTO7", "61327"), today()).unwrap();
    assert_eq!(digits.nationality, None);
}

#[test]
fn unknown_and_impossible_dates_are_flagged() {
    let document = parse(&changed("7408122", "74<<<<9"), today()).unwrap();
    assert_eq!(
        *document.date_of_birth.expose(),
        MrzDate::Incomplete {
            year: Some(1974),
            month: None
        }
    );
    assert!(document.flags.contains(&MrzFlag::BirthDateIncomplete));
    assert_eq!(document.fields.get(FieldKey::DateOfBirth), None);
    assert!(flags_of(&changed("7408122", "7413122")).contains(&MrzFlag::BirthDateInvalid));
    assert!(flags_of(&changed("1204159", "1204319")).contains(&MrzFlag::ExpiryDateInvalid));
    assert!(flags_of(&changed("1204159", "<<<<<<0")).contains(&MrzFlag::ExpiryDateIncomplete));
    let flags = flags_of(&changed("7408122F1204159", "2001016F9901017"));
    assert!(flags.contains(&MrzFlag::ExpiryBeforeBirth), "{flags:?}");
}

#[test]
fn harmless_damage_is_put_right() {
    let whole = parse(TD3, today()).unwrap();
    let variants = [
        (TD3.replace('\n', "\r\n"), vec![]),
        (format!("\n {} \n\n", TD3.replace('\n', " \n ")), vec![]),
        (TD3.replace('\n', ""), vec![]),
        (TD3.to_lowercase(), vec![MrzFlag::LowerCase]),
        (
            TD3.replace("MARIA<<<<<<<<<<<<<<<<<<<", "MARIA"),
            vec![MrzFlag::LineFilled(1)],
        ),
    ];
    for (text, flags) in variants {
        let document = parse(&text, today()).unwrap();
        assert_eq!(document.fields, whole.fields, "{text}");
        assert_eq!(document.flags, flags, "{text}");
        assert!(document.is_conforming());
    }
}

#[test]
fn what_is_no_zone_is_refused() {
    for (text, error) in [
        ("", MrzError::Empty),
        (" \r\n ", MrzError::Empty),
        ("P<ESPMUÑOZ<<JOSE", MrzError::ForeignCharacter),
        ("ANNA-MARIA", MrzError::ForeignCharacter),
        (
            "ANNA\nMARIA",
            MrzError::UnknownFormat {
                lines: 2,
                longest: 5,
            },
        ),
        (
            &"<".repeat(44),
            MrzError::UnknownFormat {
                lines: 1,
                longest: 44,
            },
        ),
        (
            &"A\n".repeat(400),
            MrzError::UnknownFormat {
                lines: 400,
                longest: 1,
            },
        ),
        (&"<".repeat(1025), MrzError::TooLong),
    ] {
        assert_eq!(parse(text, today()), Err(error), "{text}");
    }
}

#[test]
fn nothing_of_the_holder_is_printed() {
    let printed = format!("{:?}", parse(TD3, today()).unwrap());
    for value in ["ERIKSSON", "ANNA", "L898902C3", "1974", "ZE184226B"] {
        assert!(!printed.contains(value), "{value}");
    }
}

proptest! {
    #[test]
    fn nothing_panics(text in ".{0,120}") {
        let _ = parse(&text, today());
    }

    #[test]
    fn no_zone_panics(lines in prop::collection::vec("[A-Z0-9<]{30}|[A-Z0-9<]{36}|[A-Z0-9<]{44}", 1..4)) {
        let _ = parse(&lines.join("\n"), today());
    }
}
