use bytes::Bytes;
use credence_dvs_protocol::{ErrorBody, ErrorCode, from_json};
use credence_outbound::{OutboundError, OutboundResponse, StatusCode};

use crate::error::{DvsError, Unavailable};

/// A call that brought no result.
#[derive(Debug)]
pub(crate) enum CallFailure {
    /// The server cannot have seen the call.
    NotReceived(Unavailable),
    /// The server may have seen the call and acted on it.
    Uncertain(Unavailable),
    /// The server asks to come back later; it did not act.
    Busy(StatusCode),
    /// The server refused, with what it said where that could be read.
    Refused {
        status: StatusCode,
        error: Option<Box<ErrorBody>>,
    },
}

impl CallFailure {
    pub(crate) fn of_outbound(error: OutboundError) -> Self {
        if error.may_have_been_received() {
            Self::Uncertain(Unavailable::Outbound(error))
        } else {
            Self::NotReceived(Unavailable::Outbound(error))
        }
    }

    /// What the server said with a status of 400, behind which there may be a business outcome.
    pub(crate) fn bad_request(&self) -> Option<&ErrorBody> {
        if let Self::Refused { status, error } = self
            && *status == StatusCode::BAD_REQUEST
        {
            return error.as_deref();
        }
        None
    }

    /// The error for a caller, when nothing else is made of the failure.
    pub(crate) fn into_error(self) -> DvsError {
        match self {
            Self::NotReceived(cause) | Self::Uncertain(cause) => DvsError::Unavailable(cause),
            Self::Busy(status) => DvsError::Unavailable(Unavailable::Status(status)),
            Self::Refused { status, error } => refusal(status, error.map(|error| error.code)),
        }
    }
}

/// The body of a success, or what the failure is.
pub(crate) fn judge(answer: OutboundResponse) -> Result<Bytes, CallFailure> {
    let status = answer.status;
    if status.is_success() {
        Ok(answer.body)
    } else if status.is_server_error() {
        Err(CallFailure::Uncertain(Unavailable::Status(status)))
    } else if matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT
    ) {
        Err(CallFailure::Busy(status))
    } else {
        Err(CallFailure::Refused {
            status,
            error: from_json(&answer.body).ok().map(tidied).map(Box::new),
        })
    }
}

fn refusal(status: StatusCode, code: Option<ErrorCode>) -> DvsError {
    match (status, code) {
        (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, _) => DvsError::Unauthorised,
        (_, Some(ErrorCode::RequestExpired)) => DvsError::Expired,
        (_, Some(ErrorCode::NotFound)) | (StatusCode::NOT_FOUND, _) => DvsError::NotFound,
        (status, code) => DvsError::Refused { status, code },
    }
}

fn tidied(mut error: ErrorBody) -> ErrorBody {
    tidy(&mut error.code);
    error
}

/// A code ends up in logs and in the database, so an unknown one is kept only if it looks like one.
pub(crate) fn tidy(code: &mut ErrorCode) {
    let name = code.as_str();
    let is_a_code =
        (1..=64).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric());
    if !is_a_code {
        *code = ErrorCode::Unknown("unreadable".to_owned());
    }
}
