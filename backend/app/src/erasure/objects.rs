use credence_objects::ObjectKey;
use credence_storage::{SessionRow, SessionState};
use credence_types::{RequestId, SessionId, TenantId};

use crate::app::App;
use crate::fault::Fault;
use crate::verification::object_keys_of;

/// Deletes objects; those that are gone already are no error.
pub(crate) async fn delete_all(app: &App, objects: &[String]) -> Result<(), Fault> {
    for name in objects {
        let key = name
            .parse::<ObjectKey>()
            .map_err(|_| Fault::Corrupt("an object's name"))?;
        app.vault.objects.delete(&key).await?;
    }
    Ok(())
}

/// Deletes what a verification of this request may have put into the store after the session was
/// erased or lost its images; nothing where it was and did not.
pub(crate) async fn delete_objects_of(
    app: &App,
    tenant: TenantId,
    session: SessionId,
    request: RequestId,
) -> Result<(), Fault> {
    let row = credence_storage::session_by_id(&app.pool, tenant, session).await?;
    let is_without_images =
        |row: &SessionRow| row.state == SessionState::Erased || row.images_destroyed_at.is_some();
    let Some(row) = row.filter(is_without_images) else {
        return Ok(());
    };
    for key in object_keys_of(&row, request) {
        app.vault.objects.delete(&key).await?;
    }
    Ok(())
}
