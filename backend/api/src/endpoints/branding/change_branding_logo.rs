use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use http::{HeaderMap, header};

use crate::extract::{Admin, IntegratorWith};
use crate::problem::{Problem, ProblemDocument};
use crate::problem_code::ProblemCode;
use crate::state::ApiState;
use crate::wire::Branding;

/// What is taken. SVG is not: it can hold programs.
const TAKEN: [&str; 3] = ["image/png", "image/webp", "image/jpeg"];

/// Give your pages a logo: a PNG, WebP or JPEG picture as the body.
///
/// It is coded anew as PNG and made to fit 720 × 180 pixels; transparency stays. On dark it stands on
/// a light plate.
#[utoipa::path(
    put, path = "/v1/branding/logo", tag = "branding",
    request_body(content = Vec<u8>, content_type = "image/png", description = "At most 100 KB; also `image/webp` and `image/jpeg`"),
    responses(
        (status = 200, description = "The branding as it is now", body = Branding),
        (status = 415, description = "`unsupported_media_type`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_logo`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn change_branding_logo(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Branding>, Problem> {
    let declared = headers.get(header::CONTENT_TYPE);
    let declared = declared.and_then(|value| value.to_str().ok());
    if !declared.is_some_and(|name| TAKEN.contains(&name)) {
        let detail = "The body has to be a picture, with the content type image/png, image/webp or image/jpeg.";
        return Err(Problem::new(ProblemCode::UnsupportedMediaType, detail));
    }
    let png = coded(&state, body).await.ok_or_else(|| {
        let detail =
            "The body is no picture that could be read, or has more than 2,000 pixels to a side.";
        Problem::new(ProblemCode::InvalidLogo, detail)
    })?;
    let branding =
        credence_app::change_branding_logo(state.app(), &caller.integrator, &png).await?;
    Ok(Json(branding.into()))
}

async fn coded(state: &ApiState, bytes: Bytes) -> Option<Vec<u8>> {
    let turn = state.conversions().acquire_owned().await.ok()?;
    let to_logo = state.to_logo();
    // The turn goes along: the work goes on when the caller has left.
    let work = move || (to_logo(&bytes), turn).0;
    tokio::task::spawn_blocking(work).await.ok()?
}
