use std::sync::Arc;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use credence_dvs_protocol::{ErrorBody, ErrorCode, RequestError};
use credence_http_server::{RateExceeded, TraceId};
use credence_objects::{KeyringError, ObjectError, SealError};
use credence_types::{ErrorChain, RequestId};
use http::{HeaderValue, StatusCode, header};

use crate::purge::DestroyError;

/// Whatever an endpoint can answer instead of a result.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DvsError {
    #[error("Send a live key in the Authorization header: Bearer pk_… or sk_….")]
    Unauthorized,
    #[error("A public key only creates requests. Use the secret key, and only from your server.")]
    SecretKeyRequired,
    #[error("This public key is bound to other hosts than the page that used it.")]
    OriginNotLicensed,
    #[error("There is no such request or path.")]
    NotFound,
    #[error("This path does not take that method.")]
    MethodNotAllowed,
    /// The client broke off, so nobody reads the answer.
    #[error("The body did not arrive.")]
    BodyBroken,
    #[error(transparent)]
    Request(#[from] RequestError),
    #[error("The request body is larger than this server accepts.")]
    BodyTooLarge,
    #[error("The request was verified before; a request is verified once.")]
    AlreadyProcessed(RequestId),
    #[error("The request was not verified in time.")]
    Expired(RequestId),
    /// The engine could not read what was sent: a business outcome.
    #[error("{message}")]
    Unreadable {
        id: RequestId,
        code: ErrorCode,
        message: String,
    },
    #[error("Too many requests. Try again shortly.")]
    TooManyRequests(#[from] RateExceeded),
    #[error("The server is busy. Try again shortly.")]
    Busy,
    #[error("reading or writing a request")]
    Database(#[from] sqlx::Error),
    #[error("storing or fetching an image")]
    Objects(#[from] ObjectError),
    #[error("making or opening a request's key")]
    Keyring(#[from] KeyringError),
    #[error("sealing or opening a request's content")]
    Seal(#[from] SealError),
    /// No source: its text could quote personal data.
    #[error("writing or reading a request's sealed content as JSON")]
    Content,
    #[error(transparent)]
    Destroy(#[from] DestroyError),
    /// No source: a panic's message could quote personal data.
    #[error("running a task in the background")]
    Task,
}

impl DvsError {
    fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::SecretKeyRequired | Self::OriginNotLicensed => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::BodyBroken
            | Self::Request(_)
            | Self::AlreadyProcessed(_)
            | Self::Expired(_)
            | Self::Unreadable { .. } => StatusCode::BAD_REQUEST,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooManyRequests(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Database(error) if is_outage(error) => StatusCode::SERVICE_UNAVAILABLE,
            // A key that another process rotated in a moment ago is known a moment later; what is left of
            // a request goes with the next try, the caller's or the retention task's.
            Self::Keyring(KeyringError::UnknownKek(_)) | Self::Destroy(_) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Database(_)
            | Self::Objects(_)
            | Self::Keyring(_)
            | Self::Seal(_)
            | Self::Content
            | Self::Task => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn code(&self) -> ErrorCode {
        let ours = |name: &str| ErrorCode::Unknown(name.to_owned());
        match self {
            Self::Unauthorized => ours("Unauthorized"),
            Self::SecretKeyRequired => ours("SecretKeyRequired"),
            Self::OriginNotLicensed => ours("OriginNotLicensed"),
            Self::NotFound => ErrorCode::NotFound,
            Self::MethodNotAllowed => ours("MethodNotAllowed"),
            Self::BodyBroken => ErrorCode::BadRequest,
            Self::Request(_) => ErrorCode::ValidationError,
            Self::AlreadyProcessed(_) => ErrorCode::RequestAlreadyProcessed,
            Self::Expired(_) => ErrorCode::RequestExpired,
            Self::Unreadable { code, .. } => code.clone(),
            Self::BodyTooLarge => ours("PayloadTooLarge"),
            Self::TooManyRequests(_) => ours("TooManyRequests"),
            Self::Busy
            | Self::Destroy(_)
            | Self::Database(_)
            | Self::Objects(_)
            | Self::Keyring(_)
            | Self::Seal(_)
            | Self::Content
            | Self::Task => ErrorCode::ApiError,
        }
    }

    /// Nothing of an error of ours: what the caller can do about it is to come back.
    fn message(&self) -> String {
        match self.status() {
            StatusCode::INTERNAL_SERVER_ERROR => INTERNAL_MESSAGE.to_owned(),
            StatusCode::SERVICE_UNAVAILABLE => Self::Busy.to_string(),
            _ => self.to_string(),
        }
    }

    fn body(&self, trace_id: &TraceId) -> ErrorBody {
        if let Self::Request(error) = self {
            return error.to_body(trace_id.as_str());
        }
        let body = ErrorBody::new(self.code(), self.message(), trace_id.as_str());
        if let Self::AlreadyProcessed(id) | Self::Expired(id) | Self::Unreadable { id, .. } = self {
            return body.with_id(id);
        }
        body
    }

    /// Seconds to wait.
    fn retry_after(&self) -> Option<u64> {
        if let Self::TooManyRequests(over) = self {
            return Some(over.retry_after_seconds);
        }
        (self.status() == StatusCode::SERVICE_UNAVAILABLE).then_some(2)
    }
}

/// Whether the database is away rather than at odds with us.
fn is_outage(error: &sqlx::Error) -> bool {
    use sqlx::Error::{Io, PoolClosed, PoolTimedOut, WorkerCrashed};
    // Classes of the SQLSTATE codes: 08 the connection, 40 a transaction that met another, 53
    // resources, 57 an operator, 58 the system. Our own limit on a statement's time is of class 57.
    let code = error.as_database_error().and_then(|error| error.code());
    matches!(error, Io(_) | PoolClosed | PoolTimedOut | WorkerCrashed)
        || code.is_some_and(|code| {
            ["08", "40", "53", "57", "58"]
                .iter()
                .any(|class| code.starts_with(class))
        })
}

/// The sentence of every 500.
const INTERNAL_MESSAGE: &str = "Something went wrong on our side. The request can be repeated.";

/// An error on its way out, rendered by [`render_errors`], which knows the trace id.
#[derive(Clone)]
struct Unrendered(Arc<DvsError>);

impl IntoResponse for DvsError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Unrendered(Arc::new(self)));
        response
    }
}

/// The one place where an error becomes an answer and, if it is ours, a log line.
pub(crate) async fn render_errors(request: Request, next: Next) -> Response {
    let trace_id = request.extensions().get::<TraceId>().cloned();
    let mut response = next.run(request).await;
    let Some(Unrendered(error)) = response.extensions_mut().remove() else {
        return response;
    };
    let trace_id = trace_id.unwrap_or_else(TraceId::random);
    if error.status().is_server_error() {
        let error = ErrorChain(error.as_ref());
        tracing::error!(request_id = trace_id.as_str(), %error, "a request failed");
    }
    let mut rendered = envelope(error.status(), &error.body(&trace_id));
    if let Some(seconds) = error.retry_after() {
        rendered
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if error.status() == StatusCode::UNAUTHORIZED {
        let scheme = HeaderValue::from_static("Bearer");
        rendered
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, scheme);
    }
    rendered
}

/// Renders what the protective layer refuses before an endpoint sees it, for
/// [`credence_http_server::HardenOptions`].
pub(crate) fn render_refusal(
    status: StatusCode,
    _code: &'static str,
    detail: String,
    trace_id: &TraceId,
) -> Response {
    let (code, message) = if status.is_server_error() {
        (ErrorCode::ApiError, INTERNAL_MESSAGE.to_owned())
    } else if status == StatusCode::NOT_FOUND {
        (ErrorCode::NotFound, detail)
    } else if status == StatusCode::PAYLOAD_TOO_LARGE {
        (ErrorCode::Unknown("PayloadTooLarge".to_owned()), detail)
    } else {
        (ErrorCode::BadRequest, detail)
    };
    envelope(status, &ErrorBody::new(code, message, trace_id.as_str()))
}

fn envelope(status: StatusCode, body: &ErrorBody) -> Response {
    (status, axum::Json(body)).into_response()
}
