use super::equality::Equality;
use super::nationality_words::NATIONALITY_WORDS;
use super::spelling::{Letter, letters, relate};
use crate::country::{Country, country_by_alpha2, country_by_code, country_codes};

/// Whether two nationalities are the same: codes of ICAO Doc 9303-3 section 5, names of countries,
/// or adjectives as passports print them in English, French and the language of the country. The
/// kinds of British nationality, which have codes of their own, differ from each other.
#[must_use]
pub fn compare_nationalities(left: &str, right: &str) -> Equality {
    compare_codes(left, right, |country| {
        // Germany has a letter in a zone and three elsewhere, and is one country.
        match country.code {
            "D" => "DEU",
            code => code,
        }
    })
}

/// Whether two countries are the same, by code, name or adjective.
pub(super) fn compare_countries(left: &str, right: &str) -> Equality {
    compare_codes(left, right, |country| {
        country.alpha3.unwrap_or(country.code)
    })
}

fn compare_codes(
    left: &str,
    right: &str,
    code: impl Fn(&'static Country) -> &'static str,
) -> Equality {
    let [left_letters, right_letters] = [left, right].map(letters);
    if left_letters.is_empty() || right_letters.is_empty() {
        return Equality::NotComparable;
    }
    match [left, right].map(country_named) {
        [Some(left), Some(right)] if code(left) == code(right) => Equality::Same,
        [Some(_), Some(_)] => Equality::Different,
        _ if relate(&left_letters, &right_letters).is_same => Equality::Same,
        _ => Equality::NotComparable,
    }
}

/// The country that a text names; where it does so in several languages, in all of them.
fn country_named(text: &str) -> Option<&'static Country> {
    country_by_words(text).or_else(|| {
        let mut parts = text.split('/').map(country_by_words);
        let first = parts.next()??;
        parts.all(|part| part == Some(first)).then_some(first)
    })
}

fn country_by_words(text: &str) -> Option<&'static Country> {
    let code: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && !"<.".contains(*letter))
        .take(4)
        .collect::<String>()
        .to_uppercase();
    let by_code = || country_by_code(&code).or_else(|| country_by_alpha2(&code));
    let spelled = letters(text);
    let is = |word: &str| is_spelled(&spelled, word);
    by_code()
        .or_else(|| {
            NATIONALITY_WORDS
                .iter()
                .find(|(_, words)| words.iter().any(|word| is(word)))
                .and_then(|(code, _)| country_by_code(code))
        })
        .or_else(|| {
            country_codes()
                .filter_map(country_by_code)
                .find(|country| is(country.name))
        })
}

/// Whether the word is spelled so; a name of a country is short, a longer text is none.
fn is_spelled(spelled: &[Letter], word: &str) -> bool {
    const LONGEST_LETTERS: usize = 64;
    spelled.len() <= LONGEST_LETTERS && relate(spelled, &letters(word)).is_same
}

#[cfg(test)]
mod tests {
    use super::*;
    use Equality::{Different, NotComparable, Same};

    #[test]
    fn codes_names_and_adjectives_agree() {
        for (left, right, expected) in [
            ("D", "DEU", Same),
            ("D<<", "DEUTSCH", Same),
            ("DEU", "German", Same),
            ("GBR", "BRITISH CITIZEN", Same),
            ("GBR", "UK", Same),
            ("GBR", "United Kingdom", Same),
            ("GBR", "BRITISH CITIZEN/CITOYEN BRITANNIQUE", Same),
            ("GBO", "BRITISH OVERSEAS CITIZEN", Same),
            ("GBR", "GBO", Different),
            ("FRA", "Française", Same),
            ("FRA", "FRANCAISE", Same),
            ("ESP", "ESPAÑOLA", Same),
            ("NLD", "Nederlandse", Same),
            ("TUR", "T.C. / TUR", NotComparable),
            ("TUR", "TÜRKİYE", Same),
            ("USA", "UNITED STATES OF AMERICA", Same),
            ("USA", "U.S.A.", Same),
            ("CHE", "AUT", Different),
            ("FRA", "ITALIAN", Different),
            ("FRA", "MARTIAN", NotComparable),
            ("MARTIAN", "Martian", Same),
            ("", "FRA", NotComparable),
        ] {
            assert_eq!(
                compare_nationalities(left, right),
                expected,
                "{left} {right}"
            );
            assert_eq!(
                compare_nationalities(right, left),
                expected,
                "{left} {right}"
            );
        }
        assert_eq!(compare_countries("GBO", "GBR"), Same);
        assert_eq!(compare_countries("US", "United States of America"), Same);
    }

    #[test]
    fn every_word_leads_to_a_country_of_the_table() {
        for (code, words) in &NATIONALITY_WORDS {
            assert!(country_by_code(code).is_some(), "{code}");
            for word in *words {
                assert_eq!(
                    country_named(word).map(|country| country.code),
                    Some(*code),
                    "{word}"
                );
            }
        }
    }
}
