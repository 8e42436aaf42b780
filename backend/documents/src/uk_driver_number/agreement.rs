use std::fmt;

use chrono::Datelike;
use credence_types::CalendarDate;

use super::number::{GreatBritainDriverNumber, UkDriverNumber};
use crate::compare::{letters, relate};
use crate::{DocumentFields, FieldKey};

/// A part of a driver number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DriverNumberPart {
    /// Characters 1 to 5.
    Surname,
    /// Characters 6 and 11.
    BirthYear,
    /// Characters 7 and 8.
    BirthMonth,
    /// Characters 9 and 10.
    BirthDay,
    /// The first digit of the month.
    Sex,
    /// Characters 12 and 13.
    Initials,
    /// Characters 14 to 16 and the issue, which tell nothing of the holder.
    Ending,
}

/// How the parts of a number agree with its holder; a part that either side does not tell is in
/// neither list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DriverNumberAgreement {
    /// Parts that agree.
    pub agreeing: Vec<DriverNumberPart>,
    /// Parts that do not.
    pub differing: Vec<DriverNumberPart>,
}

/// Titles that a licence prints before the given names.
const TITLES: [&str; 12] = [
    "MR", "MRS", "MISS", "MS", "MX", "DR", "PROF", "REV", "SIR", "DAME", "LORD", "LADY",
];
/// The longest name that is compared.
const NAME_LIMIT_BYTES: usize = 256;

impl DriverNumberPart {
    /// What the part is, in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Surname => "surname",
            Self::BirthYear => "year of birth",
            Self::BirthMonth => "month of birth",
            Self::BirthDay => "day of birth",
            Self::Sex => "sex",
            Self::Initials => "initials",
            Self::Ending => "ending",
        }
    }
}

impl fmt::Display for DriverNumberPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl UkDriverNumber {
    /// Compares the number with the family name, given names, date of birth and sex among `fields`.
    #[must_use]
    pub fn agreement(&self, fields: &DocumentFields) -> DriverNumberAgreement {
        let mut agreement = DriverNumberAgreement::default();
        let Self::GreatBritain(number) = self else {
            return agreement;
        };
        let birth = fields.date(FieldKey::DateOfBirth);
        let outcomes = [
            (DriverNumberPart::Surname, surname_agrees(number, fields)),
            (DriverNumberPart::Initials, initials_agree(number, fields)),
            (DriverNumberPart::Sex, sex_agrees(number, fields)),
            (
                DriverNumberPart::BirthYear,
                birth.map(|date| year_of(date) == Some(*number.birth_year.expose())),
            ),
            (
                DriverNumberPart::BirthMonth,
                birth
                    .map(|date| date.as_naive().month() == u32::from(*number.birth_month.expose())),
            ),
            (
                DriverNumberPart::BirthDay,
                birth.map(|date| date.as_naive().day() == u32::from(*number.birth_day.expose())),
            ),
        ];
        for (part, outcome) in outcomes {
            match outcome {
                Some(true) => agreement.agreeing.push(part),
                Some(false) => agreement.differing.push(part),
                None => {}
            }
        }
        agreement
    }
}

/// The last two digits of the year.
fn year_of(date: CalendarDate) -> Option<u8> {
    u8::try_from(date.as_naive().year().rem_euclid(100)).ok()
}

/// The first five letters of the surname; `MAC` at its beginning always counts as `MC`.
fn surname_agrees(number: &GreatBritainDriverNumber, fields: &DocumentFields) -> Option<bool> {
    let surname = text(fields, FieldKey::FamilyName)?.to_uppercase();
    let surname = match surname.strip_prefix("MAC") {
        Some(rest) => format!("MC{rest}"),
        None => surname,
    };
    let own = number.surname.expose();
    let relation = relate(&letters(own), &letters(&surname));
    Some(relation.is_same || own.len() == 5 && relation.left_begins_right)
}

/// The initials of the first two given names. Whether a hyphen parts two names is for the issuer to
/// say, so both readings agree.
fn initials_agree(number: &GreatBritainDriverNumber, fields: &DocumentFields) -> Option<bool> {
    let first = text(fields, FieldKey::FirstName)?.to_uppercase();
    let middle = text(fields, FieldKey::MiddleName).unwrap_or_default();
    let given = format!("{first} {}", middle.to_uppercase());
    let agrees = |is_hyphen_between: bool| {
        let mut names = given
            .split(|c: char| c.is_whitespace() || ".,".contains(c) || is_hyphen_between && c == '-')
            .filter(|name| !name.is_empty())
            .skip_while(|name| TITLES.contains(name));
        let mut initials = number.initials.expose().chars();
        (0..2).all(|_| match (initials.next(), names.next()) {
            (None, None) => true,
            (Some(initial), Some(name)) => begins_with(name, initial),
            (Some(_), None) | (None, Some(_)) => false,
        })
    };
    Some(agrees(false) || agrees(true))
}

