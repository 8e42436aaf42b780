use super::date_forms::date_forms;
use crate::{FieldKey, FieldValue};

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldOrigin {
    /// The printed zone.
    Printed,
    /// A machine-readable zone.
    Mrz,
    /// A barcode.
    Barcode,
}

/// What to look for in the print for a value known from elsewhere: every usual form of it, the
/// likeliest first, in upper case. Letters stay as the source spells them; compare with
/// [`super::foldings`].
#[must_use]
pub fn printed_forms(_key: FieldKey, value: &FieldValue, _origin: FieldOrigin) -> Vec<String> {
    match value {
        FieldValue::Date(date) => date_forms(*date),
        FieldValue::Text(text) => vec![text.to_uppercase()],
    }
}
