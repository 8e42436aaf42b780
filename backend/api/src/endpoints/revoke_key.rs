use axum::extract::State;
use credence_types::ApiKeyId;
use http::StatusCode;

use crate::extract::{Admin, IntegratorWith, PathIds};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;

/// Revoke a key at once.
///
/// One that has ended stays as it is. A key can't revoke itself: make its successor first, then revoke
/// it with that.
#[utoipa::path(
    delete, path = "/v1/keys/{id}", tag = "keys",
    params(("id" = Uuid, Path, description = "The key")),
    responses(
        (status = 204, description = "It no longer counts"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`key_in_use`: it is the one that calls", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn revoke_key(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
    PathIds(key): PathIds<ApiKeyId>,
) -> Result<StatusCode, Problem> {
    credence_app::revoke_key(state.app(), &caller.integrator, key).await?;
    Ok(StatusCode::NO_CONTENT)
}
