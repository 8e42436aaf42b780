//! The wire of DVS: requests, results and errors of its third and fourth version, read leniently
//! and written exactly, with one neutral model between them.

mod content;
mod created;
mod dialect;
mod document;
mod document_type;
mod erased;
mod error;
mod error_code;
mod fold;
mod image;
mod key;
mod lenient;
mod media_type;
mod outgoing;
mod request;
mod request_block;
mod request_status;
mod request_wire;
mod result_v3;
mod result_v4;
mod score;
mod settings;
mod text_list;
mod track_string;

pub use content::{
    AntiSpoofing, Crops, DocumentCheck, ExternalVerification, FaceAnalytics, FaceMatch,
    ImageQuality, SideReading, ValidationTest, VerificationContent,
};
pub use created::CreatedRequest;
pub use dialect::Dialect;
pub use document::{Document, DocumentKey, FieldConfidences};
pub use erased::ErasedRequest;
pub use error::{ErrorBody, PropertyErrors};
pub use error_code::ErrorCode;
pub use image::{EncodedImage, ImageContent, ImageEncodingError};
pub use key::{ApiKey, KeyError, PublicKey, SecretKey};
pub use media_type::image_media_type;
pub use outgoing::OutgoingRequest;
pub use request::{EncodedImages, RequestError, RequestParameters, VerificationRequest};
pub use request_block::{Failure, RequestBlock, RequestContent, RequestResult};
pub use request_status::RequestStatus;
pub use result_v3::ResultV3;
pub use result_v4::ResultV4;
pub use settings::OverriddenSettings;
pub use track_string::TrackString;

/// Reads a response or another JSON text of DVS: keys in any case, duplicates refused.
///
/// # Errors
/// When the text is not JSON or not of the type's shape. The error's text may quote the value it
/// stumbled over, so it must not be logged.
pub fn from_json<'de, T: serde::Deserialize<'de>>(json: &'de [u8]) -> Result<T, serde_json::Error> {
    fold::from_slice(json)
}
