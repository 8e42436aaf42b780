use std::ops::Range;

use super::dates::{PrintedDate, dates_among};
use super::label_words::Meaning;
use super::page::Row;
use super::sex::Sex;
use crate::FieldKey;

/// What a value says, before its dates are settled.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Text(String),
    Date(PrintedDate),
}

/// A value inside a row.
pub(super) struct Fit {
    pub(super) key: FieldKey,
    pub(super) characters: Range<usize>,
    pub(super) content: Content,
}

/// Longest number of a document, in letters and digits without those behind its last group.
const LONG_NUMBER: usize = 13;

const UNITS: [&str; 9] = ["CM", "M", "IN", "FT", "LB", "LBS", "KG", "CM.", "LB."];

/// Words before a number that are no part of it.
const NUMBER_WORDS: [&str; 9] = ["NO", "NO.", "N", "N°", "Nº", "NR", "NR.", "NUM", "#"];

/// The values that a label of that meaning can have among some characters of a row; none when
/// what stands there is something else.
pub(super) fn fit(meaning: Meaning, row: &Row, characters: Range<usize>) -> Vec<Fit> {
    let trimmed = trim(row, characters);
    match meaning {
        Meaning::Heading | Meaning::Other => Vec::new(),
        Meaning::Name => text(FieldKey::FullName, row, name(row, trimmed)),
        Meaning::BirthDateAndPlace => birth(row, trimmed),
        Meaning::Field(key) => {
            if meaning.is_date() {
                return first_date(row, &trimmed)
                    .map(|date| dated(key, date))
                    .into_iter()
                    .collect();
            }
            text(key, row, of_key(key, row, trimmed))
        }
    }
}

fn text(key: FieldKey, row: &Row, characters: Option<Range<usize>>) -> Vec<Fit> {
    let is_name = matches!(
        key,
        FieldKey::FamilyName | FieldKey::FirstName | FieldKey::FullName
    );
    let fit = |characters: Range<usize>| {
        let words = row.words(&characters);
        Fit {
            key,
            // No name has a digit: many faces print these two like a letter.
            content: Content::Text(if is_name {
                words.replace('0', "O").replace('1', "I")
            } else {
                words
            }),
            characters,
        }
    };
    characters.map(fit).into_iter().collect()
}

fn dated(key: FieldKey, (date, characters): (PrintedDate, Range<usize>)) -> Fit {
    Fit {
        key,
        characters,
        content: Content::Date(date),
    }
}

fn of_key(key: FieldKey, row: &Row, characters: Range<usize>) -> Option<Range<usize>> {
    use FieldKey as K;
    if matches!(
        key,
        K::FamilyName | K::FirstName | K::MiddleName | K::FullName | K::MaidenName
    ) {
        name(row, characters)
    } else if matches!(key, K::Id | K::PersonalNumber) {
        number(row, characters)
    } else if key == K::Gender {
        sex(row, characters)
    } else if matches!(key, K::Height | K::Weight) {
        measure(row, characters)
    } else if matches!(key, K::Eyes | K::Hair | K::Race) {
        colour(row, characters)
    } else if matches!(key, K::Class | K::EndorsementsCode | K::RestrictionCode) {
        codes(row, characters)
    } else if matches!(key, K::PlaceOfBirth | K::IssuedBy) {
        place(row, characters)
    } else {
        address(row, characters)
    }
}

/// Characters without the marks around them.
pub(super) fn trim(row: &Row, characters: Range<usize>) -> Range<usize> {
    let is_part = |c: &char| c.is_alphanumeric();
    let slice = row.slice(&characters);
    let Some(first) = slice.iter().position(is_part) else {
        return characters.start..characters.start;
    };
    let last = slice
        .iter()
        .rposition(|c| is_part(c) || matches!(c, '"' | '\'' | '”' | '’'))
        .unwrap_or(first);
    characters.start + first..characters.start + last + 1
}

