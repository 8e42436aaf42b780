use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::record::TravelRecord;
use crate::dice::{dice, fill_pattern, pick};
use crate::mrz::{MrzFormat, UnknownBirth};
use crate::person::Sex;

/// Codes that a nationality may have beside those of the drawn states: British ones, those of
/// people without a state, of organisations, and states that are easily taken for one another.
const NATIONALITIES: [&str; 36] = [
    "GBD", "GBN", "GBO", "GBP", "GBS", "XXA", "XXB", "XXC", "XXX", "XOM", "UNO", "UNA", "EUE",
    "RKS", "AUT", "AUS", "IRL", "ISL", "ISR", "IRN", "IRQ", "MLT", "MLD", "MDA", "MDV", "NER",
    "NGA", "SVK", "SVN", "COD", "COG", "DOM", "DMA", "QAT", "OMN", "ZAF",
];

/// Names from other scripts: written as the document prints them (Cyrillic is transliterated with
/// the zone's own rules), or in the Latin spelling that their states use.
const FOREIGN_NAMES: [(&str, &str); 16] = [
    ("Щербаков", "Юрий Александрович"),
    ("Хрущёва", "Наталья"),
    ("Жуковский", "Алексей"),
    ("Цой", "Ольга Эдуардовна"),
    ("Zhang", "Xiuying"),
    ("Ouyang", "Qiqi"),
    ("Nguyen Thi", "Minh Khai"),
    ("Ibn Xhasan", "Abd Alrahman"),
    ("Al Jabbouri", "Ebtisam Abdulkarim"),
    ("Bin Abdulaziz Al Thani", "Hamad"),
    ("Ratchaprasitthiphong", "Chayaphon"),
    ("Balasubramaniam", "Venkatachalapathy"),
    ("Hakobyan", "Mkrtich"),
    ("Papadhiamantis", "Aristotelis"),
    ("Kim", "Eunji"),
    ("Oyelowo", "Oluwaseun Ifeoluwa"),
];

const LONG_GIVEN: [&str; 12] = [
    "Maximiliana",
    "Bartholomew",
    "Guadalupe",
    "Wilhelmina",
    "Konstantinos",
    "Oluwaseyi",
    "Ezequiel",
    "Quirin",
    "Jo",
    "Iphigenia",
    "Svetlozara",
    "Bob",
];

/// Makes the record of a kind that trips readers of that format: about two of three records get
/// one trait or more, all of them found on real documents.
pub(super) fn make_peculiar(record: &mut TravelRecord, seed: u64, format: MrzFormat) {
    let dice = &mut dice(seed, "peculiarity");
    record.document_code = Some(document_code(dice, format));
    name(record, dice, format);
    number(record, dice, format);
    if dice.random_bool(0.35) {
        record.nationality = Some(pick(dice, &NATIONALITIES));
    }
    if dice.random_bool(0.06) {
        record.person.sex = Sex::Unspecified;
    }
    record.unknown_birth = match dice.random_range(0..100) {
        0..3 => UnknownBirth::Day,
        3..6 => UnknownBirth::DayAndMonth,
        6..7 => UnknownBirth::Date,
        _ => UnknownBirth::None,
    };
    optional_data(record, dice, format);
}

/// Second letters that states use: Finland and Latvia `PA`, service and diplomatic passports,
/// the British residence permit `IR`, the United States' resident card `C1` and passport card `IP`.
fn document_code(dice: &mut ChaCha8Rng, format: MrzFormat) -> &'static str {
    match format {
        MrzFormat::Td1 => pick(
            dice,
            &["ID", "ID", "I", "I", "IR", "IP", "C1", "C", "AC", "AR"],
        ),
        MrzFormat::Td2 => pick(dice, &["I", "I", "ID", "AR", "C", "IX"]),
        MrzFormat::Td3 => pick(
            dice,
            &["P", "P", "P", "P", "P", "PA", "PD", "PS", "PO", "PN", "PM"],
        ),
        MrzFormat::MrvA | MrzFormat::MrvB => pick(dice, &["V", "V", "VC", "VD", "VI", "VB"]),
    }
}

