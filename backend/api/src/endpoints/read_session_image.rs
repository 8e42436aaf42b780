use axum::extract::State;
use axum::response::{IntoResponse, Response};
use credence_types::{ImageId, SessionId};
use http::header;

use crate::extract::{ImagesRead, IntegratorWith, PathIds};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;

/// What is given under its own media type. Anything else is bytes.
const KNOWN: [&str; 6] = [
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/heic",
    "image/avif",
    "application/pdf",
];

/// The bytes are whatever a person sent: they never become a page.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Fetch an image as it was sent. Audited.
///
/// There are no links to hand on: one that opens an image would be a secret in an address, which ends
/// up in histories and logs. Fetch the image with your key, show it in your own page, and keep no copy
/// longer than you need it.
#[utoipa::path(
    get, path = "/v1/sessions/{id}/images/{image_id}", tag = "sessions",
    params(
        ("id" = Uuid, Path, description = "The session"),
        ("image_id" = Uuid, Path, description = "The image"),
    ),
    responses(
        (status = 200, description = "The image", content((String = "image/jpeg"), (String = "image/png"), (String = "image/webp"), (String = "image/heic"), (String = "image/avif"), (String = "application/pdf"))),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 410, description = "`session_erased`, `image_unavailable`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["images:read"]))
)]
pub(super) async fn read_session_image(
    caller: IntegratorWith<ImagesRead>,
    State(state): State<ApiState>,
    PathIds((session, image)): PathIds<(SessionId, ImageId)>,
) -> Result<Response, Problem> {
    let image =
        credence_app::session_image(state.app(), &caller.integrator, session, image).await?;
    let known = KNOWN.into_iter().find(|known| *known == image.media_type);
    let headers = [
        (
            header::CONTENT_TYPE,
            known.unwrap_or("application/octet-stream"),
        ),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"image\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    Ok((headers, image.bytes.into_inner()).into_response())
}
