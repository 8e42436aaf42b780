use std::ops::Range;

use super::field::Anchor;
use super::fold::bare;
use super::label_words::Meaning;
use super::page::Row;
use super::phrases::{Phrase, nearest_phrase};
use crate::FieldKey;

/// Most words of one label.
const WORD_LIMIT: usize = 8;

/// Longest label, in letters.
const LETTER_LIMIT: usize = 44;

/// Short labels of North American cards that are no words of a name or a place, so that they may
/// stand in the middle of a line (AAMVA card design standard, annex A).
const CODES: [&str; 14] = [
    "SEX", "HGT", "WGT", "EXP", "ISS", "DOB", "DLN", "REV", "EYES", "HAIR", "REST", "RSTR", "SEXE",
    "DDN",
];

/// Where a label stands and what it announces.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    /// Index among the rows.
    pub(super) row: usize,
    pub(super) characters: Range<usize>,
    pub(super) meaning: Meaning,
    pub(super) anchor: Anchor,
    /// Whether it is one of [`CODES`].
    pub(super) is_code: bool,
    /// How many of its letters are wrong.
    pub(super) distance: usize,
}

/// A run of letters and digits.
pub(super) struct Token {
    pub(super) characters: Range<usize>,
    /// A to Z and digits, as [`bare`] writes them.
    pub(super) letters: String,
}

