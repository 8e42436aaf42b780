use axum::response::{IntoResponse, Response};
use credence_dcs_protocol::{JsonError, KeyError, OpenError, SealError};
use credence_http_server::TraceId;
use credence_types::ErrorChain;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::json;

use crate::client_directory::DirectoryError;
use crate::sliding_window::{Allowance, LimitReached};

/// Names the reason of every answer that is no check's, as the service of 2017 did.
const REASON: HeaderName = HeaderName::from_static("x-dcs-error");

/// Why a request is answered in plain HTTP.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CheckRefusal {
    #[error("there is nothing here; the one path is /checks/passport")]
    NotFound,
    #[error("/checks/passport takes GET (status) and POST (check)")]
    MethodNotAllowed,
    #[error("a check's content type is application/jose")]
    MediaType,
    #[error("the request's body did not arrive")]
    BodyBroken,
    #[error(transparent)]
    Envelope(#[from] OpenError),
    #[error("read the signed payload")]
    Payload(#[source] JsonError),
    #[error("too many requests of all clients together; try again later")]
    Busy(Allowance),
    #[error("too many requests of this client; try again later")]
    TooManyRequests(Allowance),
    #[error("the quota of checks is used up")]
    QuotaUsedUp,
    /// Played, for a scripted passport number.
    #[error("this passport number is scripted to be answered so")]
    Scripted(u16),
    #[error("find out who is enrolled")]
    Directory(#[from] DirectoryError),
    #[error("read or write the simulator's tables")]
    Database(#[from] sqlx::Error),
    #[error("prepare an answer's keys")]
    Key(#[from] KeyError),
    #[error("seal an answer")]
    Seal(#[from] SealError),
}

/// All that a client learns of a failure of ours.
const INTERNAL: &str = "the simulator itself failed; its log says why";

/// What the scripted 429 and 503 ask for.
const SCRIPTED_RETRY_SECONDS: u64 = 1;

impl CheckRefusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Envelope(OpenError::TooLong) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyBroken | Self::Envelope(_) | Self::Payload(_) => StatusCode::BAD_REQUEST,
            Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooManyRequests(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::QuotaUsedUp => StatusCode::FORBIDDEN,
            Self::Scripted(status) => {
                StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
            Self::Directory(_) | Self::Database(_) | Self::Key(_) | Self::Seal(_) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }

    /// A stable word, for the header, the body and the record.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::MediaType => "not_application_jose",
            Self::BodyBroken => "body_broken",
            Self::Envelope(error) => error.code(),
            Self::Payload(JsonError::Syntax) => "payload_not_json",
            Self::Payload(JsonError::DuplicateKey) => "payload_duplicate_key",
            Self::Payload(JsonError::Form) => "payload_not_an_object",
            Self::Busy(_) => "total_limit",
            Self::TooManyRequests(_) => "client_limit",
            Self::QuotaUsedUp => "quota_used_up",
            Self::Scripted(_) => "scripted",
            Self::Directory(_) | Self::Database(_) | Self::Key(_) | Self::Seal(_) => {
                "internal_error"
            }
        }
    }

    /// Whether the simulator failed, not the request.
    const fn is_internal(&self) -> bool {
        matches!(
            self,
            Self::Directory(_) | Self::Database(_) | Self::Key(_) | Self::Seal(_)
        )
    }

    fn retry_after(&self) -> Option<u64> {
        if let Self::Busy(allowance) | Self::TooManyRequests(allowance) = self {
            return Some(allowance.reset_seconds.max(1));
        }
        matches!(self, Self::Scripted(429 | 503)).then_some(SCRIPTED_RETRY_SECONDS)
    }
}

impl From<JsonError> for CheckRefusal {
    fn from(error: JsonError) -> Self {
        Self::Payload(error)
    }
}

impl CheckRefusal {
    /// The total limit's answer is 503, a client's own 429 (dcs-wire section 1.7).
    pub(crate) const fn of_all(reached: LimitReached) -> Self {
        Self::Busy(reached.0)
    }

    pub(crate) const fn of_client(reached: LimitReached) -> Self {
        Self::TooManyRequests(reached.0)
    }
}

impl IntoResponse for CheckRefusal {
    fn into_response(self) -> Response {
        let chain = ErrorChain(&self);
        let sentence = if self.is_internal() {
            tracing::error!(error = %chain, "the simulator could not answer");
            INTERNAL.to_owned()
        } else {
            chain.to_string()
        };
        let mut response = body(self.status(), self.code(), &sentence);
        if let Some(seconds) = self.retry_after() {
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Renders what the protective layer refuses before an endpoint sees it.
pub(crate) fn render_refusal(
    status: StatusCode,
    code: &'static str,
    detail: String,
    _trace_id: &TraceId,
) -> Response {
    body(status, code, &detail)
}

fn body(status: StatusCode, code: &'static str, sentence: &str) -> Response {
    let reason = [(REASON, HeaderValue::from_static(code))];
    let body = axum::Json(json!({"code": code, "message": sentence}));
    (status, reason, body).into_response()
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    async fn answer(refusal: CheckRefusal) -> (StatusCode, String) {
        let response = refusal.into_response();
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_refusal_says_each_cause_once_and_a_failure_of_ours_none() {
        assert_eq!(
            answer(CheckRefusal::Payload(JsonError::Syntax)).await,
            (
                StatusCode::BAD_REQUEST,
                r#"{"code":"payload_not_json","message":"read the signed payload: read JSON: the text is not JSON"}"#.to_owned()
            )
        );
        let header = OpenError::Header(JsonError::DuplicateKey);
        assert_eq!(
            answer(CheckRefusal::Envelope(header)).await,
            (
                StatusCode::BAD_REQUEST,
                r#"{"code":"bad_header","message":"open a message: read a header: read JSON: a key is there twice"}"#.to_owned()
            )
        );
        assert_eq!(
            answer(CheckRefusal::Database(sqlx::Error::PoolClosed)).await,
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                format!(r#"{{"code":"internal_error","message":"{INTERNAL}"}}"#)
            )
        );
    }
}
