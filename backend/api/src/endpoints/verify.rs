use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use credence_http_server::ConnectionInfo;
use credence_types::{RequestId, SessionId};
use http::{HeaderValue, StatusCode, header};

use crate::extract::{IntegratorWith, JsonBody, PathIds, PreferWait, SessionsWrite};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{SessionView, VerifyBody};

/// When to ask again after the wait, in seconds.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("2");

/// Hand in a DVS request that your own service holds, and wait for the outcome.
///
/// The call waits 10 seconds, or as `Prefer: wait=N` says, at most 25. 200: the request was dealt with,
/// and `state` says how; the full result is at `…/result`. 202: not yet; repeat the call, or follow the
/// session. Repeating it with the same request never verifies twice: it only waits again. Whoever may
/// make sessions holds the tokens that show as much of them, so the scope is the same.
#[utoipa::path(
    post, path = "/v1/sessions/{id}/verify", tag = "sessions",
    params(
        ("id" = Uuid, Path, description = "The session"),
        ("Prefer" = Option<String>, Header, description = "`wait=N`: how many seconds to wait, 0 to 25 (RFC 7240)"),
    ),
    request_body = VerifyBody,
    responses(
        (status = 200, description = "Dealt with", body = SessionView),
        (status = 202, description = "Under way", body = SessionView, headers(
            ("Location" = String, description = "The session"),
            ("Retry-After" = u32, description = "Seconds until it is worth asking again"),
        )),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`session_not_open`, `request_already_submitted`, `consent_required`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_body`, `invalid_consent`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["sessions:write"]))
)]
pub(super) async fn verify(
    caller: IntegratorWith<SessionsWrite>,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
    PreferWait(longest): PreferWait,
    connection: Option<Extension<ConnectionInfo>>,
    JsonBody(body): JsonBody<VerifyBody>,
) -> Result<Response, Problem> {
    let now = state.app().clock().now();
    let stated = body
        .consent
        .map(|consent| consent.stated(now))
        .transpose()?;
    let what = (session, RequestId::from_uuid(body.request_id));
    let stop = async move {
        match connection {
            Some(Extension(info)) => {
                tokio::select! {
                    () = tokio::time::sleep(longest) => {}
                    // The server is about to stop: what was taken stays taken.
                    () = info.draining.cancelled() => {}
                }
            }
            None => tokio::time::sleep(longest).await,
        }
    };
    let outcome =
        credence_app::verify(state.app(), &caller.integrator, what, stated.as_ref(), stop).await?;
    let view = Json(SessionView::from(outcome.session));
    if outcome.is_settled {
        return Ok((StatusCode::OK, view).into_response());
    }
    let location = format!("/v1/sessions/{session}");
    let headers = [
        (header::LOCATION, HeaderValue::from_str(&location).ok()),
        (header::RETRY_AFTER, Some(RETRY_AFTER)),
    ];
    let mut response = (StatusCode::ACCEPTED, view).into_response();
    for (name, value) in headers {
        response
            .headers_mut()
            .extend(value.map(|value| (name, value)));
    }
    Ok(response)
}
