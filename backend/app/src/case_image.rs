use bytes::Bytes;
use credence_objects::{ObjectError, ObjectKey};
use credence_storage::{ImageRow, SessionRow};
use credence_types::{ImageId, Redacted, SessionId};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Administrator;
use crate::case::{CaseError, case_row};
use crate::fault::Fault;
use crate::read_session::is_erased_by_now;
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
    let actor = Actor::Reviewer(administrator.id);
    open_image(app, &row, image, (actor, "image_opened"))
        .await?
        .ok_or(CaseError::NotFound)
}

/// Opens an image of the session and notes who looked; `None` when there is none of that id.
pub(crate) async fn open_image(
    app: &App,
    row: &SessionRow,
    image: ImageId,
    (actor, action): (Actor, &'static str),
) -> Result<Option<ImageContent>, Fault> {
    let Some((stored, content)) = read_image(app, row, image).await? else {
        return Ok(None);
    };
    let act = Act::new(row.tenant, actor, action)
        .about(row.id)
        .with("image_id", image)
        .with("step", stored.kind.as_str());
    let mut transaction = app.pool.begin().await?;
    append(&mut transaction, act, app.now()).await?;
    transaction.commit().await?;
    Ok(Some(content))
}

/// Opens an image of the session; `None` when there is none of that id. The caller notes who looked.
pub(crate) async fn read_image(
    app: &App,
    row: &SessionRow,
    image: ImageId,
) -> Result<Option<(ImageRow, ImageContent)>, Fault> {
    let stored = credence_storage::image_by_id(&app.pool, row.tenant, row.id, image).await?;
    let Some((stored, session_key)) = stored.zip(SessionKey::open_for(app, row)?) else {
        return Ok(None);
    };
    let object = stored
        .object_key
        .parse::<ObjectKey>()
        .map_err(|_| Fault::Corrupt("an object's name"))?;
    let sealed = match app.vault.objects.get(&object).await {
        Ok(sealed) => sealed,
        Err(ObjectError::NotFound) if is_erased_by_now(app, row).await? => return Ok(None),
        Err(ObjectError::NotFound | ObjectError::TooLarge { .. }) => {
            return Err(Fault::DamagedImage(object));
        }
        Err(error) => return Err(error.into()),
    };
    // The seal holds whose image it is and which: another's in its place does not open either.
    let bytes = match session_key.open(Sealed::Image(image), &sealed) {
        Err(Fault::Seal(_)) => return Err(Fault::DamagedImage(object)),
        opened => opened?,
    };
    let content = ImageContent {
        media_type: stored.media_type.clone(),
        bytes: Redacted::new(Bytes::from(bytes)),
    };
    Ok(Some((stored, content)))
}
