use std::fmt::Write as _;

use credence_types::{DocumentField, FieldAgreement, FieldSighting};

use super::document::Document;
use super::table::{printable, row};

/// What the sources of a document say of each other, for a person.
pub(super) fn document_table(document: &Document) -> String {
    let mut text = String::new();
    match &document.result {
        Ok(examination) => {
            let confidence = number(examination.document_confidence);
            row(
                &mut text,
                "all sources",
                &format!("confidence {confidence}"),
            );
        }
        Err(refusal) => {
            let why = format!("refused, {}: {}", refusal.code.as_str(), refusal.message);
            row(&mut text, "all sources", &why);
        }
    }
    for field in document.fields() {
        field_rows(&mut text, &field);
    }
    for signal in document.signals() {
        let state = if signal.is_raised {
            "RAISED"
        } else {
            "not raised"
        };
        let (image, score, threshold) = (signal.image.as_str(), signal.score, signal.threshold);
        let words = format!("{state} on the {image}: {score:.2}, from {threshold:.2}");
        row(&mut text, &format!("signal {}", signal.signal), &words);
    }
    text.push('\n');
    text
}

/// One row; what each source says below where they differ.
fn field_rows(text: &mut String, field: &DocumentField) {
    let sources: Vec<&str> = field
        .sightings
        .iter()
        .map(|seen| seen.source.as_str())
        .collect();
    let mut words = String::new();
    let _ = write!(
        words,
        "{:<32} {:<13} {:>3}  {}",
        printable(field.value.expose()),
        field.agreement.as_str(),
        number(field.confidence),
        sources.join(", ")
    );
    row(text, &format!("  {}", field.key), &words);
    if field.agreement == FieldAgreement::Differs {
        for seen in &field.sightings {
            row(
                text,
                &format!("    {}", seen.source.as_str()),
                &sighting(seen),
            );
        }
    }
}

fn sighting(seen: &FieldSighting) -> String {
    let value = printable(seen.value.expose());
    let image = seen.image.map_or("", |image| image.as_str());
    format!("{value:<32} {:>3}  {image}", number(seen.confidence))
}

fn number(confidence: Option<u8>) -> String {
    confidence.map_or_else(|| "–".to_owned(), |value| value.to_string())
}
