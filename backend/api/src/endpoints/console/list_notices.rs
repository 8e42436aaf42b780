use axum::Json;
use axum::extract::State;

use crate::extract::ConsoleLogin;
use crate::problem::Problem;
use crate::state::ApiState;
use crate::wire::NoticeList;

/// List what the operator should see to: certificates for the Document Checking Service that expire
/// within four weeks. For reviewers the list is empty.
#[utoipa::path(
    get, path = "/v1/console/notices", tag = "console",
    responses((status = 200, description = "The notices", body = NoticeList)),
    security(("console_login" = []))
)]
pub(super) async fn list_notices(
    ConsoleLogin(administrator): ConsoleLogin,
    State(state): State<ApiState>,
) -> Result<Json<NoticeList>, Problem> {
    let expiring = credence_app::expiring_certificates(state.app(), &administrator).await?;
    Ok(Json(expiring.into()))
}
