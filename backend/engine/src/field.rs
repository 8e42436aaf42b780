use credence_documents::FieldKey;
use credence_types::{DocumentField, FieldAgreement, FieldSighting, FieldSource, Redacted};

/// One value of the document with all that says something of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ExaminedField {
    /// What it means.
    pub key: FieldKey,
    /// The value that counts, as the wire writes it: the barcode's or the zone's before the
    /// print's, which a reader of text may have misread.
    pub value: Redacted<String>,
    /// Where that value was read.
    pub source: FieldSource,
    /// How sure it is, 0 to 100; none (−1 on the wire) while it was held against no other source.
    pub confidence: Option<u8>,
    /// What comparing the sources came to.
    pub agreement: FieldAgreement,
    /// What each source says and where, the value's own first.
    pub sightings: Vec<FieldSighting>,
}

impl From<&ExaminedField> for DocumentField {
    /// In the words of the wire.
    fn from(field: &ExaminedField) -> Self {
        Self {
            key: field.key.wire_name().to_owned(),
            value: field.value.clone(),
            confidence: field.confidence,
            agreement: field.agreement,
            sightings: field.sightings.clone(),
        }
    }
}
