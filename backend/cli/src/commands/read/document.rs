use std::collections::BTreeSet;

use credence_documents::mrz::MrzFormat;
use credence_engine::{Examination, Photograph, Refusal, Settings, Submission, examine_read};
use credence_types::{CalendarDate, CaptureStep, DocumentField, DocumentType, ForgeryReading};
use serde_json::{Value, json};

use super::finding::Finding;

/// The pictures of one document held together.
pub(super) struct Document {
    /// What each picture was taken for, in the order of the files.
    pub(super) steps: Vec<CaptureStep>,
    /// Whether a zone or a barcode tells the kind of document.
    is_coded: bool,
    pub(super) result: Result<Examination, Refusal>,
}

impl Document {
    /// Examines one picture, or the front and the back of a document.
    pub(super) fn of(
        findings: &[Finding],
        photographs: Vec<Photograph>,
        today: CalendarDate,
    ) -> Self {
        let is_coded = findings.iter().any(is_coded);
        let (kind, mut steps) = kind_and_steps(findings);
        let mut submission = Submission::new(kind);
        submission.settings = Settings {
            is_doc_type_change_enabled: true,
            is_face_match_enabled: false,
            is_back_or_second_image_processing_enabled: is_coded,
            ..Settings::default()
        };
        let mut photographs: Vec<Photograph> = photographs
            .into_iter()
            .zip(&steps)
            .map(|(photograph, step)| photograph.with_step(*step))
            .collect();
        // A card's zone and print in one picture: the reader looks for the zone on a back.
        if let ([finding], [CaptureStep::Back], [photograph]) =
            (findings, steps.as_slice(), photographs.as_slice())
            && finding.zone.is_some()
        {
            let front = photograph.clone().with_step(CaptureStep::Front);
            photographs.push(front);
            steps = vec![CaptureStep::Front];
        }
        Self {
            steps,
            is_coded,
            result: examine_read(&submission, photographs, today, None),
        }
    }

    /// The fields in the words of the wire.
    pub(super) fn fields(&self) -> Vec<DocumentField> {
        let fields = self.result.iter().flat_map(|own| &own.fields);
        fields.map(DocumentField::from).collect()
    }

    /// The signals of forgery in the words of the wire.
    pub(super) fn signals(&self) -> Vec<ForgeryReading> {
        let signals = self.result.iter().flat_map(|own| &own.forgery);
        // One picture that was sent twice is told of once.
        let only = match self.steps.as_slice() {
            [step] => Some(*step),
            _ => None,
        };
        let readings = signals.map(|signal| ForgeryReading {
            image: only.unwrap_or(signal.image),
            ..signal.clone()
        });
        let mut told = BTreeSet::new();
        readings
            .filter(|reading| told.insert((reading.image.as_str(), reading.signal.clone())))
            .collect()
    }

    pub(super) fn to_json(&self, files: &[&str]) -> Value {
        let images: Vec<Value> = files
            .iter()
            .zip(&self.steps)
            .map(|(file, step)| json!({ "file": file, "image": step.as_str() }))
            .collect();
        match &self.result {
            Ok(examination) => json!({
                "images": images,
                "documentType": self.is_coded.then_some(examination.document_type),
                "confidence": examination.document_confidence,
                "documentFields": self.fields(),
                "forgerySignals": self.signals(),
            }),
            Err(refusal) => json!({
                "images": images,
                "refusal": { "code": refusal.code.as_str(), "message": refusal.message },
            }),
        }
    }
}

/// The kind of document by what was read, and which picture shows which side: of all but passports,
/// the wire has barcode and zone on the back.
fn kind_and_steps(findings: &[Finding]) -> (DocumentType, Vec<CaptureStep>) {
    let format = |finding: &Finding| finding.zone.as_ref().map(|zone| zone.document.format);
    let zone = findings.iter().position(|own| format(own).is_some());
    let coded = findings.iter().position(has_licence).or(zone);
    let format = zone.and_then(|place| findings.get(place).and_then(format));
    let (kind, coded_step) = match format {
        _ if findings.iter().any(has_licence) => {
            (DocumentType::DriverLicenseOrId, CaptureStep::Back)
        }
        Some(MrzFormat::Td3) => (DocumentType::Passport, CaptureStep::Front),
        Some(MrzFormat::Td1) => (DocumentType::PassportCard, CaptureStep::Back),
        Some(MrzFormat::Td2 | MrzFormat::MrvA | MrzFormat::MrvB) => {
            (DocumentType::InternationalId, CaptureStep::Back)
        }
        None => (DocumentType::DriverLicenseOrId, CaptureStep::Front),
    };
    let other_step = match coded_step {
        CaptureStep::Back => CaptureStep::Front,
        CaptureStep::Front | CaptureStep::Face => CaptureStep::Back,
    };
    let step = |place| {
        if place == coded.unwrap_or(0) {
            coded_step
        } else {
            other_step
        }
    };
    (kind, (0..findings.len()).map(step).collect())
}

fn is_coded(finding: &Finding) -> bool {
    has_licence(finding) || finding.zone.is_some()
}

fn has_licence(finding: &Finding) -> bool {
    let barcodes = &finding.barcodes;
    barcodes.iter().any(|barcode| barcode.document.is_some())
}
