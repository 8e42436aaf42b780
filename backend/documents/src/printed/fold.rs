use crate::transliteration::{alternatives, capitals};

/// More letters than a line of print holds.
const LETTER_LIMIT: usize = 400;

/// Most spellings of one text.
const SPELLING_LIMIT: usize = 64;

/// Folds text for comparison: upper case, letters beyond A to Z as ICAO Doc 9303-3 section 6
/// transliterates them, apostrophes omitted, all else that is no letter or digit a single space.
/// Looks at the first 400 letters.
#[must_use]
pub fn fold(text: &str) -> String {
    single_spaced(&spell(text, |choices| choices.first().cloned()))
}

/// All usual transliterations of a text, [`fold`] of it first: `Ä` as `AE` or `A`, `Ñ` as `N` or
/// `NXX`, an apostrophe as nothing or a space. At most 64; where there are more, those in which
/// all letters are treated alike are among them.
#[must_use]
pub fn foldings(text: &str) -> Vec<String> {
    let mut found = vec![fold(text), bare(text)];
    let mut spellings = vec![String::new()];
    for letter in capitals(text).take(LETTER_LIMIT) {
        let choices = choices(letter);
        let used = match spellings.len() * choices.len() {
            0..=SPELLING_LIMIT => choices.as_slice(),
            _ => choices.get(..1).unwrap_or_default(),
        };
        spellings = used
            .iter()
            .flat_map(|choice| {
                spellings
                    .iter()
                    .map(move |so_far| format!("{so_far}{choice}"))
            })
            .collect();
    }
    found.extend(spellings.iter().map(|spelling| single_spaced(spelling)));
    without_repetition(found, SPELLING_LIMIT)
}

/// [`fold`], but with one bare letter for each letter where there is one: `Ü` as `U`.
pub(super) fn bare(text: &str) -> String {
    let shortest = |choices: &[String]| choices.iter().min_by_key(|choice| choice.len()).cloned();
    single_spaced(&spell(text, shortest))
}

/// The first `limit` different texts in their order.
pub(super) fn without_repetition(texts: Vec<String>, limit: usize) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    texts
        .into_iter()
        .filter(|text| seen.insert(text.clone()))
        .take(limit)
        .collect()
}

fn spell(text: &str, choose: impl Fn(&[String]) -> Option<String>) -> String {
    capitals(text)
        .take(LETTER_LIMIT)
        .filter_map(|letter| choose(&choices(letter)))
        .collect()
}

/// What may stand for a letter, the likeliest first.
fn choices(letter: char) -> Vec<String> {
    if is_apostrophe(letter) {
        return vec![String::new(), " ".to_owned()];
    }
    match alternatives(letter) {
        Some(choices) => choices.iter().map(|&text| text.to_owned()).collect(),
        None if letter.is_alphanumeric() => vec![letter.to_string()],
        None => vec![" ".to_owned()],
    }
}

const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '`' | '´' | '‘' | '’' | 'ʼ' | '′')
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_to_the_same_text() {
        for (text, folded) in [
            ("Müller-Lüdenscheidt", "MUELLER LUEDENSCHEIDT"),
            ("O\u{2019}Connor", "OCONNOR"),
            ("  d'Artagnan  Ç.", "DARTAGNAN C"),
            ("Groß", "GROSS"),
            ("Jose\u{301} Nuñez", "JOSE NUNEZ"),
            ("\u{fb01}n", "FIN"),
            ("12-34/A", "12 34 A"),
            ("<<", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn every_usual_transliteration_is_tried() {
        let all = foldings("O'Müñø");
        for spelling in ["OMUENOE", "OMUNO", "OMUXXNXXO", "O MUNXXOE"] {
            assert!(all.iter().any(|text| text == spelling), "{spelling}");
        }
        assert_eq!(all.first().map(String::as_str), Some("OMUENOE"));
        assert_eq!(foldings("ANNA"), ["ANNA"]);
    }

    #[test]
    fn many_letters_do_not_multiply_without_end() {
        let all = foldings(&"Ü'".repeat(10_000));
        assert!((16..=SPELLING_LIMIT).contains(&all.len()));
        assert!(all.iter().all(|text| text.len() <= 3 * LETTER_LIMIT));
    }
}
