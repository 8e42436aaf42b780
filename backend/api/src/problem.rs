use std::borrow::Cow;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use credence_app::Fault;
use credence_http_server::TraceId;
use credence_types::ErrorChain;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem_code::ProblemCode;
use crate::state::ApiState;

/// A refusal on its way out: what the caller is told, and what only the log is told.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    code: ProblemCode,
    detail: Cow<'static, str>,
    errors: Vec<FieldProblem>,
    retry_after_seconds: Option<u64>,
    cause: Option<Arc<Fault>>,
}

/// RFC 9457 problem details. `code` is stable and the one to act on; `detail` is for people.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemDocument {
    /// The page that says what the problem means and what to do; one a `code`.
    #[schema(
        format = "uri",
        example = "https://id.example.org/problems/session_not_open"
    )]
    r#type: String,
    /// The problem in words, the same wherever it occurs.
    #[schema(value_type = String, example = "The session is not open")]
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
    pub(crate) fn new(code: ProblemCode, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
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
            ProblemCode::InvalidCredential,
            "The credential is missing, malformed, unknown, revoked or lapsed.",
        )
    }

    /// 404 for what is absent and for what is someone else's.
    pub(crate) fn not_found() -> Self {
        Self::new(ProblemCode::NotFound, "There is nothing here.")
    }

    /// Says what is wrong with each field: its name and the rule that it breaks.
    pub(crate) fn invalid_fields(
        code: ProblemCode,
        detail: impl Into<Cow<'static, str>>,
        fields: impl IntoIterator<Item = (&'static str, &'static str)>,
    ) -> Self {
        let errors = fields.into_iter().map(|(name, rule)| FieldProblem {
            pointer: format!("#/{name}"),
            detail: rule,
        });
        Self {
            errors: errors.collect(),
            ..Self::new(code, detail)
        }
    }

    /// Says which one place is wrong, as a JSON Pointer in a URI fragment.
    pub(crate) fn invalid_at(
        code: ProblemCode,
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
            ..Self::new(code, detail)
        }
    }

    /// 429; come back after `seconds`.
    pub(crate) fn too_many_requests(seconds: u64) -> Self {
        let detail = "Too many requests. Try again after the seconds given in Retry-After.";
        let problem = Self::new(ProblemCode::TooManyRequests, detail);
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

    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.code.entry().status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn document(&self, public_url: &str, request_id: &str) -> ProblemDocument {
        let entry = self.code.entry();
        ProblemDocument {
            r#type: format!("{public_url}/problems/{}", entry.code),
            title: entry.title,
            status: entry.status,
            code: entry.code,
            detail: self.detail.clone().into_owned(),
            request_id: request_id.to_owned(),
            errors: self.errors.clone(),
        }
    }

    /// After how many seconds to come back, where that is known.
    pub(crate) const fn retry_after_seconds(&self) -> Option<u64> {
        self.retry_after_seconds
    }

    /// Logs what is behind it.
    pub(crate) fn log(&self, request_id: &str) {
        if let Some(fault) = &self.cause {
            let error = ErrorChain(fault.as_ref());
            tracing::error!(request_id, %error, "a request failed");
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let problem = if fault.is_temporary() {
            Self {
                retry_after_seconds: Some(5),
                ..Self::new(
                    ProblemCode::TemporarilyUnavailable,
                    "The service can't answer just now. Try again shortly.",
                )
            }
        } else if matches!(fault, Fault::DamagedImage(_)) {
            Self::new(
                ProblemCode::ImageUnavailable,
                "The stored image is gone or damaged, and can't be shown.",
            )
        } else {
            let detail = "Something went wrong on our side.";
            Self::new(ProblemCode::InternalError, detail)
        };
        Self {
            cause: Some(Arc::new(fault)),
            ..problem
        }
    }
}

/// The problem travels among the response's extensions until [`render`], which knows our address and
/// the request's id, writes the document.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the document of a problem that a handler, an extractor or the protective layer returned, and
/// logs its cause.
pub(crate) async fn render(
    State(state): State<ApiState>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    // The protective layer, which is further in, has given every answer its id.
    let request_id = response.headers().get("x-request-id");
    let request_id = request_id
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default();
    problem.log(request_id);
    let mut rendered = document_response(&problem, state.public_url(), request_id);
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
    _status: StatusCode,
    code: &'static str,
    detail: String,
    _trace_id: &TraceId,
) -> Response {
    let code = ProblemCode::parse(code).unwrap_or(ProblemCode::InternalError);
    Problem::new(code, detail).into_response()
}

fn document_response(problem: &Problem, public_url: &str, request_id: &str) -> Response {
    let document = Json(problem.document(public_url, request_id));
    let mut response = (problem.status(), document).into_response();
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_static("application/problem+json");
    headers.insert(header::CONTENT_TYPE, media_type);
    if problem.status() == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static("Bearer realm=\"credence\"");
        headers.insert(header::WWW_AUTHENTICATE, challenge);
    }
    if let Some(seconds) = problem.retry_after_seconds {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
