use credence_dvs_protocol::{DocumentKey, SideReading, VerificationContent};
use credence_trust::Score;

use crate::result::{Field, FieldSource};

/// The fields that were read, with where each came from as far as DVS tells.
pub(crate) fn fields_of(content: &VerificationContent) -> Vec<Field> {
    let has = |side: &Option<SideReading>, key| {
        side.as_ref()
            .is_some_and(|side| side.document.get(key).is_some())
    };
    let source = |key: DocumentKey| {
        if has(&content.machine_readable, key) {
            FieldSource::MachineReadable
        } else if has(&content.visual, key) {
            FieldSource::PrintedText
        } else {
            FieldSource::Document
        }
    };
    content
        .document
        .iter()
        .map(|(key, value)| Field {
            key: snake_case(key.as_str()),
            value: value.clone(),
            source: source(key),
            confidence: content
                .confidences
                .get(key)
                .and_then(|value| Score::try_from(value).ok()),
        })
        .collect()
}

/// `familyName` → `family_name`.
fn snake_case(key: &str) -> String {
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
    use super::*;

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
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("abbr3_country", FieldSource::Document, None),
                ("family_name", FieldSource::MachineReadable, Some(100)),
            ]
        );
        assert!(!format!("{fields:?}").contains("ERIKSSON"));
    }
}
