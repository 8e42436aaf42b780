use credence_types::FieldSource;

use super::equality::{Equality, Side};
use super::name::compare_family;
use super::nationality::compare_countries;
use super::place::{compare_addresses, compare_postal_codes, compare_states};
use super::suffix;
use super::words::{Match, TEXT_LIMIT_CHARACTERS, Words};
use super::{date, measure};
use crate::aamva::{eye_colour, hair_colour};
use crate::{FieldKey, FieldValue};

/// AAMVA elements DAG and DAH: so many characters of a street at most.
const AAMVA_STREET_CHARACTERS: usize = 35;
/// AAMVA element DAI: so many characters of a city at most.
const AAMVA_CITY_CHARACTERS: usize = 20;

/// One side as text.
#[derive(Debug, Clone, Copy)]
struct Text<'a> {
    text: &'a str,
    origin: FieldSource,
    is_shortened: bool,
}

/// Whether two sources say the same in the field `key`. Names are better compared whole, with
/// [`compare_names`](super::compare_names): alone, the given names of a zone and the first name of
/// a licence agree as far as the shorter goes.
#[must_use]
pub fn compare(key: FieldKey, left: Side<'_>, right: Side<'_>) -> Equality {
    if is_date(key) {
        return date::compare((left.value, left.origin), (right.value, right.origin));
    }
    let (FieldValue::Text(left_text), FieldValue::Text(right_text)) = (left.value, right.value)
    else {
        return Equality::NotComparable;
    };
    let is_comparable =
        |text: &str| !text.trim().is_empty() && text.chars().count() <= TEXT_LIMIT_CHARACTERS;
    if !is_comparable(left_text) || !is_comparable(right_text) {
        return Equality::NotComparable;
    }
    let text = |side: &Side<'_>, text| Text {
        text,
        origin: side.origin,
        is_shortened: side.is_shortened,
    };
    compare_texts(key, text(&left, left_text), text(&right, right_text))
}

const fn is_date(key: FieldKey) -> bool {
    matches!(
        key,
        FieldKey::CardRevisionDate
            | FieldKey::DateOfBirth
            | FieldKey::Expires
            | FieldKey::HazmatExpirationDate
            | FieldKey::Issued
    )
}

fn compare_texts(key: FieldKey, left: Text<'_>, right: Text<'_>) -> Equality {
    match key {
        FieldKey::FamilyName | FieldKey::MaidenName => outcome(compare_family(
            Words::of(left.text, left.is_shortened),
            Words::of(right.text, right.is_shortened),
        )),
        FieldKey::FirstName | FieldKey::MiddleName => compare_given(key, left, right),
        FieldKey::Suffix => {
            same_or_different(&suffix::standard(left.text), &suffix::standard(right.text))
        }
        FieldKey::Gender => same_if_known(sex(left.text), sex(right.text)),
        FieldKey::Id
        | FieldKey::PersonalNumber
        | FieldKey::AuditInformation
        | FieldKey::Iin
        | FieldKey::PostalBox => compare_numbers(left, right),
        FieldKey::Height => measure::compare_heights(left.text, right.text),
        FieldKey::Weight => measure::compare_weights(left.text, right.text),
        FieldKey::Eyes => compare_colours(left.text, right.text, eye_colour),
        FieldKey::Hair => compare_colours(left.text, right.text, hair_colour),
        FieldKey::Address => place_with_limit(left, right, AAMVA_STREET_CHARACTERS),
        FieldKey::City => place_with_limit(left, right, AAMVA_CITY_CHARACTERS),
        FieldKey::Zip => compare_postal_codes(left.text, right.text),
        FieldKey::State => {
            compare_states(left.text, right.text).unwrap_or_else(|| compare_words(left, right))
        }
        FieldKey::IssuedBy => compare_states(left.text, right.text)
            .unwrap_or_else(|| compare_countries(left.text, right.text)),
        FieldKey::Country | FieldKey::AbbrCountry | FieldKey::Abbr3Country => {
            compare_countries(left.text, right.text)
        }
        FieldKey::Class
        | FieldKey::EndorsementsCode
        | FieldKey::RestrictionCode
        | FieldKey::FullName
        | FieldKey::IdType
        | FieldKey::PlaceOfBirth
        | FieldKey::Race => compare_words(left, right),
        FieldKey::CardRevisionDate
        | FieldKey::DateOfBirth
        | FieldKey::Expires
        | FieldKey::HazmatExpirationDate
        | FieldKey::Issued => Equality::NotComparable,
    }
}

