use std::sync::LazyLock;

use super::edit_distance::edit_distance;
use super::fold::bare;
use super::label_words::{LABELS, Meaning};

/// A label as the table has it.
pub(super) struct Phrase {
    pub(super) letters: String,
    /// Which letters occur.
    mask: u32,
    pub(super) meaning: Meaning,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let mut phrases: Vec<Phrase> = LABELS
        .iter()
        .flat_map(|(meaning, texts)| texts.iter().map(|text| (*meaning, text)))
        .map(|(meaning, text)| {
            let letters: String = bare(text).split(' ').collect();
            Phrase {
                mask: mask(&letters),
                letters,
                meaning,
            }
        })
        .collect();
    phrases.sort_by_key(|phrase| phrase.letters.len());
    phrases
});

/// How many letters of a label may be wrong. Short ones have to be right: a surname is soon
/// `WRIGHT` beside a label `WEIGHT`.
const fn tolerance(length: usize) -> usize {
    match length {
        0..=6 => 0,
        7..=9 => 1,
        10..=19 => 2,
        _ => 3,
    }
}

/// The label nearest to some letters, with the number of letters that are wrong.
pub(super) fn nearest_phrase(letters: &str) -> Option<(&'static Phrase, usize)> {
    let most = tolerance(letters.len() + 1);
    let first = PHRASES.partition_point(|phrase| phrase.letters.len() + most < letters.len());
    let own_mask = mask(letters);
    PHRASES
        .iter()
        .skip(first)
        .take_while(|phrase| phrase.letters.len() <= letters.len() + most)
        .filter_map(|phrase| {
            let limit = tolerance(phrase.letters.len());
            // A changed letter changes two bits of the mask at most.
            if (phrase.mask ^ own_mask).count_ones() as usize > 2 * limit {
                return None;
            }
            let distance = edit_distance(phrase.letters.as_bytes(), letters.as_bytes(), limit)?;
            Some((phrase, distance))
        })
        .min_by_key(|(_, distance)| *distance)
}

fn mask(letters: &str) -> u32 {
    letters
        .bytes()
        .filter(u8::is_ascii_uppercase)
        .fold(0, |mask, letter| mask | 1 << (letter - b'A'))
}
