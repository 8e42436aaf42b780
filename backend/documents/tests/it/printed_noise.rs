use credence_documents::FieldKey;
use credence_documents::printed::{DocumentLayout, PrintLine, lay_out};
use credence_types::CalendarDate;

use crate::printed_page::print;

/// Labels with the values below them, as on a passport.
const LINES: [(&str, f32, f32, f32); 16] = [
    ("Passport No./No. du passeport", 0.7, 0.07, 0.008),
    ("L898902C3", 0.7, 0.085, 0.016),
    ("Surname/Nom (1)", 0.34, 0.13, 0.008),
    ("WRIGHT", 0.34, 0.145, 0.016),
    ("Given names/Prénoms (2)", 0.34, 0.185, 0.008),
    ("ANNA MARIA", 0.34, 0.2, 0.016),
    ("Date of birth/Date de naissance (4)", 0.34, 0.3, 0.008),
    ("12 AUG 1974", 0.34, 0.315, 0.016),
    ("Sex/Sexe (6)", 0.34, 0.36, 0.008),
    ("F", 0.34, 0.375, 0.016),
    ("Place of birth/Lieu de naissance (7)", 0.45, 0.36, 0.008),
    ("ZENITH", 0.45, 0.375, 0.016),
    ("Date of issue/Date de délivrance (8)", 0.34, 0.42, 0.008),
    ("16 APR 2017", 0.34, 0.435, 0.016),
    ("Date of expiry/Date d'expiration (10)", 0.34, 0.475, 0.008),
    ("15 APR 2027", 0.34, 0.49, 0.016),
];

fn true_values() -> [(FieldKey, &'static str); 8] {
    [
        (FieldKey::Id, "L898902C3"),
        (FieldKey::FamilyName, "WRIGHT"),
        (FieldKey::FirstName, "ANNA MARIA"),
        (FieldKey::DateOfBirth, "1974-08-12"),
        (FieldKey::Gender, "F"),
        (FieldKey::PlaceOfBirth, "ZENITH"),
        (FieldKey::Issued, "2017-04-16"),
        (FieldKey::Expires, "2027-04-15"),
    ]
}

/// What readers take letters of small print for.
const MISTAKES: [char; 16] = [
    'a', 'e', 'i', 'm', 'n', 'o', 'r', 's', 't', 'l', '1', '0', '5', '3', '/', '.',
];

/// A sequence of numbers that looks random and is always the same.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// Replaces that many of a hundred letters of the labels.
fn misread(lines: &mut [PrintLine], percent: usize, sequence: &mut Sequence) {
    for line in lines.iter_mut().step_by(2) {
        let text: String = line
            .text
            .expose()
            .chars()
            .map(|letter| match sequence.below(100) < percent {
                true => MISTAKES[sequence.below(MISTAKES.len())],
                false => letter,
            })
            .collect();
        line.text = text.into();
    }
}

/// How many fields of 300 pages are found, and how many of them are wrong.
fn count(percent: usize) -> (usize, usize) {
    let mut sequence = Sequence(0x9E37_79B9_7F4A_7C15);
    let today = CalendarDate::new(2024, 6, 1).unwrap();
    let (mut found, mut wrong) = (0, 0);
    for _ in 0..300 {
        let mut lines = print(&LINES);
        misread(&mut lines, percent, &mut sequence);
        for field in lay_out(&lines, DocumentLayout::TravelDocument, today) {
            let text = field.value.expose().to_string();
            found += 1;
            wrong += usize::from(!true_values().contains(&(field.key, text.as_str())));
        }
    }
    (found, wrong)
}

/// Percent of letters of the labels that are misread, fewest fields of 2400 found, most wrong.
const FLOORS: [(usize, usize, usize); 5] = [
    (0, 2400, 0),
    (2, 2340, 0),
    (5, 2280, 0),
    (10, 2140, 1),
    (25, 1580, 0),
];

#[test]
fn misread_labels_cost_fields_and_hardly_ever_give_wrong_ones() {
    for (percent, fewest, most_wrong) in FLOORS {
        let (found, wrong) = count(percent);
        assert!(found >= fewest, "{percent}: {found} found");
        assert!(wrong <= most_wrong, "{percent}: {wrong} wrong");
    }
}
