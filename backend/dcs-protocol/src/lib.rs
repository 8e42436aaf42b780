//! The Document Checking Service's wire, as its public guidance writes it: the passport check's
//! request and response with their validation, and the envelope that carries both, a signed,
//! encrypted and again signed JSON text. No I/O.
//!
//! [`Sealer`] and [`Opener`] are the two ends of the envelope. Everything that arrives is hostile:
//! compact forms are read strictly, algorithms come from a list, duplicate keys are refused, and
//! nothing tells why a decryption failed.

mod certificate;
mod encoding;
mod envelope;
mod jose;
mod json;
mod key;
mod open_error;
mod passport;
mod profile;
mod request;
mod response;
mod sealer;
mod status;
mod test_passports;
mod timestamp;
mod validation;

pub use certificate::{Certificate, CertificateError, KeyUsage};
pub use envelope::{Opened, Opener, Recipient, ThumbprintRule};
pub use json::JsonError;
pub use key::{KeyError, RsaKey};
pub use open_error::OpenError;
pub use passport::{Passport, PassportDetails};
pub use profile::Profile;
pub use request::{CheckRequest, ReceivedRequest};
pub use response::{CheckResponse, CheckResult, ResponseError};
pub use sealer::{HeaderForm, SealError, Sealer, SignatureLayer};
pub use status::{ScheduledOutage, Status};
pub use test_passports::{TEST_PASSPORTS, TestPassport, TestResult};
pub use validation::{FieldError, Rules};

/// The largest message accepted, in bytes. A check takes about 2,600.
pub const MESSAGE_LIMIT_BYTES: usize = 64 * 1024;

/// The media type of both messages of a check.
pub const MEDIA_TYPE: &str = "application/jose";

/// What the service says when HM Passport Office cannot be asked; worth another try.
pub const UNPLANNED_OUTAGE: &str = "Unplanned outage";
