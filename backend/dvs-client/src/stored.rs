use credence_dvs_protocol::{
    ErrorCode, Failure, RequestBlock, RequestContent, RequestStatus, ResultV3, from_json,
};
use credence_types::{DocumentType, Redacted, RequestId};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::answer;
use crate::error::DvsError;
use crate::outcome::{self, Verification, VerifyOutcome};

/// What the server keeps of a request.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredRequest {
    /// Where it stands.
    pub status: Option<RequestStatus>,
    /// The kind of document.
    pub document_type: Option<DocumentType>,
    /// How it came out; `None` until it is verified, and where the server does not tell (any more).
    pub outcome: Option<VerifyOutcome>,
    /// Why it failed, where the server tells.
    pub failure: Option<Failure>,
    /// The pictures and the track string, as long as they are kept.
    pub content: RequestContent,
}

impl StoredRequest {
    /// The outcome; `None` while the request waits to be verified.
    ///
    /// # Errors
    /// When the request failed for good or lapsed, or its outcome is not told any more.
    pub fn into_outcome(self) -> Result<Option<VerifyOutcome>, DvsError> {
        if let Some(outcome) = self.outcome {
            return Ok(Some(outcome));
        }
        let code = self.failure.map(|failure| failure.code);
        match (self.status, code) {
            (Some(RequestStatus::Expired), _) | (_, Some(ErrorCode::RequestExpired)) => {
                Err(DvsError::Expired)
            }
            (Some(RequestStatus::Failed | RequestStatus::Success), code) => {
                Err(DvsError::Failed { code })
            }
            (Some(RequestStatus::Pending) | None, Some(code)) => {
                Err(DvsError::Failed { code: Some(code) })
            }
            (Some(RequestStatus::Pending) | None, None) => Ok(None),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ResultWire<'a> {
    #[serde(borrow, default)]
    verification_result: Option<&'a RawValue>,
    #[serde(default)]
    request: Option<RequestBlock>,
}

/// Reads the answer of `/result`.
///
/// # Errors
/// When it is unreadable or about another request.
pub(crate) fn read(body: &[u8], id: RequestId) -> Result<StoredRequest, DvsError> {
    let wire: ResultWire<'_> = from_json(body).map_err(|_| DvsError::Unreadable)?;
    let Some(mut request) = wire.request else {
        return Err(DvsError::Unreadable);
    };
    if let Some(failure) = &mut request.failure {
        answer::tidy(&mut failure.code);
    }
    if request.id.is_some_and(|told| told != id) {
        return Err(DvsError::Unreadable);
    }
    let result = wire
        .verification_result
        .map(RawValue::get)
        .filter(|json| *json != "{}");
    let outcome = match result {
        Some(json) => Some(VerifyOutcome::Verified(Box::new(read_v3(json, id)?))),
        None => request.failure.as_ref().and_then(|failure| {
            outcome::retake(
                failure.code.clone(),
                &failure.message,
                request.document_type,
            )
        }),
    };
    Ok(StoredRequest {
        status: request.status,
        document_type: request.document_type,
        outcome,
        failure: request.failure,
        content: request.content.unwrap_or_default(),
    })
}

/// Reads a result of version 3 and makes sure that it is about request `id`.
pub(crate) fn read_v3(json: &str, id: RequestId) -> Result<Verification, DvsError> {
    let verification = read_v3_of_any(json)?;
    match verification.content.request_id {
        Some(told) if told != id => Err(DvsError::Unreadable),
        Some(_) | None => Ok(verification),
    }
}

/// Reads a result of version 3 of whatever request.
pub(crate) fn read_v3_of_any(json: &str) -> Result<Verification, DvsError> {
    let result: ResultV3 = from_json(json.as_bytes()).map_err(|_| DvsError::Unreadable)?;
    // Every key is optional, so an object of something else would pass as an empty result.
    if result == ResultV3::default() {
        return Err(DvsError::Unreadable);
    }
    let content = result.into_content();
    Ok(Verification {
        content,
        raw: Redacted::new(json.to_owned()),
        images: None,
    })
}
