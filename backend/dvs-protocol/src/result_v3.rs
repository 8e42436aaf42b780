//! The result as version 3 writes it (dvs-wire section 1.5).

use credence_types::{
    DocumentField, DocumentType, FaceComparison, ForgeryReading, ReaderModel, Redacted, RequestId,
};
use serde::{Deserialize, Deserializer, Serialize};

use crate::content::{
    Crops, DocumentCheck, FaceAnalytics, SideReading, ValidationTest, VerificationContent,
};
use crate::document::{Document, FieldConfidences};
use crate::document_type;
use crate::lenient;
use crate::request_block::RequestBlock;
use crate::score;

/// A result on the wire of version 3.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ResultV3 {
    #[serde(deserialize_with = "lenient::parsed")]
    request_id: Option<RequestId>,
    #[serde(with = "document_type")]
    document_type: Option<DocumentType>,
    #[serde(deserialize_with = "lenient::text")]
    user_agent: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    capture_method: Option<String>,
    #[serde(serialize_with = "Document::serialize_v3")]
    document: Document,
    visual: Option<SideReading>,
    machine_readable: Option<SideReading>,
    #[serde(deserialize_with = "redacted_text")]
    face_photo_from_document: Option<Redacted<String>>,
    #[serde(deserialize_with = "redacted_text")]
    face_photo: Option<Redacted<String>>,
    #[serde(deserialize_with = "redacted_text")]
    signature: Option<Redacted<String>>,
    document_verification_result: Option<DocumentVerificationV3>,
    face_verification_result: Option<FaceVerificationV3>,
    /// The request, where the server tells it.
    request: Option<RequestBlock>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct DocumentVerificationV3 {
    #[serde(deserialize_with = "lenient::integer")]
    status: Option<i32>,
    #[serde(with = "score")]
    total_confidence: Option<u8>,
    #[serde(serialize_with = "FieldConfidences::serialize_v3")]
    verification_confidence: FieldConfidences,
    validation_tests: Option<Vec<ValidationTest>>,
    /// Version 4's properties, which the vendor's version 3 does not have: our addition.
    #[serde(skip_serializing_if = "Option::is_none")]
    document_check: Option<DocumentCheck>,
    /// What every source says of each field, which the vendor does not tell: our addition.
    #[serde(
        deserialize_with = "lenient::list",
        skip_serializing_if = "Option::is_none"
    )]
    document_fields: Option<Vec<DocumentField>>,
    /// The signals of forgery: our addition.
    #[serde(
        deserialize_with = "lenient::list",
        skip_serializing_if = "Option::is_none"
    )]
    forgery_signals: Option<Vec<ForgeryReading>>,
    /// The models that read the pictures: our addition.
    #[serde(
        deserialize_with = "lenient::list",
        skip_serializing_if = "Option::is_none"
    )]
    reader_models: Option<Vec<ReaderModel>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct FaceVerificationV3 {
    #[serde(with = "score")]
    confidence: Option<u8>,
    #[serde(with = "score")]
    anti_spoofing: Option<u8>,
    #[serde(deserialize_with = "lenient::float")]
    far: Option<f64>,
    face_analytics: Option<FaceAnalytics>,
    /// The comparison in full, which the vendor does not have: our addition.
    #[serde(
        deserialize_with = "lenient::comparison",
        skip_serializing_if = "Option::is_none"
    )]
    face_comparison: Option<FaceComparison>,
    /// The template of the selfie's face: our addition, where our server's operator has it told.
    #[serde(
        deserialize_with = "redacted_text",
        skip_serializing_if = "Option::is_none"
    )]
    face_template: Option<Redacted<String>>,
}

impl ResultV3 {
    /// The result with the request's own block beside it.
    #[must_use]
    pub fn new(content: &VerificationContent, request: Option<RequestBlock>) -> Self {
        let content = content.clone();
        Self {
            request_id: content.request_id,
            document_type: content.document_type,
            user_agent: content.user_agent,
            capture_method: content.capture_method,
            document: content.document,
            visual: content.visual,
            machine_readable: content.machine_readable,
            face_photo_from_document: content.crops.face_photo_from_document,
            face_photo: content.crops.face_photo,
            signature: content.crops.signature,
            document_verification_result: Some(DocumentVerificationV3 {
                status: content.document_status,
                total_confidence: content.document_check.confidence,
                verification_confidence: content.confidences,
                validation_tests: Some(content.validation_tests),
                document_check: Some(content.document_check),
                document_fields: content.document_fields,
                forgery_signals: content.forgery_signals,
                reader_models: content.reader_models,
            }),
            face_verification_result: Some(FaceVerificationV3 {
                confidence: content.face_match.confidence,
                anti_spoofing: content.anti_spoofing.confidence,
                far: content.face_match.false_acceptance_rate,
                face_analytics: content.face_analytics,
                face_comparison: content.face_comparison,
                face_template: content.face_template,
            }),
            request,
        }
    }

    /// The request's block, where the server told it.
    #[must_use]
    pub fn request(&self) -> Option<&RequestBlock> {
        self.request.as_ref()
    }

    /// The neutral form. Older servers tell the fields by side only; the merged document is then
    /// the machine-readable side, completed from the printed one.
    #[must_use]
    pub fn into_content(self) -> VerificationContent {
        let document_result = self.document_verification_result.unwrap_or_default();
        let face_result = self.face_verification_result.unwrap_or_default();
        let mut content = VerificationContent {
            request_id: self.request_id,
            document_type: self.document_type,
            user_agent: self.user_agent,
            capture_method: self.capture_method,
            document: self.document,
            confidences: document_result.verification_confidence,
            visual: self.visual,
            machine_readable: self.machine_readable,
            document_check: document_result.document_check.unwrap_or_default(),
            document_fields: document_result.document_fields,
            forgery_signals: document_result.forgery_signals,
            reader_models: document_result.reader_models,
            document_status: document_result.status,
            validation_tests: document_result.validation_tests.unwrap_or_default(),
            face_analytics: face_result.face_analytics,
            face_comparison: face_result.face_comparison,
            face_template: face_result.face_template,
            crops: Crops {
                face_photo_from_document: self.face_photo_from_document,
                face_photo: self.face_photo,
                signature: self.signature,
            },
            ..VerificationContent::default()
        };
        content.document_check.confidence = document_result.total_confidence;
        content.face_match.confidence = face_result.confidence;
        content.face_match.false_acceptance_rate = face_result.far;
        content.anti_spoofing.confidence = face_result.anti_spoofing;
        if content.document.is_empty() {
            content.document = merged(content.machine_readable.as_ref(), content.visual.as_ref());
        }
        content
    }
}

fn merged(first: Option<&SideReading>, second: Option<&SideReading>) -> Document {
    let mut document = Document::default();
    for side in [second, first].into_iter().flatten() {
        for (key, text) in side.document.iter() {
            document.set(key, text.expose().clone());
        }
    }
    document
}

fn redacted_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Redacted<String>>, D::Error> {
    Ok(lenient::text(from)?.map(Redacted::new))
}
