use axum::Json;
use axum::extract::State;

use crate::extract::{Admin, IntegratorWith, PathIds, QueryParameters};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{BackTest, BackTestQuery};

/// Decide the latest verifications again under this policy, and change nothing.
///
/// The answer holds no personal data, but whoever chooses the ages and countries that pass learns those
/// of the people, so the key needs `results:read` and `pii:read` too. Erased sessions are skipped. One at a
/// time for a tenant.
#[utoipa::path(
    post, path = "/v1/policies/{version}/back-test", tag = "policies",
    params(("version" = String, Path, description = "The policy's version; `installation` is always the operator's own"), BackTestQuery),
    responses(
        (status = 200, description = "What would change, and why", body = BackTest),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`back_test_running`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_query`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["admin", "results:read", "pii:read"]))
)]
pub(super) async fn back_test_policy(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
    PathIds(version): PathIds<String>,
    QueryParameters(query): QueryParameters<BackTestQuery>,
) -> Result<Json<BackTest>, Problem> {
    let (app, integrator) = (state.app(), &caller.integrator);
    let found = credence_app::back_test(app, integrator, &version, query.limit).await?;
    Ok(Json(found.into()))
}
