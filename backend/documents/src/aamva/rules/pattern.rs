/// Whether the text has the form of a pattern: `A` is a capital letter, `9` a digit, `X` either,
/// anything else itself; `{n}` or `{n,m}` behind one says how many. As many as possible are taken,
/// so what follows a range has to be of another kind.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let mut pattern = pattern;
    let mut text = text;
    while let Some(kind) = pattern.chars().next() {
        pattern = pattern.get(kind.len_utf8()..).unwrap_or_default();
        let (least, most) = match pattern
            .strip_prefix('{')
            .and_then(|rest| rest.split_once('}'))
        {
            Some((count, rest)) => {
                pattern = rest;
                let (least, most) = count.split_once(',').unwrap_or((count, count));
                (number(least), number(most))
            }
            None => (1, 1),
        };
        let taken = text.chars().take(most).take_while(|c| is(kind, *c)).count();
        if taken < least {
            return false;
        }
        // Every kind is ASCII, so characters are bytes.
        text = text.get(taken..).unwrap_or_default();
    }
    text.is_empty()
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or(usize::MAX)
}

fn is(kind: char, character: char) -> bool {
    match kind {
        'A' => character.is_ascii_uppercase(),
        '9' => character.is_ascii_digit(),
        'X' => character.is_ascii_uppercase() || character.is_ascii_digit(),
        other => character == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_counted() {
        for (pattern, text, expected) in [
            ("A9{7}", "D1234567", true),
            ("A9{7}", "D123456", false),
            ("A9{7}", "D12345678", false),
            ("9{3}A{2}9{4}", "109BB2608", true),
            ("A{1,2}9{5,6}", "AB12345", true),
            ("A{1,2}9{5,6}", "12345", false),
            ("9{7,8}A", "1234567A", true),
            ("WDLX{9}", "WDLABC1234D5", true),
            ("9", "", false),
            ("9", "é", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
