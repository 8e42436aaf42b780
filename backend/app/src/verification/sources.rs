//! What the sources of a document say of each other, and the signals of forgery, as the trust room
//! takes them: keys, sources and names, no values.

use credence_dvs_protocol::{DocumentKey, VerificationContent};
use credence_trust::{FieldFinding, ForgeryFinding};
use credence_types::FieldSource;

use crate::verification::fields::snake_case;

const LONGEST_NAME: usize = 40;
/// Stands for a signal whose name is none; the signal itself is not lost.
const UNNAMED_SIGNAL: &str = "unnamed";

/// What the sources of each field say; `None` where the reader does not tell, as the vendor's. What no
/// picture shows, but the page says that it read, is no source.
pub(crate) fn field_findings(content: &VerificationContent) -> Option<Vec<FieldFinding>> {
    let fields = content.document_fields.as_ref()?.iter();
    let findings = fields.filter(|field| is_name(&field.key)).map(|field| {
        let seen = field
            .sightings
            .iter()
            .filter(|sighting| sighting.image.is_some());
        let sources = seen.map(|sighting| sighting.source);
        FieldFinding {
            key: snake_case(&field.key),
            agreement: field.agreement,
            sources: sources.collect(),
        }
    });
    Some(findings.collect())
}

/// Whether print alone says what a field holds, such as until when the document is valid: one reading,
/// which can be wrong, is neither for nor against it.
pub(crate) fn is_of_print_alone(content: &VerificationContent, key: DocumentKey) -> bool {
    let fields = content.document_fields.iter().flatten();
    let own = fields.filter(|field| field.key == key.as_str());
    let mut sources = own.flat_map(|field| &field.sightings).peekable();
    sources.peek().is_some() && sources.all(|sighting| sighting.source == FieldSource::Printed)
}

/// The signals that were assessed; `None` where the reader does not tell.
pub(crate) fn forgery_findings(content: &VerificationContent) -> Option<Vec<ForgeryFinding>> {
    let signals = content.forgery_signals.as_ref()?.iter();
    let findings = signals.map(|reading| ForgeryFinding {
        image: reading.image,
        signal: if is_name(&reading.signal) {
            reading.signal.clone()
        } else {
            UNNAMED_SIGNAL.to_owned()
        },
        is_raised: reading.is_raised,
    });
    Some(findings.collect())
}

/// Whether a text off the wire is a name as this house gives them: it goes into reasons, which hold
/// no personal data.
pub(crate) fn is_name(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    (1..=LONGEST_NAME).contains(&text.len()) && text.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use credence_types::{
        CaptureStep, DocumentField, FieldAgreement, FieldSighting, ForgeryReading, Redacted,
    };

    use super::*;

    fn field(key: &str, sources: &[FieldSource]) -> DocumentField {
        let sightings = sources.iter().map(|source| FieldSighting {
            source: *source,
            image: (*source != FieldSource::Barcode).then_some(CaptureStep::Front),
            value: Redacted::new("ERIKSSON".to_owned()),
            confidence: None,
            corners: None,
        });
        DocumentField {
            key: key.to_owned(),
            value: Redacted::new("ERIKSSON".to_owned()),
            confidence: None,
            agreement: FieldAgreement::Differs,
            sightings: sightings.collect(),
        }
    }

    fn signal(name: &str) -> ForgeryReading {
        ForgeryReading {
            image: CaptureStep::Back,
            signal: name.to_owned(),
            score: 2.0,
            threshold: 1.0,
            is_raised: true,
            corners: None,
        }
    }

    #[test]
    fn findings_hold_keys_and_sources_and_no_values() {
        use FieldSource::{Barcode, Mrz, Printed};
        let sources = [Mrz, Printed, Mrz, Barcode];
        let content = VerificationContent {
            document_fields: Some(vec![
                field("familyName", &sources),
                field("Anna Maria ERIKSSON", &sources),
            ]),
            ..VerificationContent::default()
        };
        let findings = field_findings(&content).unwrap();
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].key, "family_name");
        let seen: Vec<_> = findings[0].sources.iter().copied().collect();
        assert_eq!(seen, [Printed, Mrz]);
        let json = serde_json::to_string(&findings).unwrap();
        assert!(!json.contains("ERIKSSON"));
    }

    #[test]
    fn a_last_day_that_only_print_has_is_of_print_alone() {
        let of = |sources: &[FieldSource]| VerificationContent {
            document_fields: Some(vec![field("expires", sources)]),
            ..VerificationContent::default()
        };
        let is_alone =
            |content: &VerificationContent| is_of_print_alone(content, DocumentKey::Expires);
        assert!(is_alone(&of(&[FieldSource::Printed])));
        assert!(!is_alone(&of(&[FieldSource::Printed, FieldSource::Mrz])));
        assert!(!is_alone(&VerificationContent::default()));
        let other = of(&[FieldSource::Printed]);
        assert!(!is_of_print_alone(&other, DocumentKey::Dob));
    }

    #[test]
    fn a_signal_with_an_odd_name_is_raised_all_the_same() {
        let content = VerificationContent {
            forgery_signals: Some(vec![signal("splice"), signal("by ERIKSSON"), signal("")]),
            ..VerificationContent::default()
        };
        let findings = forgery_findings(&content).unwrap();
        let names: Vec<_> = findings.iter().map(|own| own.signal.as_str()).collect();
        assert_eq!(names, ["splice", "unnamed", "unnamed"]);
        assert!(findings.iter().all(|own| own.is_raised));
    }

    #[test]
    fn a_reader_that_does_not_tell_is_not_one_that_found_nothing() {
        let mut content = VerificationContent::default();
        assert_eq!(field_findings(&content), None);
        assert_eq!(forgery_findings(&content), None);
        content.document_fields = Some(Vec::new());
        content.forgery_signals = Some(Vec::new());
        assert_eq!(field_findings(&content), Some(Vec::new()));
        assert_eq!(forgery_findings(&content), Some(Vec::new()));
    }
}