fn begins_with(name: &str, initial: char) -> bool {
    let mut buffer = [0; 4];
    let relation = relate(&letters(initial.encode_utf8(&mut buffer)), &letters(name));
    relation.is_same || relation.left_begins_right
}

fn sex_agrees(number: &GreatBritainDriverNumber, fields: &DocumentFields) -> Option<bool> {
    match text(fields, FieldKey::Gender)?.as_str() {
        "Female" => Some(*number.is_female.expose()),
        "Male" => Some(!*number.is_female.expose()),
        _ => None,
    }
}

fn text(fields: &DocumentFields, key: FieldKey) -> Option<String> {
    let text = fields.text(key)?.into_inner();
    (text.len() <= NAME_LIMIT_BYTES).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::DriverNumberPart::{BirthDay, BirthMonth, BirthYear, Initials, Sex, Surname};
    use super::*;

    fn differing(number: &str, holder: [&str; 4]) -> Vec<DriverNumberPart> {
        let [family, first, birth, gender] = holder;
        let mut fields = DocumentFields::default();
        fields.set_text(FieldKey::FamilyName, family);
        fields.set_text(FieldKey::FirstName, first);
        fields.set_date(FieldKey::DateOfBirth, birth.parse().ok());
        fields.set_text(FieldKey::Gender, gender);
        parse(number).unwrap().agreement(&fields).differing
    }

    #[test]
    fn published_numbers_agree_with_their_holders() {
        for (number, holder) in [
            (
                "MORGA753116SM9IJ 35",
                ["MORGAN", "SARAH MEREDYTH", "1976-03-11", "Female"],
            ),
            (
                "MORGA657054SM9IJ",
                ["Morgan", "Sarah Meredyth", "1964-07-05", ""],
            ),
            ("MCK99607054S99AA", ["MACK", "SAMUEL", "1964-07-05", "Male"]),
            (
                "MCDON607054S99AA",
                ["MacDonald", "Samuel", "1964-07-05", "Male"],
            ),
            (
                "MCDON607054S99AA",
                ["McDonald", "Samuel", "1964-07-05", "Male"],
            ),
            ("MAN99001311XY8ZZ", ["MAN", "XENIA Y", "2001-01-31", "Male"]),
            (
                "OBRIE912259JM9AB",
                ["O'Brien", "MR JOHN MICHAEL PAUL", "1999-12-25", "Male"],
            ),
            (
                "SMITH860010J99AB",
                ["SMITH-JONES", "JANE", "1980-10-01", "Female"],
            ),
            (
                "MUELL912259J99AB",
                ["Müller", "Jürgen", "1999-12-25", "Male"],
            ),
            (
                "MULLE912259J99AB",
                ["Müller", "Jürgen", "1999-12-25", "Male"],
            ),
            (
                "SMITH912259JM9AB",
                ["SMITH", "JEAN-MARIE", "1999-12-25", "Male"],
            ),
            (
                "SMITH912259J99AB",
                ["SMITH", "JEAN-MARIE", "1999-12-25", "Male"],
            ),
        ] {
            assert_eq!(differing(number, holder), [], "{number}");
        }
    }

    #[test]
    fn each_part_that_differs_is_named() {
        let number = "MORGA753116SM9IJ";
        let sarah = ["MORGAN", "SARAH MEREDYTH", "1976-03-11", "Female"];
        assert_eq!(differing(number, sarah), []);
        for (at, value, part) in [
            (0, "MORTON", vec![Surname]),
            (0, "MORG", vec![Surname]),
            (1, "SARAH", vec![Initials]),
            (1, "SARAH JANE", vec![Initials]),
            (2, "1977-03-11", vec![BirthYear]),
            (2, "1976-04-11", vec![BirthMonth]),
            (2, "1976-03-12", vec![BirthDay]),
            (3, "Male", vec![Sex]),
            (2, "", vec![]),
            (3, "Unspecified", vec![]),
        ] {
            let mut holder = sarah;
            holder[at] = value;
            assert_eq!(differing(number, holder), part, "{value}");
        }
        assert_eq!(
            differing("MACDO607054S99AA", ["MACDONALD", "SAM", "1964-07-05", ""]),
            [Surname]
        );
    }

    #[test]
    fn eight_digits_tell_nothing() {
        let agreement = parse("88822266")
            .unwrap()
            .agreement(&DocumentFields::default());
        assert_eq!(agreement, DriverNumberAgreement::default());
    }
}
