use axum::Json;
use axum::extract::State;
use credence_types::SessionId;
use http::StatusCode;

use crate::extract::{PathIds, PresentedToken};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::Challenge;

/// Ask which head turns to record.
///
/// Where the session's `capture` says `is_head_turn_asked`, the page records them after the selfie
/// and sends the frames with the photographs. A challenge is good for the next submission, takes the
/// place of an earlier one, and says nothing about a living person by itself.
#[utoipa::path(
    post, path = "/v1/sessions/{id}/challenge", tag = "sessions",
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 201, description = "The turns", body = Challenge),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`challenge_not_available`, `consent_required`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("session_token" = []))
)]
pub(super) async fn create_challenge(
    PresentedToken(token): PresentedToken,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
) -> Result<(StatusCode, Json<Challenge>), Problem> {
    let challenge = credence_app::create_challenge(state.app(), &token, session).await?;
    Ok((StatusCode::CREATED, Json(challenge.into())))
}
