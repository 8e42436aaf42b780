use credence_dvs_protocol::{DocumentKey, SideReading, VerificationContent};
use credence_trust::Score;
use credence_types::{DocumentField, FieldSource as SeenIn};

use crate::result::{Field, FieldSource};
use crate::verification::sources::is_name;

/// The fields that were read, with where each came from as far as DVS tells, and what each source
/// says where our own server tells that.
pub(crate) fn fields_of(content: &VerificationContent) -> Vec<Field> {
    let mut told: Vec<&DocumentField> = content
        .document_fields
        .iter()
        .flatten()
        .filter(|field| is_name(&field.key))
        .collect();
    let mut fields = Vec::new();
    for (key, value) in content.document.iter() {
        let place = told
            .iter()
            .position(|field| DocumentKey::from_wire(&field.key) == Some(key));
        let sources = place.map(|place| told.remove(place));
        fields.push(Field {
            key: snake_case(key.as_str()),
            value: value.clone(),
            source: sources.map_or_else(|| side_of(content, key), source_of),
            confidence: content.confidences.get(key).and_then(score),
            agreement: sources.map(|field| field.agreement),
            sightings: sources.map_or_else(Vec::new, |field| field.sightings.clone()),
        });
    }
    // What the merged fields do not show is not lost.
    fields.extend(told.into_iter().map(|field| Field {
        key: snake_case(&field.key),
        value: field.value.clone(),
        source: source_of(field),
        confidence: field.confidence.and_then(score),
        agreement: Some(field.agreement),
        sightings: field.sightings.clone(),
    }));
    fields
}

fn score(value: u8) -> Option<Score> {
    Score::try_from(value).ok()
}

/// The source of the value that counts.
fn source_of(field: &DocumentField) -> FieldSource {
    let sightings = &field.sightings;
    let counts = sightings
        .iter()
        .find(|sighting| sighting.value == field.value)
        .or_else(|| sightings.first());
    match counts.map(|sighting| sighting.source) {
        Some(SeenIn::Printed) => FieldSource::PrintedText,
        Some(SeenIn::Mrz | SeenIn::Barcode) => FieldSource::MachineReadable,
        None => FieldSource::Document,
    }
}

fn side_of(content: &VerificationContent, key: DocumentKey) -> FieldSource {
    let has = |side: &Option<SideReading>| {
        side.as_ref()
            .is_some_and(|side| side.document.get(key).is_some())
    };
    if has(&content.machine_readable) {
        FieldSource::MachineReadable
    } else if has(&content.visual) {
        FieldSource::PrintedText
    } else {
        FieldSource::Document
    }
}

/// `familyName` → `family_name`.
pub(crate) fn snake_case(key: &str) -> String {
    let mut text = String::with_capacity(key.len() + 4);
    for character in key.chars() {
        if character.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(character.to_ascii_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use credence_types::{CaptureStep, FieldAgreement, FieldSighting, Redacted};

    use super::*;

    fn seen(source: SeenIn, value: &str) -> FieldSighting {
        FieldSighting {
            source,
            image: Some(CaptureStep::Front),
            value: Redacted::new(value.to_owned()),
            confidence: Some(97),
            corners: Some([[1.0, 2.0], [9.0, 2.0], [9.0, 4.0], [1.0, 4.0]]),
        }
    }

    fn field(key: &str, sightings: Vec<FieldSighting>) -> DocumentField {
        DocumentField {
            key: key.to_owned(),
            value: Redacted::new("ERIKSSON".to_owned()),
            confidence: Some(40),
            agreement: FieldAgreement::Differs,
            sightings,
        }
    }

    #[test]
    fn a_field_names_its_side_and_confidence() {
        let mut content = VerificationContent::default();
        content.document.set(DocumentKey::FamilyName, "ERIKSSON");
        content.document.set(DocumentKey::Abbr3Country, "USA");
        content.confidences.set(DocumentKey::FamilyName, 100);
        let mut side = SideReading::default();
        side.document.set(DocumentKey::FamilyName, "ERIKSSON");
        content.machine_readable = Some(side);
        let fields = fields_of(&content);
        let told: Vec<_> = fields
            .iter()
            .map(|field| {
                (
                    field.key.as_str(),
                    field.source,
                    field.confidence.map(Score::value),
                    field.agreement,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("abbr3_country", FieldSource::Document, None, None),
                ("family_name", FieldSource::MachineReadable, Some(100), None),
            ]
        );
        assert!(!format!("{fields:?}").contains("ERIKSSON"));
    }

    #[test]
    fn a_field_carries_what_every_source_says() {
        let mut content = VerificationContent::default();
        content.document.set(DocumentKey::FamilyName, "ERIKSSON");
        let sightings = vec![
            seen(SeenIn::Mrz, "ERIKSSON"),
            seen(SeenIn::Printed, "ERIKSSEN"),
        ];
        content.document_fields = Some(vec![
            field("familyName", sightings.clone()),
            field("familyName", Vec::new()),
            field("nationality", vec![seen(SeenIn::Printed, "Utopian")]),
            field("not a name", sightings.clone()),
        ]);
        let fields = fields_of(&content);
        let keys: Vec<_> = fields.iter().map(|field| field.key.as_str()).collect();
        assert_eq!(keys, ["family_name", "family_name", "nationality"]);
        assert_eq!(fields[0].sightings, sightings);
        assert_eq!(fields[0].agreement, Some(FieldAgreement::Differs));
        let sources: Vec<_> = fields.iter().map(|field| field.source).collect();
        assert_eq!(
            sources,
            [
                FieldSource::MachineReadable,
                FieldSource::Document,
                FieldSource::PrintedText
            ]
        );
        assert!(!format!("{fields:?}").contains("ERIKSSEN"));
    }
}
