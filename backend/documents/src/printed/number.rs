use super::dates::dates_among;
use super::field::Anchor;
use super::label::{Label, Token, tokens};
use super::label_words::Meaning;
use super::line::DocumentLayout;
use super::page::Row;
use crate::FieldKey as K;

/// Fewest numbered lines of a document whose fields go by number.
const FEWEST_NUMBERS: usize = 3;

/// What field numbers mean on North American cards (AAMVA card design standard, annex A).
const AMERICAN: [(&str, Meaning); 15] = [
    ("1", Meaning::Field(K::FamilyName)),
    ("2", Meaning::Field(K::FirstName)),
    ("3", Meaning::Field(K::DateOfBirth)),
    ("4A", Meaning::Field(K::Issued)),
    ("4B", Meaning::Field(K::Expires)),
    ("4C", Meaning::Other),
    ("4D", Meaning::Field(K::Id)),
    ("5", Meaning::Other),
    ("8", Meaning::Field(K::Address)),
    ("9", Meaning::Field(K::Class)),
    ("9A", Meaning::Field(K::EndorsementsCode)),
    ("12", Meaning::Field(K::RestrictionCode)),
    ("15", Meaning::Field(K::Gender)),
    ("16", Meaning::Field(K::Height)),
    ("18", Meaning::Field(K::Eyes)),
];

/// What field numbers mean by Directive 2006/126/EC, annex I.
const EUROPEAN: [(&str, Meaning); 14] = [
    ("1", Meaning::Field(K::FamilyName)),
    ("2", Meaning::Field(K::FirstName)),
    ("3", Meaning::BirthDateAndPlace),
    ("4A", Meaning::Field(K::Issued)),
    ("4B", Meaning::Field(K::Expires)),
    // A reader takes a small `b` for a 6.
    ("46", Meaning::Field(K::Expires)),
    ("4C", Meaning::Field(K::IssuedBy)),
    ("4D", Meaning::Field(K::PersonalNumber)),
    ("5", Meaning::Field(K::Id)),
    ("6", Meaning::Other),
    ("7", Meaning::Other),
    ("8", Meaning::Field(K::Address)),
    ("9", Meaning::Field(K::Class)),
    ("I", Meaning::Field(K::FamilyName)),
];

/// The labels that are field numbers alone. A document that has few of them has none: there the
/// numbers are parts of values.
pub(super) fn number_labels(rows: &[Row], words: &[Label], layout: DocumentLayout) -> Vec<Label> {
    let table: &[(&str, Meaning)] = match layout {
        DocumentLayout::NorthAmericanCard => &AMERICAN,
        DocumentLayout::DrivingLicence => &EUROPEAN,
        DocumentLayout::TravelDocument | DocumentLayout::Any => return Vec::new(),
    };
    let mut found = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        if layout == DocumentLayout::NorthAmericanCard {
            found.extend(misread_number(place, row));
        }
        let tokens = tokens(&row.text);
        for (order, token) in tokens.iter().enumerate() {
            let meaning = table.iter().find(|(number, _)| *number == token.letters);
            let is_covered = words.iter().any(|label| {
                label.row == place && label.characters.contains(&token.characters.start)
            });
            if let Some((_, meaning)) = meaning
                && !is_covered
                && may_number(row, token, order)
                && found
                    .last()
                    .is_none_or(|last: &Label| last.row != place || order > 0)
            {
                found.push(Label {
                    row: place,
                    characters: token.characters.clone(),
                    meaning: *meaning,
                    anchor: Anchor::Number,
                    is_code: false,
                    distance: 0,
                });
            }
        }
    }
    let numbered_labels = words.iter().filter(|label| label.is_code).count();
    if found.len() + numbered_labels < FEWEST_NUMBERS {
        return Vec::new();
    }
    if layout == DocumentLayout::NorthAmericanCard {
        part_names(&mut found, words);
    }
    only_the_first(found)
}

