use chrono::{DateTime, Utc};
use credence_types::{AccountId, DocumentType, Redacted, RequestId};
use serde::{Deserialize, Serialize};

use crate::document_type;
use crate::error_code::ErrorCode;
use crate::image::{self, ImageContent};
use crate::lenient;
use crate::request_status::{self, RequestStatus};
use crate::result_v3::ResultV3;

/// The request behind a result, as `/result` and version 3's result tell it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RequestBlock {
    /// The request.
    #[serde(deserialize_with = "lenient::parsed")]
    pub id: Option<RequestId>,
    /// Whose request.
    #[serde(deserialize_with = "lenient::parsed")]
    pub account_id: Option<AccountId>,
    /// The kind of document.
    #[serde(with = "document_type")]
    pub document_type: Option<DocumentType>,
    /// Where the request stands.
    #[serde(deserialize_with = "request_status::lenient")]
    pub status: Option<RequestStatus>,
    /// When it was created.
    #[serde(deserialize_with = "lenient::parsed")]
    pub created: Option<DateTime<Utc>>,
    /// Whether the printed text was read.
    #[serde(deserialize_with = "lenient::boolean")]
    pub ocr_visual: Option<bool>,
    /// What was sent, as long as it is kept.
    pub content: Option<RequestContent>,
    /// Why it failed; our addition, absent where the vendor answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

/// The pictures and the track string of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RequestContent {
    /// The side with the portrait; of a passport the MRZ page.
    #[serde(rename = "frontImageBase64", deserialize_with = "image::lenient")]
    pub front_image: Option<ImageContent>,
    /// The other side.
    #[serde(
        rename = "backOrSecondImageBase64",
        deserialize_with = "image::lenient"
    )]
    pub back_or_second_image: Option<ImageContent>,
    /// The selfie.
    #[serde(rename = "faceImageBase64", deserialize_with = "image::lenient")]
    pub face_image: Option<ImageContent>,
    /// What the page read, in version 3's form.
    #[serde(deserialize_with = "track_text")]
    pub track_string: Option<Redacted<String>>,
}

/// The refusal that ended a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Its code.
    pub code: ErrorCode,
    /// The refusal in words.
    #[serde(default)]
    pub message: String,
}

/// The answer of `GET /api/v3/Request/{requestId}/result`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RequestResult {
    /// The result; null until the request is verified, when it failed, or when it is kept no more.
    pub verification_result: Option<ResultV3>,
    /// The request.
    pub request: Option<RequestBlock>,
}

fn track_text<'de, D: serde::Deserializer<'de>>(
    from: D,
) -> Result<Option<Redacted<String>>, D::Error> {
    Ok(lenient::text(from)?.map(Redacted::new))
}
