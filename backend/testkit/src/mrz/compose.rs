use chrono::Datelike;
use credence_types::CalendarDate;

use super::check_digit::check_digit;
use super::name::name_field;
use crate::person::Sex;

/// Size and arrangement of a machine readable zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MrzFormat {
    /// Card of ID-1 size: three lines of 30 (Doc 9303-5).
    Td1,
    /// Card of ID-2 size: two lines of 36 (Doc 9303-6).
    Td2,
    /// Passport: two lines of 44 (Doc 9303-4).
    Td3,
    /// Large visa: two lines of 44 (Doc 9303-7).
    MrvA,
    /// Small visa: two lines of 36 (Doc 9303-7).
    MrvB,
}

impl MrzFormat {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Td1, Self::Td2, Self::Td3, Self::MrvA, Self::MrvB];

    /// Characters per line.
    #[must_use]
    pub const fn line_length(self) -> usize {
        match self {
            Self::Td1 => 30,
            Self::Td2 | Self::MrvB => 36,
            Self::Td3 | Self::MrvA => 44,
        }
    }
}

/// Parts of a birth date that the document does not state; they are `<` in the zone (Doc 9303-3
/// section 4.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownBirth {
    /// The whole date is known.
    #[default]
    None,
    /// The day is unknown.
    Day,
    /// Day and month are unknown.
    DayAndMonth,
    /// Nothing is known.
    Date,
}

impl UnknownBirth {
    /// How many of the six characters are known.
    const fn known_characters(self) -> usize {
        match self {
            Self::None => 6,
            Self::Day => 4,
            Self::DayAndMonth => 2,
            Self::Date => 0,
        }
    }
}

/// What a machine readable zone says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MrzRecord {
    /// Format.
    pub format: MrzFormat,
    /// One or two letters: `P`, `ID`, `I`, `V`, `AC`.
    pub document_code: &'static str,
    /// Issuing state, one to three letters.
    pub issuer: String,
    /// Family name as written, diacritics and all.
    pub family_name: String,
    /// Given names as written.
    pub given_names: String,
    /// Letters and digits; more than nine run over into the optional data of TD1 and TD2.
    pub document_number: String,
    /// Nationality, one to three letters.
    pub nationality: String,
    /// Birth date.
    pub birth_date: CalendarDate,
    /// What of it is not stated.
    pub unknown_birth: UnknownBirth,
    /// Sex; unspecified is `<`.
    pub sex: Sex,
    /// Last day.
    pub expires: CalendarDate,
    /// Optional data: the personal number of a passport, the first optional field of TD1.
    pub optional_data: String,
    /// Second optional field, TD1 only.
    pub second_optional_data: String,
    /// Whether the check digit of empty optional data in TD3 is `<` rather than `0`; states do
    /// both.
    pub is_empty_check_filled: bool,
}

/// Writes the lines, from the top.
#[must_use]
pub fn compose_mrz(record: &MrzRecord) -> Vec<String> {
    let length = record.format.line_length();
    match record.format {
        MrzFormat::Td1 => td1(record),
        MrzFormat::Td2 => {
            let (number, optional) = number_fields(record, 7);
            let body = body(record, &number, &optional);
            let composite = check_digit(&covered(&body));
            vec![first_line(record, length), format!("{body}{composite}")]
        }
        MrzFormat::Td3 => {
            let (number, _) = number_fields(record, 0);
            let optional = fill(&record.optional_data, 14);
            let is_empty = optional.chars().all(|c| c == '<');
            let check = if is_empty && record.is_empty_check_filled {
                '<'
            } else {
                check_digit(&optional)
            };
            let body = body(record, &number, &format!("{optional}{check}"));
            let composite = check_digit(&covered(&body));
            vec![first_line(record, length), format!("{body}{composite}")]
        }
        MrzFormat::MrvA | MrzFormat::MrvB => {
            let (number, _) = number_fields(record, 0);
            let optional = fill(&record.optional_data, length - 28);
            vec![first_line(record, length), body(record, &number, &optional)]
        }
    }
}

fn td1(record: &MrzRecord) -> Vec<String> {
    let (number, optional) = number_fields(record, 15);
    let first = format!(
        "{}{}{number}{optional}",
        fill(record.document_code, 2),
        fill(&record.issuer, 3)
    );
    let second = format!(
        "{}{}{}",
        dates(record),
        fill(&record.nationality, 3),
        fill(&record.second_optional_data, 11)
    );
    let covered: String = [
        first.chars().skip(5).collect::<String>(),
        second.chars().take(7).collect(),
        second.chars().skip(8).take(7).collect(),
        second.chars().skip(18).take(11).collect(),
    ]
    .concat();
    let name = name_field(&record.family_name, &record.given_names, 30);
    vec![first, format!("{second}{}", check_digit(&covered)), name]
}

fn first_line(record: &MrzRecord, length: usize) -> String {
    let name = name_field(&record.family_name, &record.given_names, length - 5);
    format!(
        "{}{}{name}",
        fill(record.document_code, 2),
        fill(&record.issuer, 3)
    )
}

/// Document number with check digit, then optional data of that many characters. A number over
/// nine characters goes on in the optional data: `<` in the check digit's place, then the rest,
/// its check digit and `<` (Doc 9303-5 section 4.2.2.1, note j). Without optional data it is cut.
fn number_fields(record: &MrzRecord, optional_length: usize) -> (String, String) {
    let number = &record.document_number;
    let head: String = number.chars().take(9).collect();
    let rest: String = number.chars().skip(9).collect();
    if rest.is_empty() || optional_length == 0 {
        let head = fill(&head, 9);
        let check = check_digit(&head);
        return (
            format!("{head}{check}"),
            fill(&record.optional_data, optional_length),
        );
    }
    let overflow = format!("{rest}{}<{}", check_digit(number), record.optional_data);
    (format!("{head}<"), fill(&overflow, optional_length))
}

/// The second line of the two-line formats, without composite check digit.
fn body(record: &MrzRecord, number: &str, optional: &str) -> String {
    let nationality = fill(&record.nationality, 3);
    format!("{number}{nationality}{}{optional}", dates(record))
}

/// Birth date, sex and expiry with their check digits: 15 characters.
fn dates(record: &MrzRecord) -> String {
    let (birth, expires) = (short_date(record.birth_date), short_date(record.expires));
    let known = record.unknown_birth.known_characters();
    let birth = fill(&birth.chars().take(known).collect::<String>(), 6);
    let sex = match record.sex {
        Sex::Female => 'F',
        Sex::Male => 'M',
        Sex::Unspecified => '<',
    };
    format!(
        "{birth}{}{sex}{expires}{}",
        check_digit(&birth),
        check_digit(&expires)
    )
}

/// What the composite check digit of TD2 and TD3 covers: 1–10, 14–20 and from 22 on.
fn covered(body: &str) -> String {
    body.chars()
        .enumerate()
        .filter(|(at, _)| !matches!(at, 10..13 | 20))
        .map(|(_, character)| character)
        .collect()
}

fn short_date(date: CalendarDate) -> String {
    let day = date.as_naive();
    format!(
        "{:02}{:02}{:02}",
        day.year().rem_euclid(100),
        day.month(),
        day.day()
    )
}

/// Letters and digits, everything else `<`, cut and filled to the length.
fn fill(text: &str, length: usize) -> String {
    let cut: String = text
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '<'
            }
        })
        .take(length)
        .collect();
    format!("{cut:<<length$}")
}
