use axum::Json;
use axum::extract::State;
use credence_types::SessionId;

use crate::extract::{ImagesRead, IntegratorWith, PathIds};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::ImageList;

/// List a session's images.
///
/// Those of the verification that the state rests on; none before there is one.
#[utoipa::path(
    get, path = "/v1/sessions/{id}/images", tag = "sessions",
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 200, description = "The images", body = ImageList),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 410, description = "`session_erased`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["images:read"]))
)]
pub(super) async fn list_session_images(
    caller: IntegratorWith<ImagesRead>,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
) -> Result<Json<ImageList>, Problem> {
    let images = credence_app::session_images(state.app(), &caller.integrator, session).await?;
    Ok(Json(images.into()))
}
