//! The service's validation, with its own messages (dcs-wire section 1.5).

use chrono::{DateTime, Months, TimeDelta, Utc};
use credence_types::CalendarDate;

const LONGEST_NAME_CHARS: usize = 30;
const LARGEST_NUMBER: u32 = 899_999_999;
const MONTHS_PAST_EXPIRY: Months = Months::new(18);

/// What validation depends on besides the request.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The instant of the validation.
    pub now: DateTime<Utc>,
    /// How far a timestamp may lie from `now`; `None` for any.
    pub timestamp_age: Option<TimeDelta>,
    /// Passports that may have expired at any time, by number: the documented test data has.
    pub exempt_from_expiry: Vec<String>,
}

impl Rules {
    /// The documented rules, with no limit on the timestamp's age: none was ever published.
    #[must_use]
    pub const fn at(now: DateTime<Utc>) -> Self {
        Self {
            now,
            timestamp_age: None,
            exempt_from_expiry: Vec::new(),
        }
    }

    fn today(&self) -> CalendarDate {
        CalendarDate::from_naive(self.now.date_naive())
    }
}

/// A field and the rule it breaks. Prints as the service does: `validation: <field>: <message>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("validation: {field}: {message}")]
pub struct FieldError {
    /// The field's name in JSON.
    pub field: &'static str,
    /// The rule, in the service's words.
    pub message: &'static str,
}

const EMPTY: &str = "must not be empty";
const UUID: &str = "must be in universally unique identifier (UUID) format";
const TIMESTAMP: &str =
    "must be in ISO 8601 format YYYY-MM-DD'T'hh:mm:ss.SSSZ. For example, 2020-01-01T12:30:00.000Z";
const NOT_RECENT: &str = "is not recent enough";
const NUMBER: &str = "must be a numeric string between 1 and 899999999";
const LENGTH: &str = "length must be between 1 and 30 characters";
const CHARACTERS: &str =
    "must only contain the characters: a-z, A-Z, space, hyphen, full stop and apostrophe";
const DATE: &str = "must be in the format YYYY-MM-DD";
const IN_FUTURE: &str = "must not be in the future";
const LONG_EXPIRED: &str = "must not be more than 18 months in the past";

const fn error(field: &'static str, message: &'static str) -> FieldError {
    FieldError { field, message }
}

pub(crate) const fn empty(field: &'static str) -> FieldError {
    error(field, EMPTY)
}

pub(crate) const fn not_a_uuid(field: &'static str) -> FieldError {
    error(field, UUID)
}

pub(crate) const fn not_a_date(field: &'static str) -> FieldError {
    error(field, DATE)
}

pub(crate) const NOT_A_TIMESTAMP: FieldError = error("timestamp", TIMESTAMP);
pub(crate) const NOT_A_NUMBER: FieldError = error("passportNumber", NUMBER);

pub(crate) const fn not_a_name(field: &'static str) -> FieldError {
    error(field, CHARACTERS)
}

pub(crate) fn timestamp(text: &str, rules: &Rules) -> Result<DateTime<Utc>, FieldError> {
    let instant = crate::timestamp::read(text).ok_or(NOT_A_TIMESTAMP)?;
    let distance = (rules.now - instant).abs();
    if rules.timestamp_age.is_some_and(|limit| distance > limit) {
        return Err(error("timestamp", NOT_RECENT));
    }
    Ok(instant)
}

pub(crate) fn passport_number(text: &str) -> Result<(), FieldError> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit())
        && text.len() <= 9
        && text
            .parse()
            .is_ok_and(|number: u32| (1..=LARGEST_NUMBER).contains(&number));
    if is_number { Ok(()) } else { Err(NOT_A_NUMBER) }
}

pub(crate) fn surname(text: &str) -> Result<(), FieldError> {
    name("surname", text)
}

/// Joined by single spaces, the forenames keep the surname's rules.
pub(crate) fn forenames(names: &[String]) -> Result<(), FieldError> {
    const FIELD: &str = "forenames";
    if names.is_empty() || names.iter().any(String::is_empty) {
        return Err(empty(FIELD));
    }
    name(FIELD, &names.join(" "))
}

fn name(field: &'static str, text: &str) -> Result<(), FieldError> {
    if text.is_empty() {
        return Err(empty(field));
    }
    if !text.chars().all(is_name_character) {
        return Err(error(field, CHARACTERS));
    }
    if text.chars().count() > LONGEST_NAME_CHARS {
        return Err(error(field, LENGTH));
    }
    Ok(())
}

/// The typographic apostrophe was in the service's published schema beside the plain one.
const fn is_name_character(character: char) -> bool {
    matches!(character, 'a'..='z' | 'A'..='Z' | ' ' | '-' | '.' | '\'' | '\u{2019}')
}

/// `YYYY-MM-DD` and nothing looser.
pub(crate) fn date(field: &'static str, text: &str) -> Result<CalendarDate, FieldError> {
    let is_form = text.len() == 10
        && text.bytes().enumerate().all(|(i, byte)| match i {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !is_form {
        return Err(not_a_date(field));
    }
    text.parse().map_err(|_| not_a_date(field))
}

pub(crate) fn date_of_birth(day: CalendarDate, rules: &Rules) -> Result<(), FieldError> {
    if day > rules.today() {
        return Err(error("dateOfBirth", IN_FUTURE));
    }
    Ok(())
}

pub(crate) fn expiry_date(
    day: CalendarDate,
    passport_number: &str,
    rules: &Rules,
) -> Result<(), FieldError> {
    let is_exempt = rules
        .exempt_from_expiry
        .iter()
        .any(|number| number == passport_number);
    let earliest = rules
        .today()
        .as_naive()
        .checked_sub_months(MONTHS_PAST_EXPIRY);
    if !is_exempt && earliest.is_some_and(|earliest| day.as_naive() < earliest) {
        return Err(error("expiryDate", LONG_EXPIRED));
    }
    Ok(())
}