/// The words of some characters.
fn words(row: &Row, characters: &Range<usize>) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut start = None;
    for place in characters.start..=characters.end {
        let is_part =
            place < characters.end && row.text.get(place).is_some_and(|c| !c.is_whitespace());
        match (start, is_part) {
            (None, true) => start = Some(place),
            (Some(from), false) => {
                found.push((from..place, row.words(&(from..place))));
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn count(row: &Row, characters: &Range<usize>, is: impl Fn(&char) -> bool) -> usize {
    row.slice(characters).iter().filter(|c| is(c)).count()
}

fn letters(row: &Row, characters: &Range<usize>) -> usize {
    count(row, characters, |c| c.is_alphabetic())
}

fn digits(row: &Row, characters: &Range<usize>) -> usize {
    count(row, characters, char::is_ascii_digit)
}

fn first_date(row: &Row, characters: &Range<usize>) -> Option<(PrintedDate, Range<usize>)> {
    let date = dates_among(row.slice(characters)).into_iter().next()?;
    let place = characters.start + date.characters.start..characters.start + date.characters.end;
    Some((date, place))
}

fn birth(row: &Row, characters: Range<usize>) -> Vec<Fit> {
    let Some((date, place)) = first_date(row, &characters) else {
        return Vec::new();
    };
    let rest = trim(row, place.end..characters.end.max(place.end));
    let mut found = vec![dated(FieldKey::DateOfBirth, (date, place))];
    found.extend(text(FieldKey::PlaceOfBirth, row, self::place(row, rest)));
    found
}

/// Whether text has a capital or a digit: without them it is a rest of a label's small print.
fn is_value(row: &Row, characters: &Range<usize>) -> bool {
    row.slice(characters)
        .iter()
        .any(|c| c.is_uppercase() || c.is_numeric())
}

/// Letters without digits, except one that a reader may have mistaken.
fn name(row: &Row, characters: Range<usize>) -> Option<Range<usize>> {
    let (letters, digits) = (letters(row, &characters), digits(row, &characters));
    let is_name = is_value(row, &characters)
        && letters >= 2
        && (digits == 0 || (digits == 1 && letters >= 5));
    is_name.then_some(characters)
}

/// Letters and digits with at least one digit, from the first word that is not `No`.
fn number(row: &Row, characters: Range<usize>) -> Option<Range<usize>> {
    let words = words(row, &characters);
    let words = words
        .get(usize::from(begins_with_label(row, &words))..)
        .unwrap_or_default();
    let mut found: Option<Range<usize>> = None;
    let mut length = 0;
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let is_last_letter = |order, word: &str| order + 1 == words.len() && word.chars().count() == 1;
    for (order, (place, word)) in words.iter().enumerate() {
        let is_prefix = word.len() <= 3 && !NUMBER_WORDS.contains(&word.as_str());
        let leads = words
            .get(order + 1)
            .is_some_and(|(_, next)| has_digit(next));
        let belongs = has_digit(word) || (found.is_none() && is_prefix && leads);
        match (&mut found, belongs) {
            (None, false) => {}
            (None, true) => found = Some(place.clone()),
            // A check letter stands apart.
            (Some(number), false) if is_last_letter(order, word) => {
                number.end = place.end;
                break;
            }
            (Some(_), false) => break,
            (Some(_), true) if length >= LONG_NUMBER => break,
            (Some(number), true) => number.end = place.end,
        }
        if belongs {
            length += word.chars().filter(|c| c.is_alphanumeric()).count();
        }
    }
    let found = trim(row, found?);
    // A date may be read into a part of a number in groups.
    let is_date = dates_among(row.slice(&found))
        .iter()
        .any(|date| !date.is_compact && date.characters.len() + 2 >= found.len());
    (length >= 4 && !is_date && digits(row, &found) >= 2).then_some(found)
}

/// Certainty below which small print before a number is a label that was misread.
const CERTAIN_PREFIX: f32 = 0.8;

/// Whether the first of several words is a short one without digits that is in small letters or was
/// not read for certain: a label such as `DLN`, half as high as the number.
fn begins_with_label(row: &Row, words: &[(Range<usize>, String)]) -> bool {
    let [(place, first), _, ..] = words else {
        return false;
    };
    let is_short = first.chars().count() <= 4 && !first.bytes().any(|byte| byte.is_ascii_digit());
    let is_small = row.slice(place).iter().any(|c| c.is_lowercase());
    let is_licence_label = matches!(
        first.as_bytes(),
        [b'D', b'L' | b'N'] | [b'D', b'L', _] | [b'D', _, b'N']
    );
    is_short && (is_small || is_licence_label || row.confidence(place) < CERTAIN_PREFIX)
}

fn sex(row: &Row, characters: Range<usize>) -> Option<Range<usize>> {
    let (place, word) = words(row, &characters).into_iter().next()?;
    let place = trim(row, place);
    let first = word.split('/').next()?;
    (Sex::of_printed(&word).is_some() || Sex::of_printed(first).is_some()).then_some(place)
}

/// A number with its unit.
fn measure(row: &Row, characters: Range<usize>) -> Option<Range<usize>> {
    let found = words(row, &characters)
        .into_iter()
        .take(4)
        .take_while(|(_, word)| {
            UNITS.contains(&word.as_str()) || word.bytes().any(|byte| byte.is_ascii_digit())
        })
        .map(|(place, _)| place)
        .reduce(|first, next| first.start..next.end)?;
    let digits = digits(row, &found);
    (1..=6).contains(&digits).then_some(found)
}

fn colour(row: &Row, characters: Range<usize>) -> Option<Range<usize>> {
    let (place, _) = words(row, &characters).into_iter().next()?;
    let place = trim(row, place);
    (letters(row, &place) >= 2 && digits(row, &place) == 0 && place.len() <= 14).then_some(place)
}

/// Everything when it is short, else the first word.
fn codes(row: &Row, characters: Range<usize>) -> Option<Range<usize>> {
    if characters.is_empty() || !dates_among(row.slice(&characters)).is_empty() {
        return None;
    }
    if characters.len() <= 24 {
        return Some(characters);
    }
    let (place, _) = words(row, &characters).into_iter().next()?;
    Some(trim(row, place)).filter(|place| place.len() <= 12)
}

fn place(row: &Row, characters: Range<usize>) -> Option<Range<usize>> {
    let is_place = is_value(row, &characters)
        && letters(row, &characters) >= 2
        && letters(row, &characters) >= 2 * digits(row, &characters)
        && dates_among(row.slice(&characters)).is_empty();
    is_place.then_some(characters)
}

fn address(row: &Row, characters: Range<usize>) -> Option<Range<usize>> {
    let is_address = letters(row, &characters) >= 2 && characters.len() >= 4;
    (is_address && dates_among(row.slice(&characters)).is_empty()).then_some(characters)
}
