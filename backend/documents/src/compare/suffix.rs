use super::words::Words;

/// Suffixes of a name, AAMVA element DCU, with their other forms. Those of one letter are left out:
/// behind a given name they are initials.
const SUFFIXES: [(&str, &[&str]); 10] = [
    ("JR", &["JUNIOR", "JNR"]),
    ("SR", &["SENIOR", "SNR"]),
    ("II", &["2ND", "2"]),
    ("III", &["3RD", "3"]),
    ("IV", &["4TH", "4"]),
    ("V", &["5TH", "5"]),
    ("VI", &["6TH", "6"]),
    ("VII", &["7TH", "7"]),
    ("VIII", &["8TH", "8"]),
    ("IX", &["9TH", "9"]),
];

/// Suffixes that are told from a name even where they stand among names.
const AMONG_NAMES: [&str; 10] = [
    "JR", "SR", "II", "III", "IV", "JUNIOR", "SENIOR", "2ND", "3RD", "4TH",
];

/// The standard form of a suffix that stands in a field of its own.
pub(super) fn standard(text: &str) -> Option<String> {
    let plain: String = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    if plain.is_empty() || plain == "NONE" {
        return None;
    }
    let known = SUFFIXES
        .iter()
        .find(|(code, forms)| *code == plain || forms.contains(&plain.as_str()));
    let first = ["1ST", "1"].contains(&plain.as_str()).then_some("I");
    Some(
        known
            .map(|(code, _)| *code)
            .or(first)
            .map_or(plain, str::to_owned),
    )
}

/// Takes the suffix off the end of a name that has other words.
pub(super) fn take_off(words: Words) -> (Words, Option<String>) {
    let found = words
        .last_of_several()
        .filter(|last| AMONG_NAMES.contains(last))
        .and_then(standard);
    match found {
        Some(suffix) => (words.without_last(), Some(suffix)),
        None => (words, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_one_standard() {
        for (text, expected) in [
            ("JR.", Some("JR")),
            ("Junior", Some("JR")),
            ("3rd", Some("III")),
            ("III", Some("III")),
            ("1ST", Some("I")),
            ("V", Some("V")),
            ("", None),
            ("NONE", None),
            ("ESQ", Some("ESQ")),
        ] {
            assert_eq!(standard(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_suffix_is_taken_off_a_longer_name_only() {
        let (rest, suffix) = take_off(Words::of("SMITH JR.", false));
        assert_eq!(rest, Words::of("SMITH", false));
        assert_eq!(suffix.as_deref(), Some("JR"));
        assert_eq!(take_off(Words::of("JR", false)).1, None);
        assert_eq!(take_off(Words::of("JOHN V", false)).1, None);
    }
}
