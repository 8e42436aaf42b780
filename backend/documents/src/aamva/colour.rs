/// AAMVA D20 codes with the words and other abbreviations that issuers write.
const EYES: [(&str, &[&str]); 10] = [
    ("BLK", &["BLACK", "BK"]),
    ("BLU", &["BLUE", "BL"]),
    ("BRO", &["BROWN", "BRN", "BR"]),
    ("DIC", &["DICHROMATIC", "MULTICOLOR", "MULTI"]),
    ("GRN", &["GREEN", "GRE", "GN"]),
    ("GRY", &["GRAY", "GREY", "GRA", "GY"]),
    ("HAZ", &["HAZEL", "HZL", "HZ"]),
    ("MAR", &["MAROON"]),
    ("PNK", &["PINK"]),
    ("UNK", &["UNKNOWN"]),
];

const HAIR: [(&str, &[&str]); 9] = [
    ("BAL", &["BALD"]),
    ("BLK", &["BLACK", "BK"]),
    ("BLN", &["BLOND", "BLONDE", "BLO", "BLD"]),
    ("BRO", &["BROWN", "BRN", "BR"]),
    ("GRY", &["GRAY", "GREY", "GRA", "GY"]),
    ("RED", &["RED/AUBURN", "AUBURN", "AUB"]),
    ("SDY", &["SANDY"]),
    ("UNK", &["UNKNOWN"]),
    ("WHI", &["WHITE"]),
];

/// The code of an eye colour.
pub(crate) fn eyes(text: &str) -> Option<&'static str> {
    code_in(&EYES, text)
}

/// The code of a hair colour.
pub(crate) fn hair(text: &str) -> Option<&'static str> {
    code_in(&HAIR, text)
}

/// Every spelling of the colour of eyes or hair that has this code or spelling.
pub(crate) fn colour_forms(text: &str) -> impl Iterator<Item = &'static str> {
    EYES.iter()
        .chain(&HAIR)
        .filter(move |(code, words)| *code == text || words.contains(&text))
        .flat_map(|(code, words)| std::iter::once(*code).chain(words.iter().copied()))
}

fn code_in(table: &[(&'static str, &[&str])], text: &str) -> Option<&'static str> {
    let is = |word: &str| word.eq_ignore_ascii_case(text);
    table
        .iter()
        .find(|(code, words)| is(code) || words.iter().any(|word| is(word)))
        .map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_codes_become_codes() {
        assert_eq!(eyes("BROWN"), Some("BRO"));
        assert_eq!(eyes("br"), Some("BRO"));
        assert_eq!(hair("Blonde"), Some("BLN"));
        assert_eq!(hair("GRN"), None);
    }
}
