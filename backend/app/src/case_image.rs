use bytes::Bytes;
use credence_objects::ObjectKey;
use credence_types::{ImageId, Redacted, SessionId};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Administrator;
use crate::case::{CaseError, case_row};
use crate::fault::Fault;
use crate::sealing::{Sealed, SessionKey};

/// An image, opened.
#[derive(Debug, Clone)]
pub struct ImageContent {
    /// As it was sent, by its own first bytes: `image/jpeg`, `image/png`, `image/webp`,
    /// `image/heic`, `image/avif` or `application/pdf`.
    pub media_type: String,
    /// The bytes.
    pub bytes: Redacted<Bytes>,
}

/// Opens an image of a case. Audited.
///
/// # Errors
/// When there is no such case or image.
pub async fn case_image(
    app: &App,
    administrator: &Administrator,
    session: SessionId,
    image: ImageId,
) -> Result<ImageContent, CaseError> {
    let row = case_row(app, administrator, session).await?;
    let stored = credence_storage::image_by_id(&app.pool, row.tenant, session, image)
        .await
        .map_err(Fault::from)?
        .ok_or(CaseError::NotFound)?;
    let session_key = SessionKey::open_for(app, &row)?.ok_or(CaseError::NotFound)?;
    let object = stored
        .object_key
        .parse::<ObjectKey>()
        .map_err(|_| Fault::Corrupt("an object's name"))?;
    let sealed = app.vault.objects.get(&object).await.map_err(Fault::from)?;
    let bytes = session_key.open(Sealed::Image(image), &sealed)?;
    let act = Act::new(
        row.tenant,
        Actor::Reviewer(administrator.id),
        "image_opened",
    )
    .about(session)
    .with("image_id", image)
    .with("step", stored.kind.as_str());
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    append(&mut transaction, act, app.now()).await?;
    transaction.commit().await.map_err(Fault::from)?;
    Ok(ImageContent {
        media_type: stored.media_type,
        bytes: Redacted::new(Bytes::from(bytes)),
    })
}
