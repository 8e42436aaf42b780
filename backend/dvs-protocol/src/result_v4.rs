//! The result as version 4 writes it (dvs-wire section 1.6).

use credence_types::{DocumentField, FaceComparison, ForgeryReading, ReaderModel, RequestId};
use serde::{Deserialize, Serialize};

use crate::content::{
    AntiSpoofing, DocumentCheck, ExternalVerification, FaceMatch, VerificationContent,
};
use crate::document::{Document, FieldConfidences};
use crate::lenient;
use crate::request_block::{RequestBlock, RequestContent};

/// A result on the wire of version 4.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ResultV4 {
    #[serde(deserialize_with = "lenient::parsed")]
    request_id: Option<RequestId>,
    #[serde(serialize_with = "Document::serialize_v4")]
    document: Document,
    #[serde(serialize_with = "FieldConfidences::serialize_v4")]
    document_confidence_scores: FieldConfidences,
    document_verification_result: Option<DocumentCheck>,
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
    face_match_verification_result: Option<FaceMatch>,
    /// The comparison in full, which the vendor does not have: our addition.
    #[serde(
        deserialize_with = "lenient::comparison",
        skip_serializing_if = "Option::is_none"
    )]
    face_comparison: Option<FaceComparison>,
    anti_spoofing_verification_result: Option<AntiSpoofing>,
    external_verification_results: Option<Vec<ExternalVerification>>,
    /// Its shape is not known; never filled.
    #[serde(skip_deserializing)]
    authentication_results: Option<Vec<()>>,
    request_data: Option<RequestBlock>,
    images: Option<RequestContent>,
    #[serde(deserialize_with = "lenient::text")]
    reference: Option<String>,
}

impl ResultV4 {
    /// The result, with the request (`returnRequest`) and the pictures (`returnContent`) where
    /// they were asked for.
    #[must_use]
    pub fn new(
        content: &VerificationContent,
        request_data: Option<RequestBlock>,
        images: Option<RequestContent>,
    ) -> Self {
        let content = content.clone();
        Self {
            request_id: content.request_id,
            document: content.document,
            document_confidence_scores: content.confidences,
            document_verification_result: Some(content.document_check),
            document_fields: content.document_fields,
            forgery_signals: content.forgery_signals,
            reader_models: content.reader_models,
            face_match_verification_result: Some(content.face_match),
            face_comparison: content.face_comparison,
            anti_spoofing_verification_result: Some(content.anti_spoofing),
            external_verification_results: Some(content.external_verifications),
            authentication_results: None,
            request_data,
            images,
            reference: None,
        }
    }

    /// The pictures, where they were asked for.
    #[must_use]
    pub fn images(&self) -> Option<&RequestContent> {
        self.images.as_ref()
    }

    /// The request, where it was asked for.
    #[must_use]
    pub fn request_data(&self) -> Option<&RequestBlock> {
        self.request_data.as_ref()
    }

    /// The neutral form.
    #[must_use]
    pub fn into_content(self) -> VerificationContent {
        VerificationContent {
            request_id: self.request_id,
            document_type: self.request_data.and_then(|request| request.document_type),
            document: self.document,
            confidences: self.document_confidence_scores,
            document_check: self.document_verification_result.unwrap_or_default(),
            document_fields: self.document_fields,
            forgery_signals: self.forgery_signals,
            reader_models: self.reader_models,
            face_match: self.face_match_verification_result.unwrap_or_default(),
            face_comparison: self.face_comparison,
            anti_spoofing: self.anti_spoofing_verification_result.unwrap_or_default(),
            external_verifications: self.external_verification_results.unwrap_or_default(),
            ..VerificationContent::default()
        }
    }
}