/// The runs of letters and digits of a row.
pub(super) fn tokens(text: &[char]) -> Vec<Token> {
    let mut found = Vec::new();
    let mut start = None;
    for place in 0..=text.len() {
        let is_part = text
            .get(place)
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '’'));
        match (start, is_part) {
            (None, true) => start = Some(place),
            (Some(from), false) => {
                let word: String = text.get(from..place).unwrap_or_default().iter().collect();
                let folded = bare(&word);
                let letters = folded.chars().filter(char::is_ascii_alphanumeric);
                found.push(Token {
                    characters: from..place,
                    letters: letters.collect(),
                });
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// The labels made of words in a row, from left to right.
pub(super) fn word_labels(place: usize, row: &Row) -> Vec<Label> {
    let tokens = tokens(&row.text);
    let mut found: Vec<Label> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(matched) = best_match(row, &tokens, at) else {
            at += 1;
            continue;
        };
        let last = at + matched.words - 1;
        let start = start_with_number(row, &tokens, at);
        let end = tokens.get(last).map_or(start, |token| token.characters.end);
        at += matched.words;
        found.push(Label {
            row: place,
            characters: start..end,
            meaning: matched.phrase.meaning,
            anchor: Anchor::Label,
            distance: matched.distance,
            is_code: CODES.contains(&matched.phrase.letters.as_str()),
        });
    }
    without_loose_headings(&tokens, join_languages(row, found))
}

struct Match {
    phrase: &'static Phrase,
    words: usize,
    distance: usize,
    score: usize,
}

fn best_match(row: &Row, tokens: &[Token], at: usize) -> Option<Match> {
    let mut best: Option<Match> = None;
    let mut letters = String::new();
    let start = tokens.get(at).map(|token| token.characters.start);
    for (words, token) in (1..=WORD_LIMIT).zip(tokens.iter().skip(at)) {
        let Some(word) = as_letters(&token.letters) else {
            break;
        };
        letters.push_str(&word);
        if letters.len() > LETTER_LIMIT {
            break;
        }
        let Some((phrase, distance)) = nearest_phrase(&letters) else {
            continue;
        };
        let end = token.characters.start;
        let is_across = start.is_some_and(|start| row.slice(&(start..end)).contains(&'/'));
        if is_across && distance > 0 {
            continue;
        }
        let score = (2 * phrase.letters.len()).saturating_sub(6 * distance);
        let is_better = best.as_ref().is_none_or(|best| score > best.score);
        if is_better && may_stand(row, tokens, at, words, phrase) {
            best = Some(Match {
                phrase,
                words,
                distance,
                score,
            });
        }
    }
    best
}

/// A word with the digits in it that readers take for letters; none when it is mostly digits.
fn as_letters(word: &str) -> Option<String> {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if word.is_empty() || digits * 2 > word.len() {
        return None;
    }
    let letter = |c| match c {
        '0' => 'O',
        '1' => 'I',
        '5' => 'S',
        '8' => 'B',
        other => other,
    };
    Some(word.chars().map(letter).collect())
}

/// A label of four letters or fewer could be a word of a value. It counts where values do not
/// stand: at the start of a line, behind a field number, a stroke or a wide gap.
fn may_stand(row: &Row, tokens: &[Token], at: usize, words: usize, phrase: &Phrase) -> bool {
    if phrase.letters.len() > 4 || CODES.contains(&phrase.letters.as_str()) {
        return true;
    }
    let Some(before) = at.checked_sub(1).and_then(|before| tokens.get(before)) else {
        return words == 1;
    };
    let start = tokens.get(at).map_or(0, |token| token.characters.start);
    let between = row.slice(&(before.characters.end..start));
    let blanks = between.iter().filter(|c| c.is_whitespace()).count();
    let is_apart = blanks > 1 || between.iter().any(|c| "/|:([".contains(*c));
    words == 1 && (is_apart || is_field_number(&before.letters, at == 1))
}

/// `4d`, `15`: the number of a field before its label. Those of one digit are sure only where
/// they begin the line.
fn is_field_number(letters: &str, begins_line: bool) -> bool {
    let is_known = matches!(
        letters,
        "4A" | "4B" | "4C" | "4D" | "9A" | "12" | "15" | "16" | "17" | "18" | "19" | "20"
    );
    is_known || begins_line && letters.len() == 1 && letters.bytes().all(|b| b.is_ascii_digit())
}

/// Where a label begins: at the field number before it, if it has one.
fn start_with_number(row: &Row, tokens: &[Token], at: usize) -> usize {
    let own = tokens.get(at).map_or(0, |token| token.characters.start);
    let Some(before) = at.checked_sub(1).and_then(|before| tokens.get(before)) else {
        return own;
    };
    let is_near = row
        .slice(&(before.characters.end..own))
        .iter()
        .all(|c| c.is_whitespace() || matches!(c, '.' | ':'));
    let leads = before.characters.start.checked_sub(1);
    let is_apart = leads.is_none_or(|place| row.text.get(place).is_some_and(|c| c.is_whitespace()));
    if is_near && is_apart && is_field_number(&before.letters, at == 1) {
        before.characters.start
    } else {
        own
    }
}

/// The name of a kind of document is a heading where it stands without other words; in `PASSPORT
/// OFFICE` it is part of a value.
fn without_loose_headings(tokens: &[Token], mut labels: Vec<Label>) -> Vec<Label> {
    let is_covered = |token: &Token| {
        labels
            .iter()
            .any(|label| label.characters.contains(&token.characters.start))
    };
    if !tokens.iter().all(is_covered) {
        labels.retain(|label| label.meaning != Meaning::Heading);
    }
    labels
}

/// Labels in two or three languages become one.
fn join_languages(row: &Row, labels: Vec<Label>) -> Vec<Label> {
    let mut joined: Vec<Label> = Vec::new();
    for mut label in labels {
        let end = joined.last().map_or(0, |before| before.characters.end);
        label.characters.start = start_of_languages(row, end, label.characters.start);
        if let Some(before) = joined.last_mut()
            && let between = row.slice(&(before.characters.end..label.characters.start))
            && is_only_marks(between)
            && let Some(meaning) = common(before.meaning, label.meaning)
                .or_else(|| surer(before, &label).filter(|_| between.contains(&'/')))
        {
            before.meaning = meaning;
            before.distance = before.distance.min(label.distance);
            before.characters.end = label.characters.end;
        } else {
            joined.push(label);
        }
    }
    joined
}

/// Where a label begins whose first language is not understood: the words before its stroke.
fn start_of_languages(row: &Row, before: usize, start: usize) -> usize {
    let text = row.slice(&(before..start));
    let last = text.iter().rposition(|c| !c.is_whitespace());
    if last.is_none_or(|last| text.get(last) != Some(&'/')) {
        return start;
    }
    let is_gap = |pair: &[char]| pair.iter().all(|c| c.is_whitespace());
    let gap = text.windows(2).rposition(is_gap).map_or(0, |gap| gap + 2);
    before + gap
}

/// The meaning of two labels that stand together, if they may be one.
fn common(first: Meaning, second: Meaning) -> Option<Meaning> {
    match (first, second) {
        (Meaning::Heading, _) | (_, Meaning::Heading) => None,
        (first, second) if first == second => Some(first),
        (Meaning::Name, Meaning::Field(key)) | (Meaning::Field(key), Meaning::Name) => matches!(
            key,
            FieldKey::FamilyName | FieldKey::FirstName | FieldKey::FullName
        )
        .then_some(Meaning::Field(key)),
        _ => None,
    }
}

/// Of two labels with a stroke between them the one that is right; the other is its translation,
/// misread as something else.
fn surer(first: &Label, second: &Label) -> Option<Meaning> {
    match (first.distance, second.distance) {
        (0, 0) => None,
        (0, _) => Some(first.meaning),
        (_, 0) => Some(second.meaning),
        _ => None,
    }
}

/// Whether text holds nothing but marks and numbers in brackets.
fn is_only_marks(text: &[char]) -> bool {
    past_marks(text) == text.len()
}

/// How many characters of marks, blanks and short brackets, such as `: ` or ` (4) `, text begins
/// with.
pub(super) fn past_marks(text: &[char]) -> usize {
    let mut place = 0;
    while let Some(letter) = text.get(place) {
        if matches!(letter, '(' | '[') {
            let close = text
                .iter()
                .skip(place)
                .take(5)
                .position(|c| ")]".contains(*c));
            place += close.map_or(1, |close| close + 1);
        } else if letter.is_alphanumeric() {
            break;
        } else {
            place += 1;
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Row {
        Row {
            line: 0,
            text: text.chars().collect(),
            confidence: Vec::new(),
            left: 0.0,
            right: 1.0,
            top: 0.0,
            bottom: 0.03,
        }
    }

    fn labels(text: &str) -> Vec<(String, Meaning)> {
        let row = row(text);
        word_labels(0, &row)
            .iter()
            .map(|label| {
                let text = row.slice(&label.characters).iter().collect();
                (text, label.meaning)
            })
            .collect()
    }

    #[test]
    fn labels_of_two_languages_are_one() {
        for (text, label, meaning) in [
            (
                "Surname/Nom (1)",
                "Surname/Nom",
                Meaning::Field(FieldKey::FamilyName),
            ),
            (
                "Name/Surname/Nom",
                "Name/Surname/Nom",
                Meaning::Field(FieldKey::FamilyName),
            ),
            (
                "Date of birth / Date de naissance (4)",
                "Date of birth / Date de naissance",
                Meaning::Field(FieldKey::DateOfBirth),
            ),
            (
                "Oate 0f b1rth",
                "Oate 0f b1rth",
                Meaning::Field(FieldKey::DateOfBirth),
            ),
            (
                "Gültig bis",
                "Gültig bis",
                Meaning::Field(FieldKey::Expires),
            ),
            (
                "N° du document",
                "N° du document",
                Meaning::Field(FieldKey::Id),
            ),
            ("4d DLN 12345", "4d DLN", Meaning::Field(FieldKey::Id)),
        ] {
            assert_eq!(labels(text), [(label.to_owned(), meaning)], "{text}");
        }
    }

    #[test]
    fn labels_beside_each_other_stay_apart() {
        let found = labels("15 SEX F  16 HGT 5'-06\" 18 EYES BRO");
        let texts: Vec<_> = found.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["15 SEX", "16 HGT", "18 EYES"]);
        let found = labels("Date of issue Date of expiry");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn words_of_values_are_no_labels() {
        for text in [
            "WRIGHT",
            "123 LAND END ROAD",
            "KLAAS VAN KON",
            "WHITE HEIGHTS",
            "12345678",
        ] {
            assert_eq!(labels(text), Vec::new(), "{text}");
        }
    }
}
