//! What an HTTP answer means.

use std::time::Duration;

use chrono::{DateTime, Utc};
use credence_dcs_protocol::{CheckResponse, CheckResult, Opener, UNPLANNED_OUTAGE};
use credence_outbound::header::{HeaderMap, RETRY_AFTER};
use credence_outbound::{OutboundError, OutboundResponse, StatusCode, TlsFailure};
use uuid::Uuid;

use crate::failure::Failure;
use crate::verdict::Verdict;

/// nginx's two pages about a client's certificate, by the words that the guidance quotes.
const NO_CERTIFICATE_SENT: &str = "No required SSL certificate was sent";
const CERTIFICATE_ERROR: &str = "SSL certificate error";

/// Reads the answer to a check; it has to be about this very request.
pub(crate) fn of_check(
    answer: &OutboundResponse,
    opener: &Opener,
    (correlation_id, request_id): (Uuid, Uuid),
    now: DateTime<Utc>,
) -> Result<Verdict, Failure> {
    if answer.status != StatusCode::OK {
        return Err(of_status(answer));
    }
    let opened = opener
        .open(answer.body.trim_ascii_end(), now)
        .map_err(Failure::NotOpened)?;
    let response = CheckResponse::from_json(&opened.payload).map_err(|_| Failure::NotAnAnswer)?;
    let is_ours =
        is(&response.correlation_id, correlation_id) && is(&response.request_id, request_id);
    if !is_ours {
        return Err(Failure::OtherRequest);
    }
    match response.result {
        CheckResult::Valid => Ok(Verdict::Valid),
        CheckResult::Invalid => Ok(Verdict::Invalid),
        CheckResult::Error(messages) => Err(of_messages(&messages)),
    }
}

fn is(text: &str, id: Uuid) -> bool {
    Uuid::parse_str(text).is_ok_and(|sent| sent == id)
}

/// What is wrong with the passport's details is the document's; with ids or time, it is ours.
fn of_messages(messages: &[String]) -> Failure {
    const DETAILS: [&str; 5] = [
        "passportNumber",
        "surname",
        "forenames",
        "dateOfBirth",
        "expiryDate",
    ];
    let mut fields = messages
        .iter()
        .filter_map(|message| message.strip_prefix("validation: ")?.split(':').next())
        .peekable();
    if fields.peek().is_some() {
        if fields.all(|field| DETAILS.contains(&field)) {
            Failure::DetailsRefused
        } else {
            Failure::RequestRefused
        }
    } else if messages.iter().any(|message| message == UNPLANNED_OUTAGE) {
        Failure::Outage
    } else {
        Failure::ServiceError
    }
}

/// The failure behind an answer that is no success (dcs-wire section 1.7).
pub(crate) fn of_status(answer: &OutboundResponse) -> Failure {
    match answer.status {
        StatusCode::BAD_REQUEST => of_bad_request(&answer.body),
        StatusCode::FORBIDDEN => Failure::QuotaUsedUp,
        StatusCode::NOT_FOUND => Failure::NotFound,
        StatusCode::TOO_MANY_REQUESTS => Failure::RateLimited,
        StatusCode::SERVICE_UNAVAILABLE => Failure::Overloaded,
        status if status.is_server_error() => Failure::ServerError,
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Failure::RequestRefused
        }
        _ => Failure::UnexpectedStatus,
    }
}

fn of_bad_request(body: &[u8]) -> Failure {
    let page = String::from_utf8_lossy(body);
    if page.contains(NO_CERTIFICATE_SENT) {
        Failure::ClientCertificateMissing
    } else if page.contains(CERTIFICATE_ERROR) {
        Failure::ClientCertificateRefused
    } else {
        Failure::RequestRefused
    }
}

/// The failure behind a call that brought no answer.
pub(crate) fn of_outbound(error: &OutboundError) -> Failure {
    if let Some(tls) = error.tls_failure() {
        return match tls {
            TlsFailure::ClientCertificateRequired => Failure::ClientCertificateMissing,
            TlsFailure::ClientCertificateRefused | TlsFailure::ClientCertificateExpired => {
                Failure::ClientCertificateRefused
            }
            TlsFailure::UnknownAuthority
            | TlsFailure::ServerExpired
            | TlsFailure::ServerNotYetValid
            | TlsFailure::ServerName
            | TlsFailure::ServerCertificate
            | TlsFailure::Refused
            | TlsFailure::NotTls
            | TlsFailure::Other => Failure::Tls(tls),
        };
    }
    match error {
        OutboundError::Timeout(_) => Failure::Timeout,
        OutboundError::TooLarge { .. } => Failure::TooLarge,
        OutboundError::Redirect { .. } => Failure::UnexpectedStatus,
        OutboundError::Protocol(_) => Failure::CutOff,
        OutboundError::RefusedTarget
        | OutboundError::RefusedAddress
        | OutboundError::Connect(_)
        | OutboundError::Tls(_) => Failure::Unreachable,
    }
}

/// How long the service asks to be left alone, in whole seconds (dcs-wire section 1.7).
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers
        .get(RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()?;
    Some(Duration::from_secs(seconds))
}
