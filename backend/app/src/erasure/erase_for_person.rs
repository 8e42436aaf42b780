use credence_types::{SessionId, TenantId};

use crate::app::App;
use crate::audit::Actor;
use crate::erasure::{EraseSessionError, erase, follow_up};
use crate::fault::Fault;

/// As [`crate::erase_session`], for the person whose session it is. Whether it is theirs is for the
/// caller to know. The log then says that the person asked.
///
/// # Errors
/// When there is none of that id, or it is on hold.
pub async fn erase_for_person(
    app: &App,
    tenant: TenantId,
    session: SessionId,
) -> Result<(), EraseSessionError> {
    let row = credence_storage::session_by_id(&app.pool, tenant, session)
        .await
        .map_err(Fault::from)?
        .ok_or(EraseSessionError::NotFound)?;
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let is_held = credence_storage::lock_session_hold(&mut *transaction, row.tenant, row.id).await;
    if is_held.map_err(Fault::from)? {
        return Err(EraseSessionError::Held);
    }
    let erased = erase(app, &mut transaction, &row, Actor::Person).await?;
    transaction.commit().await.map_err(Fault::from)?;
    if let Some(job) = erased {
        follow_up(app, &job).await;
    }
    Ok(())
}
