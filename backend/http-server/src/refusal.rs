use axum::response::{IntoResponse, Response};
use http::StatusCode;

use crate::TraceId;

/// Renders a refusal of the protective layer in the format of the room that serves: status, stable
/// code, a sentence without any of the request's values, and the exchange's id.
pub type RenderRefusal = fn(StatusCode, &'static str, String, &TraceId) -> Response;

/// The plainest rendering: the sentence as text.
#[must_use]
pub fn plain_refusal(
    status: StatusCode,
    code: &'static str,
    detail: String,
    trace_id: &TraceId,
) -> Response {
    (status, format!("{code}: {detail} ({trace_id})\n")).into_response()
}

/// Why the protective layer answers in the handler's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    AmbiguousLength,
    DuplicateHost,
    BodyTooLarge,
    BodyTooSlow,
    TooSlow,
    Broken,
    NotFound,
}

impl Refusal {
    /// Whether bytes of the request may still be under way, so that the connection can't go on.
    pub(crate) const fn closes(self) -> bool {
        match self {
            Self::AmbiguousLength
            | Self::DuplicateHost
            | Self::BodyTooLarge
            | Self::BodyTooSlow
            | Self::TooSlow
            | Self::Broken => true,
            Self::NotFound => false,
        }
    }

    pub(crate) fn render(self, render: RenderRefusal, trace_id: &TraceId) -> Response {
        let (status, code, detail) = self.words();
        let mut response = render(status, code, detail.to_owned(), trace_id);
        if self == Self::TooSlow {
            let value = http::HeaderValue::from_static("5");
            response
                .headers_mut()
                .insert(http::header::RETRY_AFTER, value);
        }
        if self.closes() {
            let value = http::HeaderValue::from_static("close");
            response
                .headers_mut()
                .insert(http::header::CONNECTION, value);
        }
        response
    }

    const fn words(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::AmbiguousLength => (
                StatusCode::BAD_REQUEST,
                "ambiguous_length",
                "The request states its length more than once.",
            ),
            Self::DuplicateHost => (
                StatusCode::BAD_REQUEST,
                "duplicate_host",
                "The request names more than one host.",
            ),
            Self::BodyTooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "body_too_large",
                "The request body is larger than this service accepts.",
            ),
            Self::BodyTooSlow => (
                StatusCode::REQUEST_TIMEOUT,
                "body_too_slow",
                "The request body did not arrive in time.",
            ),
            Self::TooSlow => (
                StatusCode::SERVICE_UNAVAILABLE,
                "timeout",
                "The request could not be answered in time. Try again shortly.",
            ),
            Self::Broken => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal_error",
                "Something went wrong on our side.",
            ),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found", "There is nothing here."),
        }
    }
}