fn name(record: &mut TravelRecord, dice: &mut ChaCha8Rng, format: MrzFormat) {
    match dice.random_range(0..100) {
        0..22 => {
            let (family, given) = pick(dice, &FOREIGN_NAMES);
            record.person.family_name = family.to_owned();
            record.person.given_names = vec![given.to_owned()];
        }
        // Names that end exactly where their field ends, or run over it.
        22..32 => fill_name(record, dice, name_length(format), 0),
        32..42 => fill_name(record, dice, name_length(format), 9),
        42..46 => record.person.given_names.clear(),
        46..50 => {
            record.person.family_name = pick(dice, &["Ng", "O", "Wu", "Ii", "Li"]).to_owned();
        }
        _ => {}
    }
}

const fn name_length(format: MrzFormat) -> usize {
    match format {
        MrzFormat::Td1 => 30,
        MrzFormat::Td2 | MrzFormat::MrvB => 31,
        MrzFormat::Td3 | MrzFormat::MrvA => 39,
    }
}

/// Adds given names until the field is full, and `beyond` characters more.
fn fill_name(record: &mut TravelRecord, dice: &mut ChaCha8Rng, length: usize, beyond: usize) {
    let family = pick(
        dice,
        &["Hohenzollern", "Garcia Lorca", "Smith-Jones", "Brandao"],
    );
    record.person.family_name = family.to_owned();
    let wanted = length + beyond - family.len() - 2;
    let mut given = String::new();
    while given.len() < wanted {
        if !given.is_empty() {
            given.push(' ');
        }
        given.push_str(pick(dice, &LONG_GIVEN));
    }
    given.truncate(wanted);
    // A space at the very end would not be printed.
    if given.ends_with(' ') {
        given.pop();
        given.push('E');
    }
    record.person.given_names = vec![given];
}

fn number(record: &mut TravelRecord, dice: &mut ChaCha8Rng, format: MrzFormat) {
    let is_long = matches!(format, MrzFormat::Td1 | MrzFormat::Td2) && dice.random_bool(0.2);
    let pattern = if is_long {
        pick(
            dice,
            &["??????????", "AA##########", "############", "A###########"],
        )
    } else if dice.random_bool(0.4) {
        // Letters beside digits without an order, O and I among them.
        pick(
            dice,
            &[
                "?????????",
                "????????",
                "A?#?A?#?A",
                "#######",
                "OO#######",
                "S0OB8I1Z5",
            ],
        )
    } else {
        return;
    };
    record.card_number = fill_pattern(dice, pattern);
    record.passport_number = record.card_number.clone();
}

/// The fields that states use as they like: another number, a name of a place, nothing.
fn optional_data(record: &mut TravelRecord, dice: &mut ChaCha8Rng, format: MrzFormat) {
    let pattern = match format {
        MrzFormat::Td1 => pick(
            dice,
            &[
                "",
                "",
                "?????????",
                "###############",
                "########T",
                "EAC##########",
            ],
        ),
        MrzFormat::Td2 => pick(dice, &["", "", "#######", "?????", "######A"]),
        MrzFormat::Td3 => pick(
            dice,
            &[
                "",
                "",
                "##############",
                "?????????",
                "A#########",
                "######-####",
                "##########A",
            ],
        ),
        MrzFormat::MrvA => pick(
            dice,
            &["", "################", "IFLND##AMS######", "?????????"],
        ),
        MrzFormat::MrvB => pick(dice, &["", "########", "?????"]),
    };
    let text = fill_pattern(dice, pattern);
    if format == MrzFormat::Td3 {
        record.personal_number = text;
    } else {
        record.optional_data = text;
    }
}
