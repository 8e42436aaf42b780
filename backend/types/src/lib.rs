//! Words that every room shares: ids, the clock, redaction, dates and document kinds. No I/O.

mod clock;
mod country;
mod date;
mod document;
mod document_field;
mod error_chain;
mod face;
mod hex;
mod id;
mod perceptual_hash;
mod reader_model;
mod redacted;

pub use clock::{Clock, FixedClock, SystemClock};
pub use country::{CountryCode, CountryCodeError};
pub use date::{CalendarDate, CalendarDateError};
pub use document::{CaptureStep, DocumentType, ImageKind, RetakeStep};
pub use document_field::{
    DocumentField, FieldAgreement, FieldSighting, FieldSource, ForgeryReading, PictureCorners,
};
pub use error_chain::ErrorChain;
pub use face::{
    CaptureSigns, FaceBand, FaceComparison, FaceMetric, FaceStatus, FaceThresholds, HeadTurn,
    HeadTurnFrame, Pad, TurnDirection,
};
pub use hex::hex;
pub use id::{
    AccountId, AdministratorId, ApiKeyId, EventId, ImageId, JobId, RequestId, ReviewId,
    ReviewRequestId, SessionId, TenantId, VerificationId, WebhookDeliveryId, WebhookEndpointId,
    uuid_v7,
};
pub use perceptual_hash::{HashError, PerceptualHash};
pub use reader_model::ReaderModel;
pub use redacted::Redacted;