const fn outcome(matched: Match) -> Equality {
    match matched {
        Match::Whole => Equality::Same,
        Match::Cut => Equality::SameShortened,
        Match::None => Equality::Different,
    }
}

fn same_or_different<T: PartialEq>(left: &T, right: &T) -> Equality {
    match left == right {
        true => Equality::Same,
        false => Equality::Different,
    }
}

fn same_if_known<T: PartialEq>(left: Option<T>, right: Option<T>) -> Equality {
    match (left, right) {
        (Some(left), Some(right)) => same_or_different(&left, &right),
        _ => Equality::NotComparable,
    }
}

/// Letters, digits and their order count, blanks and signs do not.
fn compare_words(left: Text<'_>, right: Text<'_>) -> Equality {
    let [left, right] = [left, right].map(|side| Words::of(side.text, side.is_shortened));
    if left.is_empty() || right.is_empty() {
        return Equality::NotComparable;
    }
    outcome(left.compare(&right))
}

/// A zone holds all given names in one field, so beside it the first name alone is a beginning.
fn compare_given(key: FieldKey, left: Text<'_>, right: Text<'_>) -> Equality {
    let is_beside_zone = |side: &Text<'_>, other: &Text<'_>| {
        key == FieldKey::FirstName
            && side.origin != FieldSource::Mrz
            && other.origin == FieldSource::Mrz
    };
    let words = |side: &Text<'_>, other: &Text<'_>| {
        let mut words = Words::of(side.text, side.is_shortened);
        if is_beside_zone(side, other) {
            words.allow_missing_words();
        }
        words
    };
    let (left, right) = (words(&left, &right), words(&right, &left));
    if left.is_empty() || right.is_empty() {
        return Equality::NotComparable;
    }
    outcome(left.compare(&right))
}

/// The sex in words, letters or AAMVA's and ISO 5218's digits; where several languages stand beside
/// each other, one that all of the known words mean.
fn sex(text: &str) -> Option<char> {
    let mut known = text
        .split(|c: char| c.is_whitespace() || "/,".contains(c))
        .filter_map(|word| match word.to_uppercase().as_str() {
            "M" | "MALE" | "1" | "MAN" | "MASCULIN" | "MASCULINO" | "MASCHIO" => Some('M'),
            "F" | "FEMALE" | "2" | "WOMAN" | "FEMININ" | "FÉMININ" | "FEMENINO" | "FEMMINA" => {
                Some('F')
            }
            "X" | "U" | "9" | "<" | "UNSPECIFIED" | "SPECIFIED" | "NON-BINARY" => Some('X'),
            _ => None,
        });
    let first = known.next()?;
    known.all(|other| other == first).then_some(first)
}

/// Letters and digits count, leading zeros too; blanks, dashes, full stops and fillers do not.
fn compare_numbers(left: Text<'_>, right: Text<'_>) -> Equality {
    let plain = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace() && !"-‐‑–—.<·/*".contains(*c))
            .flat_map(char::to_uppercase)
            .collect::<String>()
    };
    let [left_plain, right_plain] = [left.text, right.text].map(plain);
    if left_plain.is_empty() || right_plain.is_empty() {
        return Equality::NotComparable;
    }
    let is_cut = left.is_shortened && right_plain.starts_with(&left_plain)
        || right.is_shortened && left_plain.starts_with(&right_plain);
    match left_plain == right_plain {
        true => Equality::Same,
        false if is_cut => Equality::SameShortened,
        false => Equality::Different,
    }
}

/// Colours by their AAMVA D20 codes; words that have none are compared as they are.
fn compare_colours(left: &str, right: &str, code: fn(&str) -> Option<&'static str>) -> Equality {
    let [left_code, right_code] = [left, right].map(|text| code(text.trim()));
    match (left_code, right_code) {
        (Some(left), Some(right)) => same_or_different(&left, &right),
        _ if left.trim().eq_ignore_ascii_case(right.trim()) => Equality::Same,
        _ => Equality::NotComparable,
    }
}

fn place_with_limit(left: Text<'_>, right: Text<'_>, limit_characters: usize) -> Equality {
    let [left, right] = [left, right].map(|side| {
        let fills_element =
            side.origin == FieldSource::Barcode && side.text.chars().count() >= limit_characters;
        (side.text, side.is_shortened || fills_element)
    });
    compare_addresses(left, right)
}