/// Of two lines with the given names' number and none with the family name's, the upper one is the
/// family name: a small `1` reads as a `2`, and no card prints a number twice.
fn part_names(found: &mut [Label], words: &[Label]) {
    let is = |label: &Label, key| label.meaning == Meaning::Field(key);
    let mut others = found.iter().chain(words);
    if others.any(|label| is(label, K::FamilyName)) {
        return;
    }
    let mut given = found.iter_mut().filter(|label| is(label, K::FirstName));
    if let (Some(upper), Some(lower)) = (given.next(), given.next())
        && upper.row < lower.row
    {
        upper.meaning = Meaning::Field(K::FamilyName);
    }
}

/// Certainty from which an `I` before a name is its first letter and no small `1`.
const CERTAIN_LETTER: f32 = 0.85;

/// Numbers are printed half as high as their values, so a reader of the whole line misreads them:
/// one that touches its name or is taken for a letter, and `4d` for `4a`, which has a date behind it.
fn misread_number(place: usize, row: &Row) -> Option<Label> {
    let label = |length: usize, meaning| Label {
        row: place,
        characters: 0..length,
        meaning,
        anchor: Anchor::Number,
        is_code: false,
        distance: 0,
    };
    let is_letter = |at: usize| row.text.get(at).is_some_and(|c| c.is_uppercase());
    match row.text.as_slice() {
        ['ı', ' ', ..] if is_letter(2) => Some(label(1, Meaning::Field(K::FamilyName))),
        ['1' | 'ı', ..] if is_letter(1) && is_letter(2) => {
            Some(label(1, Meaning::Field(K::FamilyName)))
        }
        ['I', ..] if is_letter(1) && row.confidence(&(0..1)) < CERTAIN_LETTER => {
            Some(label(1, Meaning::Field(K::FamilyName)))
        }
        ['2', ..] if is_letter(1) && is_letter(2) => Some(label(1, Meaning::Field(K::FirstName))),
        ['4', 'a' | 'A' | '4' | 'o' | 'O' | '0', ' ', rest @ ..] => {
            let digits = rest.iter().filter(|c| c.is_ascii_digit()).count();
            let is_date = !dates_among(rest).is_empty();
            (digits >= 4 && !is_date).then(|| label(2, Meaning::Field(K::Id)))
        }
        _ => None,
    }
}

/// How many different field numbers of the European kind stand with a full stop behind them, which
/// is how those licences print them.
pub(super) fn european_numbers(rows: &[Row]) -> usize {
    let mut seen = Vec::new();
    for row in rows {
        for token in tokens(&row.text) {
            let is_numbered = row.text.get(token.characters.end) == Some(&'.')
                && EUROPEAN.iter().any(|(number, _)| *number == token.letters);
            if is_numbered && !seen.contains(&token.letters) {
                seen.push(token.letters);
            }
        }
    }
    seen.iter()
        .filter(|number| number.starts_with('4'))
        .count()
        .min(1)
        * seen.len()
}

/// A number begins its line; one with a letter may stand anywhere.
fn may_number(row: &Row, token: &Token, order: usize) -> bool {
    let next = row.text.get(token.characters.end);
    let is_lettered =
        token.letters.len() == 2 && token.letters.ends_with(|c: char| c.is_ascii_alphabetic());
    match next {
        None => order == 0,
        Some('.') => {
            let after = row.text.get(token.characters.end + 1);
            let is_decimal =
                after.is_some_and(char::is_ascii_digit) && !is_lettered && token.letters != "3";
            (order == 0 || is_lettered) && !is_decimal
        }
        Some(' ') => (order == 0 && token.letters != "I") || is_lettered,
        Some(_) => false,
    }
}

/// One label for each meaning: the highest on the document.
fn only_the_first(labels: Vec<Label>) -> Vec<Label> {
    let mut kept: Vec<Label> = Vec::new();
    for label in labels {
        let is_new = label.meaning == Meaning::Other
            || kept.iter().all(|other| other.meaning != label.meaning);
        if is_new {
            kept.push(label);
        }
    }
    kept
}
