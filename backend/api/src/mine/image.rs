use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use credence_app::{ImageContent, PersonInside, own_image};
use credence_types::{ImageId, Redacted};
use http::header;

use super::login::Inside;
use crate::extract::PathIds;
use crate::problem::Problem;
use crate::shown_image::shown_image;
use crate::state::ApiState;

/// An image shows in `<img>` and nowhere else: not as a page of its own, whatever its bytes hold.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// A photograph as browsers show it.
pub(super) async fn shown(
    Inside(person): Inside,
    State(state): State<ApiState>,
    PathIds(image): PathIds<ImageId>,
) -> Result<Response, Problem> {
    let image = open(&state, person, image).await?;
    let (media_type, bytes) = shown_image(&state, image).await;
    Ok(answer(media_type, "attachment".to_owned(), bytes))
}

/// A photograph as it was sent, to take along.
pub(super) async fn original(
    Inside(person): Inside,
    State(state): State<ApiState>,
    PathIds(id): PathIds<ImageId>,
) -> Result<Response, Problem> {
    let image = open(&state, person, id).await?;
    let name = format!(
        "attachment; filename=\"photograph.{}\"",
        ending_of(&image.media_type)
    );
    Ok(answer("application/octet-stream", name, image.bytes))
}

/// What the name of a file of that media type ends with.
pub(super) fn ending_of(media_type: &str) -> &'static str {
    match media_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/heic" => "heic",
        "image/avif" => "avif",
        "application/pdf" => "pdf",
        _ => "bin",
    }
}

async fn open(
    state: &ApiState,
    person: Option<PersonInside>,
    image: ImageId,
) -> Result<ImageContent, Problem> {
    let person = person.ok_or_else(Problem::not_found)?;
    let image = own_image(state.app(), &person, image).await?;
    image.ok_or_else(Problem::not_found)
}

fn answer(media_type: &'static str, disposition: String, bytes: Redacted<Bytes>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    (headers, bytes.into_inner()).into_response()
}
