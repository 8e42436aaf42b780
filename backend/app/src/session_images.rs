use credence_storage::SessionState;
use credence_types::{ImageId, SessionId};

use crate::app::App;
use crate::audit::Actor;
use crate::authenticate::Integrator;
use crate::case::CaseImage;
use crate::case_image::{ImageContent, open_image};
use crate::fault::Fault;
use crate::read_session::{is_erased_by_now, row_for_integrator};

/// Images could not be given.
#[derive(Debug, thiserror::Error)]
pub enum SessionImageError {
    /// There is no such session or image, or it is another tenant's: 404.
    #[error("read an image: there is none of that id")]
    NotFound,
    /// The session was erased, and its images with it: 410 `session_erased`.
    #[error("read an image: its session was erased")]
    SessionErased,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The images of the verification that the session's state rests on (scope `images:read`): none
/// before there is one.
///
/// # Errors
/// When there is no such session, or it was erased.
pub async fn session_images(
    app: &App,
    integrator: &Integrator,
    session: SessionId,
) -> Result<Vec<CaseImage>, SessionImageError> {
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(SessionImageError::NotFound)?;
    if row.state == SessionState::Erased {
        return Err(SessionImageError::SessionErased);
    }
    let Some(verification) = row.verification else {
        return Ok(Vec::new());
    };
    let images =
        credence_storage::list_images_by_verification(&app.pool, row.tenant, session, verification)
            .await
            .map_err(Fault::from)?;
    if images.is_empty() && is_erased_by_now(app, &row).await? {
        return Err(SessionImageError::SessionErased);
    }
    Ok(images.into_iter().map(Into::into).collect())
}

/// Opens an image as it was sent (scope `images:read`). Audited.
///
/// # Errors
/// When there is no such session or image, or the session was erased.
pub async fn session_image(
    app: &App,
    integrator: &Integrator,
    session: SessionId,
    image: ImageId,
) -> Result<ImageContent, SessionImageError> {
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(SessionImageError::NotFound)?;
    if row.state == SessionState::Erased {
        return Err(SessionImageError::SessionErased);
    }
    let actor = Actor::Integrator(integrator.key);
    if let Some(content) = open_image(app, &row, image, (actor, "image_read")).await? {
        return Ok(content);
    }
    Err(if is_erased_by_now(app, &row).await? {
        SessionImageError::SessionErased
    } else {
        SessionImageError::NotFound
    })
}
