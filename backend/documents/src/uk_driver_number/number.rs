use credence_types::Redacted;

use super::agreement::DriverNumberPart;

/// A driver number that has the form of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UkDriverNumber {
    /// From the DVLA.
    GreatBritain(GreatBritainDriverNumber),
    /// From the DVA of Northern Ireland: eight digits.
    NorthernIreland(Redacted<String>),
}

/// The parts of a number from the DVLA.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GreatBritainDriverNumber {
    /// The first letters of the surname, one to five.
    pub surname: Redacted<String>,
    /// Last two digits of the year of birth.
    pub birth_year: Redacted<u8>,
    /// Month of birth, from 1.
    pub birth_month: Redacted<u8>,
    /// Day of birth, from 1.
    pub birth_day: Redacted<u8>,
    /// Whether the month is marked as a woman's.
    pub is_female: Redacted<bool>,
    /// The initials of the given names: none, one or two letters.
    pub initials: Redacted<String>,
    /// The character that tells apart holders with the same thirteen before it.
    pub tie_breaker: Redacted<char>,
    /// The check characters.
    pub check: Redacted<String>,
    /// Which issue of the licence it is, where that stands behind the number.
    pub issue: Option<Redacted<String>>,
}

/// The text is no driver number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UkDriverNumberError {
    /// It has neither 16 or 18 characters nor eight digits.
    #[error("a UK driver number has 16 characters, 18 with its issue, or eight digits")]
    Length,
    /// A part has characters or a value that it cannot have.
    #[error("the {0} of a UK driver number cannot be what it is")]
    Part(DriverNumberPart),
}

/// Reads a driver number; blanks and the case of letters do not matter.
///
/// # Errors
/// When the text does not have the form of one.
pub fn parse(text: &str) -> Result<UkDriverNumber, UkDriverNumberError> {
    const LONGEST_TEXT_BYTES: usize = 64;
    let plain: String = match text.len() {
        0..=LONGEST_TEXT_BYTES => text.split_whitespace().collect(),
        _ => return Err(UkDriverNumberError::Length),
    };
    let plain = plain.to_uppercase();
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if plain.len() == 8 && is_digits(&plain) {
        return Ok(UkDriverNumber::NorthernIreland(plain.into()));
    }
    if !plain.is_ascii() || ![16, 18].contains(&plain.len()) {
        return Err(UkDriverNumberError::Length);
    }
    read(&plain).map(UkDriverNumber::GreatBritain)
}

/// Reads 16 or 18 ASCII characters.
fn read(plain: &str) -> Result<GreatBritainDriverNumber, UkDriverNumberError> {
    use DriverNumberPart as Part;
    let part = |from, to| plain.get(from..to).unwrap_or_default();
    // `parse` alone would take a sign for a part of a number.
    let number = |from, to, named| match part(from, to) {
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits
            .parse::<u8>()
            .map_err(|_| UkDriverNumberError::Part(named)),
        _ => Err(UkDriverNumberError::Part(named)),
    };
    let within = |value: u8, limit: u8, named| match (1..=limit).contains(&value) {
        true => Ok(value),
        false => Err(UkDriverNumberError::Part(named)),
    };
    let surname = letters_then_nines(part(0, 5))
        .filter(|letters| !letters.is_empty())
        .ok_or(UkDriverNumberError::Part(Part::Surname))?;
    let year = number(5, 6, Part::BirthYear)? * 10 + number(10, 11, Part::BirthYear)?;
    let month = number(6, 8, Part::BirthMonth)?;
    let is_female = month > 50;
    let month = within(
        if is_female { month - 50 } else { month },
        12,
        Part::BirthMonth,
    )?;
    let day = within(number(8, 10, Part::BirthDay)?, 31, Part::BirthDay)?;
    let initials =
        letters_then_nines(part(11, 13)).ok_or(UkDriverNumberError::Part(Part::Initials))?;
    let ending = part(13, 16);
    if !ending.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(UkDriverNumberError::Part(Part::Ending));
    }
    let issue = part(16, 18);
    if !issue.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(UkDriverNumberError::Part(Part::Ending));
    }
    Ok(GreatBritainDriverNumber {
        surname: surname.to_owned().into(),
        birth_year: year.into(),
        birth_month: month.into(),
        birth_day: day.into(),
        is_female: is_female.into(),
        initials: initials.to_owned().into(),
        tie_breaker: ending.chars().next().unwrap_or('9').into(),
        check: part(14, 16).to_owned().into(),
        issue: (!issue.is_empty()).then(|| issue.to_owned().into()),
    })
}

/// Letters that are filled up with nines.
fn letters_then_nines(text: &str) -> Option<&str> {
    let letters = text.trim_end_matches('9');
    letters
        .bytes()
        .all(|byte| byte.is_ascii_uppercase())
        .then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_the_specimen_are_told_apart() {
        let number = match parse("morga 753116 SM9IJ 35").unwrap() {
            UkDriverNumber::GreatBritain(number) => number,
            UkDriverNumber::NorthernIreland(_) => panic!("not eight digits"),
        };
        assert_eq!(number.surname.expose(), "MORGA");
        assert_eq!(*number.birth_year.expose(), 76);
        assert_eq!(*number.birth_month.expose(), 3);
        assert_eq!(*number.birth_day.expose(), 11);
        assert!(number.is_female.expose());
        assert_eq!(number.initials.expose(), "SM");
        assert_eq!(*number.tie_breaker.expose(), '9');
        assert_eq!(number.check.expose(), "IJ");
        assert_eq!(number.issue.unwrap().expose(), "35");
    }

    #[test]
    fn northern_ireland_gives_eight_digits() {
        let number = parse("8882 2266").unwrap();
        assert_eq!(
            number,
            UkDriverNumber::NorthernIreland("88822266".to_owned().into())
        );
        assert!(!format!("{number:?}").contains("888"));
    }

    #[test]
    fn what_cannot_be_a_number_is_refused() {
        use DriverNumberPart::{BirthDay, BirthMonth, BirthYear, Ending, Initials, Surname};
        use UkDriverNumberError::{Length, Part};
        for (text, error) in [
            ("", Length),
            ("MORGA753116SM9I", Length),
            ("1234567", Length),
            ("MÖRGA753116SM9I", Length),
            ("99999753116SM9IJ", Part(Surname)),
            ("M9RGA753116SM9IJ", Part(Surname)),
            ("MORGAX53116SM9IJ", Part(BirthYear)),
            ("MORGA713116SM9IJ", Part(BirthMonth)),
            ("MORGA763116SM9IJ", Part(BirthMonth)),
            ("MORGA700116SM9IJ", Part(BirthMonth)),
            ("MORGA753326SM9IJ", Part(BirthDay)),
            ("MORGA753116S19IJ", Part(Initials)),
            ("MORGA7531169M9IJ", Part(Initials)),
            ("MORGA753116SM9I-", Part(Ending)),
            ("MORGA753116+M9IJ", Part(Initials)),
            ("MORGA7+3116SM9IJ", Part(BirthMonth)),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
        }
        assert_eq!(parse(&" ".repeat(65)), Err(Length));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[A-Z9]{3,6}[0-9]{5,7}[A-Z9é]{2,6}|\\PC{0,20}") {
            let _ = parse(&text);
        }
    }
}
