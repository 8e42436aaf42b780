use bytes::Bytes;
use credence_app::ImageContent;
use credence_types::Redacted;

use crate::state::ApiState;

/// What every browser shows.
const SHOWN: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];
/// What is turned into a JPEG on the way out.
const CONVERTED: [&str; 3] = ["image/heic", "image/avif", "application/pdf"];

/// The image as a browser shows it. What is kept stays as it was sent: of formats that browsers do
/// not show, whoever looks gets a JPEG made for this look.
pub(crate) async fn shown_image(
    state: &ApiState,
    image: ImageContent,
) -> (&'static str, Redacted<Bytes>) {
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

/// `None` where the picture cannot be decoded, which the pages say in words.
async fn convert(state: &ApiState, bytes: Redacted<Bytes>) -> Option<Redacted<Bytes>> {
    let turn = state.conversions().acquire_owned().await.ok()?;
    let to_jpeg = state.to_jpeg();
    // The turn goes along: the work goes on when whoever looks has left.
    let work = move || (to_jpeg(bytes.expose()), turn).0;
    let converted = tokio::task::spawn_blocking(work).await;
    converted.ok()?.map(|jpeg| Redacted::new(Bytes::from(jpeg)))
}
