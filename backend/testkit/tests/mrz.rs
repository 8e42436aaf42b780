//! The machine readable zones: the standard's specimens, lengths, and every check digit.
#![cfg(test)]

use credence_testkit::mrz::{MrzFormat, MrzRecord, UnknownBirth, check_digit, compose_mrz};
use credence_testkit::person::Sex;
use credence_testkit::travel::{TravelChoices, TravelRecord};
use credence_types::CalendarDate;

fn specimen(format: MrzFormat, document_code: &'static str) -> MrzRecord {
    MrzRecord {
        format,
        document_code,
        issuer: "UTO".to_owned(),
        family_name: "Eriksson".to_owned(),
        given_names: "Anna Maria".to_owned(),
        document_number: "L898902C3".to_owned(),
        nationality: "UTO".to_owned(),
        birth_date: CalendarDate::new(1974, 8, 12).unwrap(),
        unknown_birth: UnknownBirth::None,
        sex: Sex::Female,
        expires: CalendarDate::new(2012, 4, 15).unwrap(),
        optional_data: "ZE184226B".to_owned(),
        second_optional_data: String::new(),
        is_empty_check_filled: true,
    }
}

#[test]
fn the_specimens_of_the_standard_come_out() {
    // Doc 9303-4 appendix B, 9303-6 appendix B, 9303-7 appendices.
    assert_eq!(
        compose_mrz(&specimen(MrzFormat::Td3, "P")),
        [
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
        ]
    );
    let mut td2 = specimen(MrzFormat::Td2, "I");
    td2.document_number = "D23145890".to_owned();
    td2.optional_data.clear();
    assert_eq!(
        compose_mrz(&td2),
        [
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
            "D231458907UTO7408122F1204159<<<<<<<6"
        ]
    );
    assert_eq!(
        compose_mrz(&specimen(MrzFormat::MrvA, "V")),
        [
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<<<"
        ]
    );
    assert_eq!(
        compose_mrz(&specimen(MrzFormat::MrvB, "V"))[1],
        "L898902C36UTO7408122F1204159ZE184226"
    );
}

#[test]
fn the_card_specimen_and_a_long_number_come_out() {
    let mut card = specimen(MrzFormat::Td1, "I");
    card.document_number = "D23145890".to_owned();
    card.optional_data.clear();
    assert_eq!(
        compose_mrz(&card),
        [
            "I<UTOD231458907<<<<<<<<<<<<<<<",
            "7408122F1204159UTO<<<<<<<<<<<6",
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
        ]
    );
    // Doc 9303-5 section 4.2.2.1: a number of twelve characters.
    card.document_number = "D23145890734".to_owned();
    assert_eq!(compose_mrz(&card)[0], "I<UTOD23145890<7349<<<<<<<<<<<");
}

#[test]
fn an_empty_personal_number_has_either_check() {
    let mut record = specimen(MrzFormat::Td3, "P");
    record.optional_data.clear();
    assert!(compose_mrz(&record)[1].starts_with("L898902C36UTO7408122F1204159<<<<<<<<<<<<<<<"));
    record.is_empty_check_filled = false;
    assert!(compose_mrz(&record)[1].contains("<<<<<<<<<<<<<<0"));
}

#[test]
fn drawn_records_fill_their_lines_with_right_check_digits() {
    for seed in 0..200 {
        for format in MrzFormat::ALL {
            let record = TravelRecord::draw(seed, &TravelChoices::default());
            let lines = compose_mrz(&record.mrz(format));
            for line in &lines {
                assert_eq!(line.len(), format.line_length(), "{line}");
                let is_allowed = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'<';
                assert!(line.bytes().all(is_allowed), "{line}");
            }
            let dates = if format == MrzFormat::Td1 {
                &lines[1][..]
            } else {
                &lines[1][13..]
            };
            assert_eq!(dates[6..7], check_digit(&dates[..6]).to_string());
            assert_eq!(dates[14..15], check_digit(&dates[8..14]).to_string());
            if matches!(format, MrzFormat::Td3 | MrzFormat::Td2) {
                let line = &lines[1];
                let covered = [&line[..10], &line[13..20], &line[21..line.len() - 1]].concat();
                assert!(line.ends_with(check_digit(&covered)));
            }
        }
    }
}
