/// Letter, what ICAO Doc 9303-3 section 6.A writes for it in the MRZ, and the bare letter that
/// licence issuers print.
const TABLE: [(char, &str, &str); 46] = [
    ('Á', "A", "A"),
    ('À', "A", "A"),
    ('Â', "A", "A"),
    ('Ä', "AE", "A"),
    ('Ã', "A", "A"),
    ('Å', "AA", "A"),
    ('Æ', "AE", "AE"),
    ('Ą', "A", "A"),
    ('Ç', "C", "C"),
    ('Ć', "C", "C"),
    ('Č', "C", "C"),
    ('Ď', "D", "D"),
    ('Đ', "D", "D"),
    ('Ð', "D", "D"),
    ('É', "E", "E"),
    ('È', "E", "E"),
    ('Ê', "E", "E"),
    ('Ë', "E", "E"),
    ('Ę', "E", "E"),
    ('Ě', "E", "E"),
    ('Í', "I", "I"),
    ('Î', "I", "I"),
    ('Ï', "I", "I"),
    ('Ł', "L", "L"),
    ('Ñ', "N", "N"),
    ('Ń', "N", "N"),
    ('Ň', "N", "N"),
    ('Ó', "O", "O"),
    ('Ô', "O", "O"),
    ('Ö', "OE", "O"),
    ('Õ', "O", "O"),
    ('Ø', "OE", "O"),
    ('Ř', "R", "R"),
    ('Ś', "S", "S"),
    ('Š', "S", "S"),
    ('ß', "SS", "SS"),
    ('Ş', "S", "S"),
    ('Ť', "T", "T"),
    ('Ú', "U", "U"),
    ('Ü', "UE", "U"),
    ('Ů', "U", "U"),
    ('Ý', "Y", "Y"),
    ('Ź', "Z", "Z"),
    ('Ż', "Z", "Z"),
    ('Ž', "Z", "Z"),
    ('Þ', "TH", "TH"),
];

/// Cyrillic letters by ICAO Doc 9303-3 section 6.B (Russian column).
const CYRILLIC: [(char, &str); 33] = [
    ('А', "A"),
    ('Б', "B"),
    ('В', "V"),
    ('Г', "G"),
    ('Д', "D"),
    ('Е', "E"),
    ('Ё', "E"),
    ('Ж', "ZH"),
    ('З', "Z"),
    ('И', "I"),
    ('Й', "I"),
    ('К', "K"),
    ('Л', "L"),
    ('М', "M"),
    ('Н', "N"),
    ('О', "O"),
    ('П', "P"),
    ('Р', "R"),
    ('С', "S"),
    ('Т', "T"),
    ('У', "U"),
    ('Ф', "F"),
    ('Х', "KH"),
    ('Ц', "TS"),
    ('Ч', "CH"),
    ('Ш', "SH"),
    ('Щ', "SHCH"),
    ('Ъ', "IE"),
    ('Ы', "Y"),
    ('Ь', ""),
    ('Э', "E"),
    ('Ю', "IU"),
    ('Я', "IA"),
];

/// Capital letters A to Z as the MRZ has them: `Gößmann` becomes `GOESSMANN`. Everything that is
/// not a letter or a digit stays as it is.
#[must_use]
pub fn to_mrz_letters(text: &str) -> String {
    replace(text, |(_, mrz, _)| mrz)
}

/// Capital letters A to Z as licence issuers print them: `Gößmann` becomes `GOSSMANN`.
#[must_use]
pub fn to_plain_letters(text: &str) -> String {
    replace(text, |(_, _, plain)| plain)
}

fn replace(text: &str, choose: fn((char, &'static str, &'static str)) -> &'static str) -> String {
    let mut replaced = String::with_capacity(text.len());
    for letter in text.chars() {
        // `ß` has no capital of its own in these tables; its upper case would be two letters.
        let capital = if letter == 'ß' {
            letter
        } else {
            letter.to_uppercase().next().unwrap_or(letter)
        };
        let cyrillic = CYRILLIC.iter().find(|(known, _)| *known == capital);
        match (
            TABLE.iter().find(|(known, _, _)| *known == capital),
            cyrillic,
        ) {
            (Some(entry), _) => replaced.push_str(choose(*entry)),
            (None, Some((_, latin))) => replaced.push_str(latin),
            (None, None) => replaced.push(capital),
        }
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_follow_the_table() {
        assert_eq!(to_mrz_letters("Gößmann"), "GOESSMANN");
        assert_eq!(to_plain_letters("Gößmann"), "GOSSMANN");
        assert_eq!(to_mrz_letters("Þorsteinsdóttir"), "THORSTEINSDOTTIR");
        assert_eq!(to_mrz_letters("O'Connor-Łuk 7"), "O'CONNOR-LUK 7");
        assert_eq!(to_mrz_letters("Щербаков Юрьев"), "SHCHERBAKOV IUREV");
    }
}
