use axum::extract::State;
use axum::response::{IntoResponse, Response};
use credence_types::{ImageId, SessionId};
use http::header;

use crate::extract::{ConsoleLogin, PathIds};
use crate::problem::{Problem, ProblemDocument};
use crate::shown_image::shown_image;
use crate::state::ApiState;

/// An image shows in `<img>` and nowhere else: not as a page of its own, whatever its bytes hold.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Open an image of a case. Audited.
#[utoipa::path(
    get, path = "/v1/console/cases/{id}/images/{image_id}", tag = "console",
    params(
        ("id" = Uuid, Path, description = "The case, which is the session"),
        ("image_id" = Uuid, Path, description = "The image"),
    ),
    responses(
        (status = 200, description = "The image; HEIC, AVIF and PDF as a JPEG made of it", content((String = "image/jpeg"), (String = "image/png"), (String = "image/webp"))),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 410, description = "`image_unavailable`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("console_login" = []))
)]
pub(super) async fn read_case_image(
    ConsoleLogin(administrator): ConsoleLogin,
    State(state): State<ApiState>,
    PathIds((session, image)): PathIds<(SessionId, ImageId)>,
) -> Result<Response, Problem> {
    let image = credence_app::case_image(state.app(), &administrator, session, image).await?;
    let (media_type, bytes) = shown_image(&state, image).await;
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"image\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    Ok((headers, bytes.into_inner()).into_response())
}
