use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use credence_app::ImageContent;
use credence_types::{ImageId, Redacted, SessionId};
use http::header;

use crate::extract::{ConsoleLogin, PathIds};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;

/// What every browser shows.
const SHOWN: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];
/// What is turned into a JPEG on the way out.
const CONVERTED: [&str; 3] = ["image/heic", "image/avif", "application/pdf"];

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
    let (media_type, bytes) = shown(&state, image).await;
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

/// The image as a browser shows it. What is kept stays as it was sent: of formats that browsers do
/// not show, the reviewer gets a JPEG made for this look.
async fn shown(state: &ApiState, image: ImageContent) -> (&'static str, Redacted<Bytes>) {
    let found = SHOWN.into_iter().find(|known| *known == image.media_type);
    if let Some(media_type) = found {
        return (media_type, image.bytes);
    }
    if CONVERTED.contains(&image.media_type.as_str())
        && let Some(jpeg) = convert(state, image.bytes.clone()).await
    {
        return ("image/jpeg", jpeg);
    }
    ("application/octet-stream", image.bytes)
}

/// `None` where the picture cannot be decoded, which the console says in words.
async fn convert(state: &ApiState, bytes: Redacted<Bytes>) -> Option<Redacted<Bytes>> {
    let turn = state.conversions().acquire_owned().await.ok()?;
    let to_jpeg = state.to_jpeg();
    // The turn goes along: the work goes on when the reviewer has left.
    let work = move || (to_jpeg(bytes.expose()), turn).0;
    let converted = tokio::task::spawn_blocking(work).await;
    converted.ok()?.map(|jpeg| Redacted::new(Bytes::from(jpeg)))
}
