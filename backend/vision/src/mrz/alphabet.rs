/// Classes of the recogniser: the blank of CTC and the characters of a zone.
pub(super) const CLASSES: usize = 38;
/// The class that stands for no character.
pub(super) const BLANK: usize = 0;

/// The character of a class from 1 to 37.
pub(super) fn character(class: usize) -> char {
    const CHARACTERS: &[u8; CLASSES - 1] = b"<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let at = class.wrapping_sub(1);
    CHARACTERS.get(at).copied().map_or('<', char::from)
}

/// The class of a character of the alphabet; that of the filler for any other.
pub(super) const fn class(character: char) -> usize {
    match character {
        '0'..='9' => character as usize - '0' as usize + 2,
        'A'..='Z' => character as usize - 'A' as usize + 12,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_and_characters_are_each_others_inverse() {
        for at in 1..CLASSES {
            assert_eq!(class(character(at)), at);
        }
        assert_eq!((character(1), character(2), character(37)), ('<', '0', 'Z'));
    }
}
