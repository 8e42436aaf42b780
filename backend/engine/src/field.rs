use credence_documents::{DocumentFields, FieldKey};
use credence_types::Redacted;

/// Where a value was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldSource {
    /// The PDF417 barcode.
    Barcode,
    /// The machine-readable zone.
    Mrz,
}

impl FieldSource {
    /// A stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Barcode => "barcode",
            Self::Mrz => "mrz",
        }
    }
}

/// One value of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExaminedField {
    /// What it means.
    pub key: FieldKey,
    /// The value as the wire writes it.
    pub value: Redacted<String>,
    /// Where it was read.
    pub source: FieldSource,
    /// How sure it is, 0 to 100; none (−1 on the wire) while it was held against no other source.
    pub confidence: Option<u8>,
}

/// The fields of a single source, whose values nothing else confirms.
pub(crate) fn unconfirmed(fields: &DocumentFields, source: FieldSource) -> Vec<ExaminedField> {
    fields
        .iter()
        .map(|(key, value)| ExaminedField {
            key,
            value: Redacted::new(value.expose().to_string()),
            source,
            confidence: None,
        })
        .collect()
}
