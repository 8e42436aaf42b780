use chrono::{DateTime, Utc};
use credence_types::{CalendarDate, Redacted};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::json::{self, JsonError};
use crate::passport::{Passport, PassportDetails};
use crate::timestamp;
use crate::validation::{self, FieldError, Rules};

/// One passport check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRequest {
    /// The same for every check of one person's session.
    pub correlation_id: Uuid,
    /// New for every attempt.
    pub request_id: Uuid,
    /// When the attempt was made.
    pub timestamp: DateTime<Utc>,
    /// What is checked.
    pub passport: Passport,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    correlation_id: Uuid,
    request_id: Uuid,
    timestamp: String,
    passport_number: &'a str,
    surname: &'a str,
    forenames: &'a [String],
    date_of_birth: CalendarDate,
    expiry_date: CalendarDate,
}

impl CheckRequest {
    /// The request as JSON, ready to be sealed. Holds personal data.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let passport = self.passport.details();
        let written = Written {
            correlation_id: self.correlation_id,
            request_id: self.request_id,
            timestamp: timestamp::write(self.timestamp),
            passport_number: passport.number.expose(),
            surname: passport.surname.expose(),
            forenames: passport.forenames.expose(),
            date_of_birth: *passport.date_of_birth.expose(),
            expiry_date: *passport.expiry_date.expose(),
        };
        serde_json::to_vec(&written).unwrap_or_default()
    }
}

/// A request as it arrived: JSON of the right outline, its fields not yet validated.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ReceivedRequest {
    correlation_id: Redacted<Value>,
    request_id: Redacted<Value>,
    timestamp: Redacted<Value>,
    passport_number: Redacted<Value>,
    surname: Redacted<Value>,
    forenames: Redacted<Value>,
    date_of_birth: Redacted<Value>,
    expiry_date: Redacted<Value>,
}

impl Default for ReceivedRequest {
    fn default() -> Self {
        let absent = || Redacted::new(Value::Null);
        Self {
            correlation_id: absent(),
            request_id: absent(),
            timestamp: absent(),
            passport_number: absent(),
            surname: absent(),
            forenames: absent(),
            date_of_birth: absent(),
            expiry_date: absent(),
        }
    }
}

impl ReceivedRequest {
    /// Reads a request's JSON. Keys that the service does not know are ignored.
    ///
    /// # Errors
    /// When the text is no JSON object, or names a key twice.
    pub fn from_json(text: &[u8]) -> Result<Self, JsonError> {
        // A struct can be read from an array too; the service's request is an object.
        if text.trim_ascii_start().first() != Some(&b'{') {
            return Err(json::read::<Value>(text).err().unwrap_or(JsonError::Form));
        }
        json::read(text)
    }

    /// The correlation id as it was sent, for the answer; empty when it was none.
    #[must_use]
    pub fn correlation_id(&self) -> &str {
        self.correlation_id.expose().as_str().unwrap_or_default()
    }

    /// The request id as it was sent, for the answer; empty when it was none.
    #[must_use]
    pub fn request_id(&self) -> &str {
        self.request_id.expose().as_str().unwrap_or_default()
    }

    /// Validates every field.
    ///
    /// # Errors
    /// One entry for every field that breaks a rule, in the request's order.
    pub fn validate(&self, rules: &Rules) -> Result<CheckRequest, Vec<FieldError>> {
        let mut errors = Vec::new();
        let correlation_id = kept(uuid("correlationId", &self.correlation_id), &mut errors);
        let request_id = kept(uuid("requestId", &self.request_id), &mut errors);
        let timestamp = text(&self.timestamp, validation::NOT_A_TIMESTAMP)
            .and_then(|text| validation::timestamp(text, rules));
        let timestamp = kept(timestamp, &mut errors);
        let number = text(&self.passport_number, validation::NOT_A_NUMBER)
            .and_then(|text| validation::passport_number(text).map(|()| text));
        let number = kept(number, &mut errors);
        let surname = text(&self.surname, validation::not_a_name("surname"))
            .and_then(|text| validation::surname(text).map(|()| text));
        let surname = kept(surname, &mut errors);
        let forenames = list(&self.forenames, validation::not_a_name("forenames"))
            .and_then(|names| validation::forenames(&names).map(|()| names));
        let forenames = kept(forenames, &mut errors);
        let born = day("dateOfBirth", &self.date_of_birth)
            .and_then(|day| validation::date_of_birth(day, rules).map(|()| day));
        let born = kept(born, &mut errors);
        let expiry = day("expiryDate", &self.expiry_date).and_then(|day| {
            validation::expiry_date(day, number.unwrap_or_default(), rules).map(|()| day)
        });
        let expiry = kept(expiry, &mut errors);
        let passport = || {
            Some(Passport::validated(PassportDetails {
                number: number?.to_owned().into(),
                surname: surname?.to_owned().into(),
                forenames: forenames?.into(),
                date_of_birth: born?.into(),
                expiry_date: expiry?.into(),
            }))
        };
        match (correlation_id, request_id, timestamp, passport()) {
            (Some(correlation_id), Some(request_id), Some(timestamp), Some(passport)) => {
                Ok(CheckRequest {
                    correlation_id,
                    request_id,
                    timestamp,
                    passport,
                })
            }
            _ => Err(errors),
        }
    }
}

/// The value, or its error put down.
fn kept<T>(result: Result<T, FieldError>, errors: &mut Vec<FieldError>) -> Option<T> {
    result.map_err(|error| errors.push(error)).ok()
}

/// A field's text; `wrong` is the rule that JSON of another kind breaks.
fn text(value: &Redacted<Value>, wrong: FieldError) -> Result<&str, FieldError> {
    let value = value.expose();
    match value.as_str() {
        Some("") => Err(validation::empty(wrong.field)),
        Some(text) => Ok(text),
        None if value.is_null() => Err(validation::empty(wrong.field)),
        None => Err(wrong),
    }
}

fn uuid(field: &'static str, value: &Redacted<Value>) -> Result<Uuid, FieldError> {
    /// The hyphenated form alone; the crate reads three more.
    const LENGTH: usize = 36;
    let wrong = validation::not_a_uuid(field);
    let text = text(value, wrong)?;
    if text.len() != LENGTH {
        return Err(wrong);
    }
    Uuid::parse_str(text).map_err(|_| wrong)
}

fn day(field: &'static str, value: &Redacted<Value>) -> Result<CalendarDate, FieldError> {
    let text = text(value, validation::not_a_date(field))?;
    validation::date(field, text)
}

fn list(value: &Redacted<Value>, wrong: FieldError) -> Result<Vec<String>, FieldError> {
    let value = value.expose();
    if value.is_null() {
        return Err(validation::empty(wrong.field));
    }
    let name = |item: &Value| item.as_str().map(str::to_owned);
    let names = value
        .as_array()
        .and_then(|items| items.iter().map(name).collect());
    names.ok_or(wrong)
}
