use axum::Json;
use axum::extract::State;

use crate::extract::{Admin, IntegratorWith, PathIds};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::Policy;

/// Have sessions decided under this policy from now on.
///
/// Every decision names the policy that it was taken under; one that is being taken at this moment may
/// still be under the policy before. Choosing the installation's goes back to it. Repeating the call
/// changes nothing.
#[utoipa::path(
    post, path = "/v1/policies/{version}/activate", tag = "policies",
    params(("version" = String, Path, description = "The policy's version; `installation` is always the operator's own")),
    responses(
        (status = 200, description = "Active", body = Policy),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn activate_policy(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
    PathIds(version): PathIds<String>,
) -> Result<Json<Policy>, Problem> {
    let policy = credence_app::activate_policy(state.app(), &caller.integrator, &version).await?;
    Ok(Json(policy.into()))
}
