use axum::Json;
use axum::extract::State;
use credence_types::{RequestId, SessionId};
use http::StatusCode;

use crate::extract::{JsonBody, PathIds, PresentedToken};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{SessionView, SubmissionBody};

/// Hand in the DVS request that holds the person's photographs.
///
/// Repeating the call with the same request, while it is being looked at, gives the same answer.
#[utoipa::path(
    post, path = "/v1/sessions/{id}/submission", tag = "sessions",
    params(("id" = Uuid, Path, description = "The session")),
    request_body = SubmissionBody,
    responses(
        (status = 202, description = "Taken; the outcome follows", body = SessionView),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`consent_required`, `session_not_open`, `request_already_submitted`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("session_token" = []))
)]
pub(super) async fn submit(
    PresentedToken(token): PresentedToken,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
    JsonBody(body): JsonBody<SubmissionBody>,
) -> Result<(StatusCode, Json<SessionView>), Problem> {
    let request = RequestId::from_uuid(body.request_id);
    let view = credence_app::submit(state.app(), &token, session, request).await?;
    Ok((StatusCode::ACCEPTED, Json(view.into())))
}
