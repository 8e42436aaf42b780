use axum::Json;
use axum::extract::State;
use credence_types::SessionId;

use crate::extract::{Admin, IntegratorWith, JsonBody, PathIds};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{HoldBody, SessionView};

/// Put a legal hold on a session.
///
/// Nothing of it is destroyed, when its time is over or by a call, until the hold is taken off. Another
/// reason takes the place of the one before; repeating the call changes nothing.
#[utoipa::path(
    put, path = "/v1/sessions/{id}/hold", tag = "retention",
    params(("id" = Uuid, Path, description = "The session")),
    request_body = HoldBody,
    responses(
        (status = 200, description = "It is on hold", body = SessionView),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 410, description = "`session_erased`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn hold_session(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
    JsonBody(body): JsonBody<HoldBody>,
) -> Result<Json<SessionView>, Problem> {
    let reason = body.reason.into();
    let view = credence_app::hold_session(state.app(), &caller.integrator, session, reason).await?;
    Ok(Json(view.into()))
}
