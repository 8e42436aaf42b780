use credence_types::{SessionId, TenantId};

use crate::app::App;
use crate::audit::Actor;
use crate::erasure::EraseSessionError;
use crate::erasure::erase_session::erase_unless_held;
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
    erase_unless_held(app, &row, Actor::Person).await
}
