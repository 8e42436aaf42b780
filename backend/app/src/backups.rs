//! What a backup means to the service: it is noted, and erasure reaches it.

use credence_backup::{BackupFolder, Kept, KeyHolder, Made, Restored};
use credence_types::{ErrorChain, RequestId, SessionId};
use sqlx::PgPool;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::erasure::erase_again;
use crate::events::{self, EventType};
use crate::fault::Fault;
use crate::retention::policy_of_tenant;

/// Notes in every tenant's audit log that a backup was made.
///
/// # Errors
/// When the database is out of reach.
pub async fn note_backup(app: &App, made: &Made) -> Result<(), Fault> {
    let now = app.now();
    for tenant in credence_storage::list_tenants(&app.pool).await? {
        let mut transaction = app.pool.begin().await?;
        let act = Act::new(tenant, Actor::System, "backup_made").with("backup", made.id);
        append(&mut transaction, act, now).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// Notes in every tenant's audit log that backups were removed, each in a row.
///
/// # Errors
/// When the database is out of reach.
pub async fn note_removed_backups(app: &App, removed: &[Kept]) -> Result<(), Fault> {
    let now = app.now();
    for tenant in credence_storage::list_tenants(&app.pool).await? {
        for kept in removed {
            let mut transaction = app.pool.begin().await?;
            let act = Act::new(tenant, Actor::System, "backup_removed")
                .with("backup", kept.id)
                .with("taken_at", kept.taken_at.to_rfc3339());
            append(&mut transaction, act, now).await?;
            transaction.commit().await?;
        }
    }
    Ok(())
}

/// For how many days any tenant keeps images or fields at the least. What is destroyed after so long is
/// still in a backup that is older.
///
/// # Errors
/// When the database is out of reach.
pub async fn shortest_kept_days(app: &App) -> Result<u32, Fault> {
    let mut shortest = app.config.retention.shortest_days();
    for tenant in credence_storage::list_tenants(&app.pool).await? {
        shortest = shortest.min(policy_of_tenant(app, tenant).await?.shortest_days());
    }
    Ok(shortest)
}

/// Notes in every tenant's audit log that the database was restored, and of each session that was
/// erased again that it was; the rest of such an erasure is queued.
///
/// # Errors
/// When the database is out of reach.
pub async fn note_restore(app: &App, restored: &Restored) -> Result<(), Fault> {
    let now = app.now();
    for tenant in credence_storage::list_tenants(&app.pool).await? {
        let mut transaction = app.pool.begin().await?;
        let erased = restored.erased.iter().filter(|(of, _)| *of == tenant);
        for (tenant, session) in erased {
            let about = (*tenant, *session);
            erase_again(app, &mut transaction, about).await?;
            events::record(app, &mut transaction, about, EventType::SessionErased, now).await?;
            let act = Act::new(*tenant, Actor::System, "session_erased_again").about(*session);
            append(&mut transaction, act, now).await?;
        }
        let act = Act::new(tenant, Actor::System, "backup_restored")
            .with("backup", restored.id)
            .with("taken_at", restored.taken_at.to_rfc3339());
        append(&mut transaction, act, now).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// Whether there were backups of which the folder shows no sign: a share that is not mounted must not pass
/// for one without backups.
///
/// # Errors
/// When the database is out of reach.
pub async fn are_backups_out_of_reach(pool: &PgPool, folder: &BackupFolder) -> Result<bool, Fault> {
    Ok(!folder.was_used() && credence_storage::was_backed_up(pool).await?)
}

/// Takes the keys of an erased session and of its requests out of every backup.
pub(crate) async fn forget_in_backups(
    app: &App,
    session: SessionId,
    requests: &[RequestId],
) -> Result<(), Fault> {
    let Some(folder) = app.config.backups.clone().map(BackupFolder::new) else {
        return Ok(());
    };
    let mut holders = vec![KeyHolder::Session(session)];
    holders.extend(requests.iter().map(|id| KeyHolder::DvsRequest(*id)));
    if are_backups_out_of_reach(&app.pool, &folder).await? {
        tracing::error!(%session, "the folder of backups is not there; an erased session's key may be in one");
        return Err(Fault::Backup);
    }
    let forgotten = tokio::task::spawn_blocking(move || credence_backup::forget(&folder, &holders));
    match forgotten.await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => {
            tracing::warn!(%session, error = %ErrorChain(&error), "forget an erased session in the backups");
            Err(Fault::Backup)
        }
        Err(_) => Err(Fault::Backup),
    }
}
