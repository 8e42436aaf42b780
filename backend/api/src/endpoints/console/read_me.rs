use axum::Json;

use crate::extract::ConsoleLogin;
use crate::wire::Me;

/// Who is signed in.
#[utoipa::path(
    get, path = "/v1/console/me", tag = "console",
    responses((status = 200, description = "You", body = Me)),
    security(("console_login" = []))
)]
pub(super) async fn read_me(ConsoleLogin(administrator): ConsoleLogin) -> Json<Me> {
    Json(administrator.into())
}
