//! What may stand for a letter that a machine-readable zone cannot write: ICAO Doc 9303-3 (8th
//! edition) section 6 A, and the bare letter, which barcodes and plain prints use instead.

/// The letters A to Z that may stand for `letter`, the recommended ones first; none when the letter
/// is itself one of them, or is not of a Latin alphabet. `letter` is a capital; case the text first.
pub(crate) fn alternatives(letter: char) -> Option<&'static [&'static str]> {
    let found: &[&str] = match letter {
        'Ä' => &["AE", "A"],
        'Å' => &["AA", "A"],
        'Æ' => &["AE"],
        'À' | 'Á' | 'Â' | 'Ã' | 'Ā' | 'Ă' | 'Ą' | 'Ǎ' | '\u{1EA0}'..='\u{1EB7}' => &["A"],
        'Ḃ' => &["B"],
        'Ç' | 'Ć' | 'Ĉ' | 'Ċ' | 'Č' => &["C"],
        'Ð' | 'Đ' => &["D", "DJ"],
        'Ď' | 'Ḋ' => &["D"],
        'È' | 'É' | 'Ê' | 'Ë' | 'Ē' | 'Ĕ' | 'Ė' | 'Ę' | 'Ě' | '\u{1EB8}'..='\u{1EC7}' => {
            &["E"]
        }
        'Ə' => &["E", "A"],
        'Ḟ' => &["F"],
        'Ĝ' | 'Ğ' | 'Ġ' | 'Ģ' | 'Ǧ' => &["G"],
        'Ĥ' | 'Ħ' => &["H"],
        'Ì' | 'Í' | 'Î' | 'Ï' | 'Ĩ' | 'Ī' | 'Ĭ' | 'Į' | 'İ' | '\u{1EC8}'..='\u{1ECB}' => {
            &["I"]
        }
        'Ĳ' => &["IJ"],
        'Ĵ' => &["J"],
        'Ķ' | 'Ǩ' => &["K"],
        'Ĺ' | 'Ļ' | 'Ľ' | 'Ŀ' | 'Ł' => &["L"],
        'Ṁ' => &["M"],
        'Ñ' => &["N", "NXX"],
        'Ń' | 'Ņ' | 'Ň' | 'Ŋ' | 'Ǹ' => &["N"],
        'Ö' | 'Ø' => &["OE", "O"],
        'Œ' => &["OE"],
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ō' | 'Ŏ' | 'Ő' | 'Ơ' | '\u{1ECC}'..='\u{1EE3}' => &["O"],
        'Ṗ' => &["P"],
        'Ŕ' | 'Ŗ' | 'Ř' => &["R"],
        'Ś' | 'Ŝ' | 'Ş' | 'Š' | 'Ș' | 'Ṡ' => &["S"],
        'ß' | 'ẞ' => &["SS"],
        'Ţ' | 'Ť' | 'Ŧ' | 'Ț' | 'Ṫ' => &["T"],
        'Þ' => &["TH"],
        'Ü' => &["UE", "UXX", "U"],
        'Ù' | 'Ú' | 'Û' | 'Ũ' | 'Ū' | 'Ŭ' | 'Ů' | 'Ű' | 'Ų' | 'Ư' | '\u{1EE4}'..='\u{1EF1}' => {
            &["U"]
        }
        'Ŵ' | 'Ẁ' | 'Ẃ' | 'Ẅ' => &["W"],
        'Ý' | 'Ŷ' | 'Ÿ' | '\u{1EF2}'..='\u{1EF9}' => &["Y"],
        'Ź' | 'Ż' | 'Ž' => &["Z"],
        _ => return None,
    };
    Some(found)
}

/// The capital letters of a word as the table knows them: accents that stand apart from their
/// letter are put upon it where the pair has an entry of its own, and dropped elsewhere.
pub(crate) fn capitals(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut letters = text.chars().flat_map(capital).peekable();
    std::iter::from_fn(move || {
        let letter = letters.by_ref().find(|letter| !is_accent(*letter))?;
        let accented = letters.peek().and_then(|accent| composed(letter, *accent));
        Some(accented.unwrap_or(letter))
    })
}

/// `ß`, `ı` and their like have no single capital of their own or one that misleads.
fn capital(letter: char) -> impl Iterator<Item = char> {
    let kept = matches!(letter, 'ß' | 'ẞ').then_some('ẞ');
    let upper = kept.is_none().then(|| letter.to_uppercase());
    kept.into_iter().chain(upper.into_iter().flatten())
}

const fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}')
}

const fn composed(letter: char, accent: char) -> Option<char> {
    Some(match (letter, accent) {
        ('A', '\u{308}') => 'Ä',
        ('O', '\u{308}') => 'Ö',
        ('U', '\u{308}') => 'Ü',
        ('A', '\u{30A}') => 'Å',
        ('N', '\u{303}') => 'Ñ',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_written_as_the_standard_recommends() {
        for (letter, first) in [
            ('Ä', "AE"),
            ('Ø', "OE"),
            ('Ü', "UE"),
            ('Ñ', "N"),
            ('Þ', "TH"),
            ('Ł', "L"),
            ('İ', "I"),
            ('Ễ', "E"),
        ] {
            assert_eq!(
                alternatives(letter).and_then(|all| all.first()),
                Some(&first)
            );
        }
        assert_eq!(alternatives('A'), None);
        assert_eq!(alternatives('Ж'), None);
    }

    #[test]
    fn alternatives_are_letters_of_a_zone() {
        let all = ('\u{C0}'..='\u{1EFF}').filter_map(alternatives).flatten();
        assert!(
            all.into_iter()
                .all(|text| text.bytes().all(|b| b.is_ascii_uppercase()))
        );
    }

    #[test]
    fn small_letters_and_loose_accents_are_capitals() {
        let of = |text| capitals(text).collect::<String>();
        assert_eq!(of("straße"), "STRAẞE");
        assert_eq!(of("ılgın"), "ILGIN");
        assert_eq!(of("Mu\u{308}ller"), "MÜLLER");
        assert_eq!(of("Jose\u{301}"), "JOSE");
        assert_eq!(of("\u{301}"), "");
    }
}
