//! What the sources of a document say of each other: the evidence to the reason, by keys and without
//! values.

use std::collections::BTreeSet;

use credence_types::{FieldAgreement, FieldSource};
use serde::{Deserialize, Serialize};

use crate::evidence::{Evidence, Reading};
use crate::reason::{Finding, Reason};

/// What the sources of one field say of each other. No value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldFinding {
    /// The name of the field, in `snake_case`.
    pub key: String,
    /// What comparing its sources came to.
    pub agreement: FieldAgreement,
    /// The sources that have it.
    pub sources: BTreeSet<FieldSource>,
}

/// The fields that name the holder and the document: none of them may differ.
const DECIDING: [&str; 9] = [
    "family_name",
    "first_name",
    "middle_name",
    "dob",
    "gender",
    "id",
    "issued",
    "expires",
    "issued_by",
];

/// Fails where a deciding field differs. Passes where the print and another source agree on the name,
/// the birth date, and the number or the last day of validity, and nothing else differs; a source that
/// cannot be read agrees with nothing. A zone and a barcode alone agree on nothing: who makes one makes
/// the other.
pub(crate) fn fields_consistent(fields: &[FieldFinding]) -> Finding {
    let differing: Vec<String> = differing(fields).map(difference).collect();
    if !differing.is_empty() {
        return Reason::SourcesDiffer.with([&differing.join("; ")]);
    }
    let others: Vec<&str> = fields
        .iter()
        .filter(|field| field.agreement == FieldAgreement::Differs)
        .map(|field| field.key.as_str())
        .collect();
    if !others.is_empty() {
        return Reason::OtherFieldsDiffer.with([&others.join(", ")]);
    }
    let missing = missing(fields);
    if missing.is_empty() {
        let agreed = DECIDING.iter().filter(|key| agrees(fields, key));
        let agreed: Vec<&str> = agreed.copied().collect();
        return Reason::SourcesAgree.with([&agreed.join(", ")]);
    }
    Reason::SourcesNotCompared.with([&missing.join(", ")])
}

/// What a document's sources may call its issuer by.
const ISSUER: [&str; 4] = ["issued_by", "country", "abbr_country", "abbr3_country"];

/// Whether the sources name the same issuer: none of them differs, and the print and another source
/// agree on one at least. Of a document that nobody read, nothing was compared.
pub(crate) fn issuer_consistent(evidence: &Evidence) -> Finding {
    let Some(fields) = &evidence.document_fields else {
        let is_read = evidence.reading == Reading::Read;
        return Finding::from(if is_read {
            Reason::IssuerUntold
        } else {
            Reason::IssuerNotCompared
        });
    };
    let differing: Vec<String> = ISSUER
        .into_iter()
        .filter_map(|key| difference_of(fields, key))
        .map(difference)
        .collect();
    if !differing.is_empty() {
        return Reason::IssuerDiffers.with([&differing.join("; ")]);
    }
    let is_agreed = ISSUER.into_iter().any(|key| agrees(fields, key));
    Finding::from(if is_agreed {
        Reason::IssuerAgrees
    } else {
        Reason::IssuerNotCompared
    })
}

/// Whether the sources differ on a field.
pub(crate) fn differs(fields: &[FieldFinding], key: &str) -> bool {
    difference_of(fields, key).is_some()
}

/// Whether a deciding field says different things in two sources.
pub(crate) fn is_contradictory(fields: &[FieldFinding]) -> bool {
    differing(fields).next().is_some()
}

/// In the order of [`DECIDING`].
fn differing(fields: &[FieldFinding]) -> impl Iterator<Item = &FieldFinding> {
    DECIDING
        .into_iter()
        .filter_map(move |key| difference_of(fields, key))
}

fn difference_of<'a>(fields: &'a [FieldFinding], key: &str) -> Option<&'a FieldFinding> {
    fields
        .iter()
        .find(|field| field.key == key && field.agreement == FieldAgreement::Differs)
}

/// `family_name: printed differs from mrz`
fn difference(field: &FieldFinding) -> String {
    let sources: Vec<&str> = field.sources.iter().map(|source| source.as_str()).collect();
    match sources.as_slice() {
        [] | [_] => format!("{}: its readings differ", field.key),
        [one, other] => format!("{}: {one} differs from {other}", field.key),
        several => format!("{}: {} differ", field.key, several.join(", ")),
    }
}

/// What two sources would have to agree on and do not. A first name may be absent or in one source
/// alone, as of people who have one name; one that cannot be read is not known to agree.
fn missing(fields: &[FieldFinding]) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if !agrees(fields, "family_name") {
        missing.push("family_name");
    }
    let is_unread = |field: &FieldFinding| {
        field.key == "first_name" && field.agreement != FieldAgreement::SingleSource
    };
    if fields.iter().any(is_unread) && !agrees(fields, "first_name") {
        missing.push("first_name");
    }
    if !agrees(fields, "dob") {
        missing.push("dob");
    }
    if !agrees(fields, "id") && !agrees(fields, "expires") {
        missing.push("id or expires");
    }
    missing
}

/// Whether every finding of the key is that the print and another source say the same, and there is
/// one.
fn agrees(fields: &[FieldFinding], key: &str) -> bool {
    let mut own = fields.iter().filter(|field| field.key == key).peekable();
    own.peek().is_some()
        && own.all(|field| {
            field.agreement == FieldAgreement::Agrees
                && field.sources.len() > 1
                && field.sources.contains(&FieldSource::Printed)
        })
}
