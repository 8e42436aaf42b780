use axum::extract::State;
use axum::response::IntoResponse;
use credence_types::TenantId;
use http::header;

use crate::extract::PathIds;
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;

/// A picture is all that it can be.
const POLICY: &str = "default-src 'none'; sandbox";

/// A tenant's logo, by its hash, for anybody.
#[utoipa::path(
    get, path = "/v1/logos/{tenant_id}/{sha256}", tag = "branding",
    params(
        ("tenant_id" = Uuid, Path, description = "The tenant"),
        ("sha256" = String, Path, description = "SHA-256 of the logo, in hexadecimal"),
    ),
    responses(
        (status = 200, description = "The logo", body = Vec<u8>, content_type = "image/png"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(())
)]
pub(super) async fn read_logo(
    State(state): State<ApiState>,
    PathIds((tenant, sha256)): PathIds<(TenantId, String)>,
) -> Result<impl IntoResponse, Problem> {
    // The database takes no NUL in a text.
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_hash {
        return Err(Problem::not_found());
    }
    let png = credence_app::branding_logo(state.app(), tenant, &sha256).await?;
    let png = png.ok_or_else(Problem::not_found)?;
    let headers = [
        (header::CONTENT_TYPE, "image/png"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    Ok((headers, png))
}
