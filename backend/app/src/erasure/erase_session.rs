use credence_storage::SessionRow;
use credence_types::{ErrorChain, SessionId, TenantId};
use sqlx::PgConnection;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::erasure::objects::{DeleteObjectsJob, delete_all};
use crate::events::{self, EventType};
use crate::fault::Fault;
use crate::read_session::row_for_integrator;
use crate::session_view::{SessionView, Viewer, view};
use crate::verification::object_keys_of;

/// A session could not be erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseSessionError {
    /// There is no such session, or it is another tenant's: 404.
    #[error("erase a session: there is none of that id")]
    NotFound,
    /// It is on hold: 409 `session_held`.
    #[error("erase a session: it is on hold")]
    Held,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Erases a session (scope `sessions:write`), wherever it stands. In one transaction its key is
/// destroyed, which makes everything sealed under it unreadable, and what hangs on it is deleted; its
/// objects are deleted right after, by the worker too, until they are gone. Ids, instants and the audit
/// log stay, which hold no personal data. A session that was erased before stays so. Audited.
///
/// What the DVS server keeps of the requests is the DVS server's to delete, after its own retention.
///
/// # Errors
/// When there is none of that id, or it is on hold.
pub async fn erase_session(
    app: &App,
    integrator: &Integrator,
    session: SessionId,
) -> Result<SessionView, EraseSessionError> {
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(EraseSessionError::NotFound)?;
    refuse_held(&row)?;
    erase_whole(app, &row, Actor::Integrator(integrator.key)).await?;
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(EraseSessionError::NotFound)?;
    Ok(view(app, &row, Viewer::Integrator)?)
}

/// The same because its person asks, who has come in to the session.
///
/// # Errors
/// When there is none of that id.
pub(crate) async fn erase_for_person(
    app: &App,
    tenant: TenantId,
    session: SessionId,
) -> Result<(), EraseSessionError> {
    let row = credence_storage::session_by_id(&app.pool, tenant, session).await;
    let row = row.map_err(Fault::from)?;
    let row = row.ok_or(EraseSessionError::NotFound)?;
    Ok(erase_whole(app, &row, Actor::Person).await?)
}

/// Erases in a transaction of its own, and begins with the objects right after.
async fn erase_whole(app: &App, row: &SessionRow, actor: Actor) -> Result<(), Fault> {
    let mut transaction = app.pool.begin().await?;
    let erased = erase(app, &mut transaction, row, actor).await?;
    transaction.commit().await?;
    let Some(job) = erased else {
        return Ok(());
    };
    app.queue.wake();
    app.changes.look_now();
    metrics::counter!("credence_sessions_erased_total").increment(1);
    if let Err(fault) = delete_all(app, &job.objects).await {
        let (session, error) = (row.id, ErrorChain(&fault));
        tracing::warn!(%session, %error, "delete an erased session's objects; the worker goes on");
    }
    Ok(())
}

/// Erases as part of the caller's transaction, whatever holds the session. `None` when the session was erased before, else what is
/// left for the object store, which is queued too.
pub(crate) async fn erase(
    app: &App,
    connection: &mut PgConnection,
    row: &SessionRow,
    actor: Actor,
) -> Result<Option<DeleteObjectsJob>, Fault> {
    let now = app.now();
    // The session first: whoever stores something about it waits for this row, and finds it erased.
    let is_erased =
        credence_storage::set_session_erased(&mut *connection, row.tenant, row.id, now).await?;
    if !is_erased {
        return Ok(None);
    }
    let content =
        credence_storage::delete_session_content(&mut *connection, row.tenant, row.id).await?;
    let images = i64::try_from(content.object_keys.len()).unwrap_or(i64::MAX);
    // Runs that ended without a verification left pictures without a row.
    let mut objects = content.object_keys;
    for request in &content.requests {
        objects.extend(object_keys_of(row, *request).map(|key| key.to_string()));
    }
    objects.sort_unstable();
    objects.dedup();
    let job = DeleteObjectsJob {
        session: row.id,
        objects,
        requests: content.requests,
    };
    app.queue
        .enqueue(&mut *connection, job.queued(row.tenant)?)
        .await?;
    let about = (row.tenant, row.id);
    events::record(app, &mut *connection, about, EventType::SessionErased, now).await?;
    let act = Act::new(row.tenant, actor, "session_erased")
        .about(row.id)
        .with("state", row.state)
        .with_number("images", images);
    append(connection, act, now).await?;
    Ok(Some(job))
}
