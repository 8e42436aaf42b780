use std::collections::BTreeMap;
use std::fmt;

use credence_types::{CalendarDate, Redacted};

use crate::FieldKey;

/// One value that a document states about itself or its holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// Words or numbers in the wire's form.
    Text(String),
    /// A day.
    Date(CalendarDate),
}

impl fmt::Display for FieldValue {
    /// Writes the wire's form; a date as `YYYY-MM-DD`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Date(date) => date.fmt(f),
        }
    }
}

/// What a barcode or a machine-readable zone says, each value at most once, nothing invented:
/// a key is absent when its source lacks it or it could not be understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentFields(BTreeMap<FieldKey, Redacted<FieldValue>>);

impl DocumentFields {
    /// The value of `key`, if the document has one.
    #[must_use]
    pub fn get(&self, key: FieldKey) -> Option<&Redacted<FieldValue>> {
        self.0.get(&key)
    }

    /// The value of `key` as the wire writes it.
    #[must_use]
    pub fn text(&self, key: FieldKey) -> Option<Redacted<String>> {
        self.get(key)
            .map(|value| Redacted::new(value.expose().to_string()))
    }

    /// The value of `key` if it is a date.
    #[must_use]
    pub fn date(&self, key: FieldKey) -> Option<CalendarDate> {
        match self.get(key)?.expose() {
            FieldValue::Date(date) => Some(*date),
            FieldValue::Text(_) => None,
        }
    }

    /// All keys that have a value, in the order of [`FieldKey`].
    pub fn iter(&self) -> impl Iterator<Item = (FieldKey, &Redacted<FieldValue>)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }

    /// How many keys have a value.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no key has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps `text` under `key` unless it is empty.
    pub(crate) fn set_text(&mut self, key: FieldKey, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.insert(key, Redacted::new(FieldValue::Text(text)));
        }
    }

    /// Keeps `date` under `key` if there is one.
    pub(crate) fn set_date(&mut self, key: FieldKey, date: Option<CalendarDate>) {
        if let Some(date) = date {
            self.0.insert(key, Redacted::new(FieldValue::Date(date)));
        }
    }
}

impl FromIterator<(FieldKey, FieldValue)> for DocumentFields {
    /// Keeps the last value of each key; empty text is none.
    fn from_iter<I: IntoIterator<Item = (FieldKey, FieldValue)>>(values: I) -> Self {
        let mut fields = Self::default();
        for (key, value) in values {
            match value {
                FieldValue::Text(text) => fields.set_text(key, text),
                FieldValue::Date(date) => fields.set_date(key, Some(date)),
            }
        }
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_back_and_print_nothing() {
        let mut fields = DocumentFields::default();
        fields.set_text(FieldKey::City, "ANCHORAGE");
        fields.set_text(FieldKey::Class, "");
        fields.set_date(FieldKey::Expires, CalendarDate::new(2031, 4, 2).ok());
        assert_eq!(fields.len(), 2);
        assert_eq!(
            fields.text(FieldKey::Expires).unwrap().expose(),
            "2031-04-02"
        );
        assert_eq!(fields.date(FieldKey::City), None);
        assert!(!format!("{fields:?}").contains("ANCHORAGE"));
        let again: DocumentFields = fields
            .iter()
            .map(|(key, value)| (key, value.expose().clone()))
            .collect();
        assert_eq!(again, fields);
    }
}
