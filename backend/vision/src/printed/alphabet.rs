//! The characters that the recogniser of print knows.

/// The blank of CTC and the characters of `ALPHABET` in `training/printed_text.py`.
pub(super) const CLASSES: usize = 235;
/// The class that stands for no character.
pub(super) const BLANK: usize = 0;
/// The classes of two characters that look alike.
pub(super) const NOUGHT: usize = 1;
pub(super) const LETTER_O: usize = 25;

const CHARACTERS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz\
    .,-/'():<#&+*\"°%;=_!?@\
    ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŸŹŻŽ\
    ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćčďđēėęěğģīįıķĺļľłńņňōőœŕřśşšţťūůűųŵŷźżž ";
/// The letter under each one's marks, a space for what only separates, `'` for what is passed over.
const BARE: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ\
    \x20\x20\x20\x20'\x20\x20\x20<\x20\x20\x20\x20''\x20\x20\x20\x20\x20\x20\x20\
    AAAAAAACEEEEIIIIDNOOOOOOUUUUYTAAACCDDEEEEGGIIIKLLLLNNNOOORRSSSTTUUUUWYYZZZ\
    SAAAAAAACEEEEIIIIDNOOOOOOUUUUYTYAAACCDDEEEEGGIIIKLLLLNNNOOORRSSSTTUUUUWYZZZ\x20";

/// Groups of classes that a known text may stand for: passed over, a space, digits, letters.
pub(super) const GROUPS: usize = 38;
pub(super) const PASSED_OVER: usize = 0;
pub(super) const SPACE: usize = 1;

/// The character of a class from 1 on.
pub(super) fn character(class: usize) -> char {
    static TABLE: std::sync::OnceLock<Vec<char>> = std::sync::OnceLock::new();
    let table = TABLE.get_or_init(|| CHARACTERS.chars().collect());
    table.get(class.wrapping_sub(1)).copied().unwrap_or(' ')
}

/// The group of a folded character: `A` to `Z`, digits, space; none for anything else.
pub(super) const fn group(character: char) -> Option<usize> {
    match character {
        '\'' => Some(PASSED_OVER),
        ' ' => Some(SPACE),
        '0'..='9' => Some(character as usize - '0' as usize + 2),
        'A'..='Z' => Some(character as usize - 'A' as usize + 12),
        _ => None,
    }
}

/// The group of each class; none for `<`, which no print has.
pub(super) fn groups() -> &'static [Option<usize>] {
    static TABLE: std::sync::OnceLock<Vec<Option<usize>>> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| {
        std::iter::once(Some(PASSED_OVER))
            .chain(BARE.chars().map(group))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_a_character_and_a_bare_letter() {
        assert_eq!(CHARACTERS.chars().count(), CLASSES - 1);
        assert_eq!([NOUGHT, LETTER_O].map(character), ['0', 'O']);
        assert_eq!(BARE.chars().count(), CLASSES - 1);
        for (marked, bare) in CHARACTERS.chars().zip(BARE.chars()) {
            if marked.is_ascii_alphanumeric() {
                assert_eq!(marked.to_ascii_uppercase(), bare);
            } else if marked.is_alphabetic() {
                let folded = credence_documents::printed::foldings(&marked.to_string());
                assert!(
                    folded.iter().any(|text| text.starts_with(bare)),
                    "{marked} {bare}"
                );
            }
        }
    }

    #[test]
    fn a_character_is_in_the_group_of_its_letter() {
        let class = (1..CLASSES).find(|&class| character(class) == 'ż').unwrap();
        assert_eq!(groups()[class], group('Z'));
        assert_eq!(character(CLASSES - 1), ' ');
        assert_eq!(groups().len(), CLASSES);
    }
}
