use axum::Json;
use axum::extract::State;
use credence_types::SessionId;

use crate::extract::{PathIds, PresentedToken};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::SessionView;

/// Decline: the person does not agree.
///
/// The session is cancelled, with the `cancel_code` `consent_declined`, and told as
/// `session.cancelled`: offer the person another way. Repeating the call gives the same answer.
#[utoipa::path(
    post, path = "/v1/sessions/{id}/decline", tag = "sessions",
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 200, description = "Cancelled", body = SessionView),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`session_not_open`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("session_token" = []))
)]
pub(super) async fn decline_consent(
    PresentedToken(token): PresentedToken,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
) -> Result<Json<SessionView>, Problem> {
    let view = credence_app::decline_consent(state.app(), &token, session).await?;
    Ok(Json(view.into()))
}
