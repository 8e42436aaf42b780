use std::borrow::Cow;
use std::sync::Arc;

use axum::Json;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use credence_app::Fault;
use credence_http_server::TraceId;
use credence_types::ErrorChain;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

/// A refusal on its way out: what the caller is told, and what only the log is told.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: Cow<'static, str>,
    errors: Vec<FieldProblem>,
    retry_after_seconds: Option<u64>,
    cause: Option<Arc<Fault>>,
}

/// RFC 9457 problem details. `code` is stable and the one to act on; `detail` is for people.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemDocument {
    /// Always `about:blank`: the `code` says which problem it is.
    #[schema(value_type = String, example = "about:blank")]
    r#type: &'static str,
    /// The status in words.
    #[schema(value_type = String, example = "Conflict")]
    title: &'static str,
    /// The HTTP status.
    #[schema(example = 409)]
    status: u16,
    /// Which problem, stable across versions.
    #[schema(value_type = String, example = "session_not_open")]
    code: &'static str,
    /// What happened, in a sentence without any of the request's values.
    detail: String,
    /// The `x-request-id` of the answer, for support.
    request_id: String,
    /// What is wrong with each field, where it is told field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FieldProblem>,
}

/// What is wrong with one field of a body.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// The field, as a JSON Pointer in a URI fragment (RFC 6901 section 6).
    #[schema(example = "#/surname")]
    pointer: String,
    /// The rule that it breaks, in a sentence without its value.
    #[schema(value_type = String)]
    detail: &'static str,
}

impl Problem {
    pub(crate) fn new(
        status: StatusCode,
        code: &'static str,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after_seconds: None,
            cause: None,
        }
    }

    /// 401 for a bearer credential or a console login, whatever is wrong with it.
    pub(crate) fn unauthorized() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "invalid_credential",
            "The credential is missing, malformed, unknown, revoked or lapsed.",
        )
    }

    /// 404 for what is absent and for what is someone else's.
    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing here.")
    }

    /// 422 with a code of its own.
    pub(crate) fn unprocessable(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
    }

    /// 422 with what is wrong with each field: its name and the rule that it breaks.
    pub(crate) fn invalid_fields(
        code: &'static str,
        detail: impl Into<Cow<'static, str>>,
        fields: impl IntoIterator<Item = (&'static str, &'static str)>,
    ) -> Self {
        let errors = fields.into_iter().map(|(name, rule)| FieldProblem {
            pointer: format!("#/{name}"),
            detail: rule,
        });
        Self {
            errors: errors.collect(),
            ..Self::unprocessable(code, detail)
        }
    }

    /// 422 with the one place that is wrong, as a JSON Pointer in a URI fragment.
    pub(crate) fn invalid_at(
        code: &'static str,
        detail: impl Into<Cow<'static, str>>,
        pointer: String,
        rule: &'static str,
    ) -> Self {
        let error = FieldProblem {
            pointer,
            detail: rule,
        };
        Self {
            errors: vec![error],
            ..Self::unprocessable(code, detail)
        }
    }

    /// 429; come back after `seconds`.
    pub(crate) fn too_many_requests(seconds: u64) -> Self {
        let detail = "Too many requests. Try again after the seconds given in Retry-After.";
        let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail);
        Self {
            retry_after_seconds: Some(seconds),
            ..problem
        }
    }

    /// The same; come back after `seconds`.
    pub(crate) fn after(self, seconds: u64) -> Self {
        Self {
            retry_after_seconds: Some(seconds),
            ..self
        }
    }

    fn document(&self, trace_id: &TraceId) -> ProblemDocument {
        ProblemDocument {
            r#type: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Unknown"),
            status: self.status.as_u16(),
            code: self.code,
            detail: self.detail.clone().into_owned(),
            request_id: trace_id.to_string(),
            errors: self.errors.clone(),
        }
    }

    fn log(&self, trace_id: &TraceId) {
        if let Some(fault) = &self.cause {
            let error = ErrorChain(fault.as_ref());
            tracing::error!(request_id = trace_id.as_str(), %error, "a request failed");
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let problem = if fault.is_temporary() {
            Self {
                retry_after_seconds: Some(5),
                ..Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "temporarily_unavailable",
                    "The service can't answer just now. Try again shortly.",
                )
            }
        } else {
            let detail = "Something went wrong on our side.";
            Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", detail)
        };
        Self {
            cause: Some(Arc::new(fault)),
            ..problem
        }
    }
}

/// The problem travels among the response's extensions until [`render`], which knows the request's
/// id, writes the document.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the document of a problem that a handler or an extractor returned, and logs its cause.
pub(crate) async fn render(request: Request, next: Next) -> Response {
    let trace_id = request
        .extensions()
        .get()
        .cloned()
        .unwrap_or_else(TraceId::random);
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    problem.log(&trace_id);
    let mut rendered = document_response(&problem, &trace_id);
    // What a layer added on the way (`Allow`, a cookie) stays.
    for (name, value) in response.headers() {
        if name != header::CONTENT_LENGTH {
            rendered.headers_mut().append(name, value.clone());
        }
    }
    rendered
}

/// Refusals of the protective layer, in the same form.
pub(crate) fn refusal(
    status: StatusCode,
    code: &'static str,
    detail: String,
    trace_id: &TraceId,
) -> Response {
    document_response(&Problem::new(status, code, detail), trace_id)
}

fn document_response(problem: &Problem, trace_id: &TraceId) -> Response {
    let mut response = (problem.status, Json(problem.document(trace_id))).into_response();
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_static("application/problem+json");
    headers.insert(header::CONTENT_TYPE, media_type);
    if problem.status == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static("Bearer realm=\"credence\"");
        headers.insert(header::WWW_AUTHENTICATE, challenge);
    }
    if let Some(seconds) = problem.retry_after_seconds {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
