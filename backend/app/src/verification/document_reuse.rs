//! Documents that came before, in another session of the same tenant, with another holder. Only keyed
//! hashes are kept.

use credence_dvs_protocol::{DocumentKey, VerificationContent};
use credence_objects::LookupKey;
use credence_storage::{NewDocumentMark, SessionRow};
use credence_trust::{DocumentReuse, Evidence};
use credence_types::{CalendarDate, DocumentType, Redacted};

use crate::app::App;
use crate::fault::Fault;

/// A number of fewer characters tells no two documents apart.
const SHORTEST_NUMBER: usize = 4;

/// What names a document, and what names its holder.
struct Named {
    document: Redacted<String>,
    holder: Redacted<String>,
}

/// Keeps the document's mark, then looks it up among those of other sessions: of two that come at the
/// same time at least one is noticed. `None` where the number, the issuer or the holder was not read
/// for certain.
pub(crate) async fn document_reuse(
    app: &App,
    row: &SessionRow,
    content: &VerificationContent,
    evidence: &Evidence,
) -> Result<Option<DocumentReuse>, Fault> {
    let Some(named) = named(content, evidence) else {
        return Ok(None);
    };
    let keys = app.vault.keyring.lookup_keys(row.tenant);
    let hashes: Vec<([u8; 32], [u8; 32])> = keys.map(|key| hashes(&key, &named)).collect();
    let Some((document_hash, holder_hash)) = hashes.first().copied() else {
        return Ok(None);
    };
    let mark = NewDocumentMark {
        tenant: row.tenant,
        session: row.id,
        document_hash,
        holder_hash,
        created_at: app.now(),
    };
    credence_storage::insert_document_mark(&app.pool, &mark).await?;
    let (documents, holders): (Vec<Vec<u8>>, Vec<Vec<u8>>) = hashes
        .iter()
        .map(|(document, holder)| (document.to_vec(), holder.to_vec()))
        .unzip();
    let ours = (row.tenant, row.id);
    let has_other_holder =
        credence_storage::has_document_other_holder(&app.pool, ours, &documents, &holders).await?;
    Ok(Some(match has_other_holder {
        None => DocumentReuse::FirstSeen,
        Some(false) => DocumentReuse::SameHolder,
        Some(true) => DocumentReuse::OtherHolder,
    }))
}

/// The holder's hash has the document in it: it does not show that two documents have one holder.
fn hashes(key: &LookupKey, named: &Named) -> ([u8; 32], [u8; 32]) {
    let document = named.document.expose();
    let holder = format!("{document}\n{}", named.holder.expose());
    (
        key.hash("document", document.as_bytes()),
        key.hash("document_holder", holder.as_bytes()),
    )
}

/// A number, name or date that stands in no sound zone or barcode may be misread, and would make a
/// stranger of its own holder.
fn named(content: &VerificationContent, evidence: &Evidence) -> Option<Named> {
    let is_sound = evidence.mrz_valid == Some(true) || evidence.barcode_valid == Some(true);
    if !is_sound || evidence.is_contradictory() {
        return None;
    }
    let plain = |key| plain(content.document.get(key).map(|text| text.expose().as_str()));
    let number = plain(DocumentKey::Id);
    let country = evidence.issuing_country.as_ref()?;
    // Each state of a country counts its licences by itself.
    let state = match evidence.document_type {
        Some(DocumentType::DriverLicenseOrId) => plain(DocumentKey::IssuedBy),
        _ => String::new(),
    };
    let surname = plain(DocumentKey::FamilyName);
    let born_on: &CalendarDate = evidence.born_on.as_ref()?.expose();
    if number.chars().count() < SHORTEST_NUMBER || surname.is_empty() {
        return None;
    }
    Some(Named {
        document: Redacted::new(format!("{country}\n{state}\n{number}")),
        holder: Redacted::new(format!("{surname}\n{born_on}")),
    })
}

/// Letters and digits alone, in capitals: print and zones differ in the rest.
fn plain(text: Option<&str>) -> String {
    let characters = text.unwrap_or_default().chars();
    characters
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use credence_trust::Reading;

    use super::*;

    fn named_with(key: DocumentKey, text: &str) -> Option<(String, String)> {
        let mut content = VerificationContent::default();
        for (key, text) in [
            (DocumentKey::Id, "D 123-4567"),
            (DocumentKey::FamilyName, "O'Hara"),
            (DocumentKey::IssuedBy, "California"),
            (key, text),
        ] {
            content.document.set(key, text);
        }
        let day = CalendarDate::new(1990, 4, 1).unwrap();
        let evidence = Evidence {
            document_type: Some(DocumentType::DriverLicenseOrId),
            issuing_country: Some("USA".parse().unwrap()),
            born_on: Some(Redacted::new(day)),
            barcode_valid: Some(true),
            ..Evidence::nothing_known(day, Reading::Read)
        };
        let named = named(&content, &evidence)?;
        Some((
            named.document.expose().clone(),
            named.holder.expose().clone(),
        ))
    }

    #[test]
    fn how_a_number_and_a_name_are_written_makes_no_difference() {
        let one = named_with(DocumentKey::Id, "D1234567").unwrap();
        assert_eq!(
            Some(&one),
            named_with(DocumentKey::FamilyName, "OHARA").as_ref()
        );
        assert_eq!(one.0, "USA\nCALIFORNIA\nD1234567");
        assert_eq!(one.1, "OHARA\n1990-04-01");
        assert_ne!(Some(one), named_with(DocumentKey::IssuedBy, "Nevada"));
    }

    #[test]
    fn what_tells_no_documents_apart_is_not_looked_up() {
        assert!(named_with(DocumentKey::Id, "12-3").is_none());
        assert!(named_with(DocumentKey::FamilyName, "").is_none());
    }
}
