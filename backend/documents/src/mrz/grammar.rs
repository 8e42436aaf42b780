use super::format::MrzFormat;

/// What may stand in one place of a zone (Doc 9303 parts 4 to 7, data structure tables).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CharacterClass {
    /// `A` to `Z`.
    Letter,
    /// `A` to `Z` and the filler.
    LetterOrFiller,
    /// `0` to `9`.
    Digit,
    /// `0` to `9` and the filler: dates with unknown parts, check digits that may be left out.
    DigitOrFiller,
    /// `F`, `M`, `X` and the filler.
    Sex,
    /// Every character of the alphabet.
    Any,
}

impl CharacterClass {
    /// Whether the character may stand there.
    #[must_use]
    pub const fn allows(self, character: char) -> bool {
        match self {
            Self::Letter => character.is_ascii_uppercase(),
            Self::LetterOrFiller => character.is_ascii_uppercase() || character == '<',
            Self::Digit => character.is_ascii_digit(),
            Self::DigitOrFiller => character.is_ascii_digit() || character == '<',
            Self::Sex => matches!(character, 'F' | 'M' | 'X' | '<'),
            Self::Any => {
                character.is_ascii_uppercase() || character.is_ascii_digit() || character == '<'
            }
        }
    }
}

/// What may stand in a line (from 0) and column (from 0) of a format. The second letter of the
/// document code is open: cards of the United States have a digit there.
#[must_use]
pub const fn character_class(format: MrzFormat, line: usize, column: usize) -> CharacterClass {
    match (format, line) {
        (_, 0) if column == 0 => CharacterClass::Letter,
        // Cards bear digits too.
        (MrzFormat::Td1 | MrzFormat::Td2, 0) if column == 1 => CharacterClass::Any,
        (_, 0) if column < 5 => CharacterClass::LetterOrFiller,
        (MrzFormat::Td1, 0) => match column {
            14 => CharacterClass::DigitOrFiller,
            _ => CharacterClass::Any,
        },
        (MrzFormat::Td1, 1) => match column {
            0..=6 | 8..=14 => CharacterClass::DigitOrFiller,
            7 => CharacterClass::Sex,
            15..=17 => CharacterClass::LetterOrFiller,
            29 => CharacterClass::Digit,
            _ => CharacterClass::Any,
        },
        (MrzFormat::Td1, _) | (_, 0) => CharacterClass::LetterOrFiller,
        (_, _) => data_line(format, column),
    }
}

/// The lower line of the formats that have two.
const fn data_line(format: MrzFormat, column: usize) -> CharacterClass {
    match (format, column) {
        (_, 9 | 13..=19 | 21..=27) => CharacterClass::DigitOrFiller,
        (_, 10..=12) => CharacterClass::LetterOrFiller,
        (_, 20) => CharacterClass::Sex,
        (MrzFormat::Td3, 42) => CharacterClass::DigitOrFiller,
        (MrzFormat::Td3, 43) | (MrzFormat::Td2, 35) => CharacterClass::Digit,
        _ => CharacterClass::Any,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(format: MrzFormat, lines: &[&str]) -> bool {
        lines.iter().enumerate().all(|(line, text)| {
            text.chars()
                .enumerate()
                .all(|(column, character)| character_class(format, line, column).allows(character))
        })
    }

    #[test]
    fn the_standards_specimens_fit() {
        // Doc 9303 parts 5, 6, 4 and 7, appendices.
        assert!(fits(
            MrzFormat::Td1,
            &[
                "I<UTOD231458907<<<<<<<<<<<<<<<",
                "7408122F1204159UTO<<<<<<<<<<<6",
                "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            ]
        ));
        assert!(fits(
            MrzFormat::Td2,
            &[
                "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
                "D231458907UTO7408122F1204159<<<<<<<6",
            ]
        ));
        assert!(fits(
            MrzFormat::Td3,
            &[
                "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
            ]
        ));
        assert!(fits(
            MrzFormat::MrvA,
            &[
                "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
            ]
        ));
        assert!(fits(
            MrzFormat::MrvB,
            &[
                "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
                "L8988901C4XXX4009078F9612109<<<<<<<<",
            ]
        ));
    }

    #[test]
    fn letters_for_digits_and_digits_in_names_do_not() {
        assert!(!fits(MrzFormat::Td3, &["P<UTOERIKSS0N<<ANNA"]));
        let wrong = ["P<UTO", "L898902C36UTO74O8122F1204159ZE184226B<<<<<10"];
        assert!(!fits(MrzFormat::Td3, &wrong));
        let wrong = ["P<UTO", "L898902C36UTO7408122K1204159ZE184226B<<<<<10"];
        assert!(!fits(MrzFormat::Td3, &wrong));
    }
}
