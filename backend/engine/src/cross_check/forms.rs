//! The texts to look for on the print for a value known from a zone or a barcode.

use credence_types::FieldSource;
use std::collections::BTreeSet;

use credence_documents::printed::{foldings, printed_forms};
use credence_documents::{FieldKey, FieldValue};

/// More texts for one value are not looked for.
const TEXT_LIMIT: usize = 60;
/// A shorter text stands somewhere on every document.
const SHORTEST: usize = 4;
const SHORTEST_NAME: usize = 3;
/// What zones and barcodes write for letters that print has as one letter with a mark (Doc 9303-3
/// section 6); the reader of print takes off the mark.
const WRITTEN_OUT: [(&str, &str); 6] = [
    ("AE", "A"),
    ("OE", "O"),
    ("UE", "U"),
    ("AA", "A"),
    ("IJ", "I"),
    ("NXX", "N"),
];

/// Folded texts, the likeliest first.
pub(super) fn texts(key: FieldKey, value: &FieldValue, origin: FieldSource) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let forms = printed_forms(key, value, origin);
    let folded = forms.iter().flat_map(|form| foldings(form));
    let mut texts: Vec<String> = folded
        .filter(|text| is_telling(key, text) && seen.insert(text.clone()))
        .collect();
    if is_name(key) {
        let bare: Vec<String> = texts.iter().flat_map(|text| with_marks_off(text)).collect();
        texts.extend(bare.into_iter().filter(|text| seen.insert(text.clone())));
    }
    texts.truncate(TEXT_LIMIT);
    texts
}

pub(super) const fn is_name(key: FieldKey) -> bool {
    matches!(
        key,
        FieldKey::FamilyName | FieldKey::FirstName | FieldKey::MiddleName
    )
}

/// Fields of which print may be known to say something else. Others are found or not.
pub(super) const fn may_differ(key: FieldKey) -> bool {
    matches!(
        key,
        FieldKey::FamilyName
            | FieldKey::FirstName
            | FieldKey::MiddleName
            | FieldKey::Id
            | FieldKey::DateOfBirth
            | FieldKey::Expires
            | FieldKey::Issued
            | FieldKey::Gender
            | FieldKey::Address
            | FieldKey::City
            | FieldKey::Zip
            | FieldKey::Class
            | FieldKey::Height
            | FieldKey::Eyes
    )
}

/// Whether to find the text somewhere says that the field has it.
fn is_telling(key: FieldKey, text: &str) -> bool {
    let is_everywhere = matches!(key, FieldKey::Gender | FieldKey::Class | FieldKey::State);
    let least = if is_name(key) {
        SHORTEST_NAME
    } else {
        SHORTEST
    };
    !is_everywhere && text.chars().filter(|letter| *letter != ' ').count() >= least
}

/// The text with each of the letters' spellings undone, one by one and all at once.
pub(super) fn with_marks_off(text: &str) -> Vec<String> {
    let each = WRITTEN_OUT
        .iter()
        .map(|(written, letter)| text.replace(written, letter));
    let all = WRITTEN_OUT
        .iter()
        .fold(text.to_owned(), |text, (written, letter)| {
            text.replace(written, letter)
        });
    each.chain([all]).filter(|bare| bare != text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(key: FieldKey, text: &str) -> Vec<String> {
        texts(key, &FieldValue::Text(text.to_owned()), FieldSource::Mrz)
    }

    #[test]
    fn a_zone_s_spelling_is_looked_for_with_its_marks_taken_off() {
        assert_eq!(of(FieldKey::FamilyName, "MUELLER"), ["MUELLER", "MULLER"]);
        assert!(of(FieldKey::FamilyName, "AAROE").contains(&"ARO".to_owned()));
    }

    #[test]
    fn what_stands_on_every_document_is_not_looked_for() {
        assert!(of(FieldKey::Gender, "Female").is_empty() && of(FieldKey::Class, "C").is_empty());
        assert!(of(FieldKey::FamilyName, "LI").is_empty());
        assert_eq!(of(FieldKey::FamilyName, "LEE"), ["LEE"]);
    }

    #[test]
    fn a_day_is_looked_for_in_so_many_forms_at_most() {
        let day = credence_types::CalendarDate::new(1974, 8, 12).unwrap();
        let texts = texts(
            FieldKey::DateOfBirth,
            &FieldValue::Date(day),
            FieldSource::Mrz,
        );
        assert!(texts.len() <= TEXT_LIMIT && texts.contains(&"12 AUG 1974".to_owned()));
    }
}
