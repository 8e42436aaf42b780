use credence_storage::SessionRow;
use credence_types::ErrorChain;
use sqlx::PgConnection;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::erasure::job::ErasureJob;
use crate::erasure::objects::delete_all;
use crate::events::{self, EventType};
use crate::fault::Fault;
use crate::verification::object_keys_of;

/// What the audit log calls an erasure; the receipt names that row.
pub(super) const SESSION_ERASED: &str = "session_erased";

/// Erases as part of the caller's transaction, whoever asked for it. `None` when the session was erased
/// before, else what is left to do, which is queued too: call [`follow_up`] with it after the commit.
pub(crate) async fn erase(
    app: &App,
    connection: &mut PgConnection,
    row: &SessionRow,
    actor: Actor,
) -> Result<Option<ErasureJob>, Fault> {
    let now = app.now();
    // The session first: whoever stores something about it waits for this row, and finds it erased.
    let is_erased =
        credence_storage::set_session_erased(&mut *connection, row.tenant, row.id, now).await?;
    if !is_erased {
        return Ok(None);
    }
    let about = (row.tenant, row.id);
    let content =
        credence_storage::delete_session_content(&mut *connection, row.tenant, row.id).await?;
    let images = content.counts.images.unwrap_or_default();
    let counts = serde_json::to_value(content.counts).map_err(|_| Fault::Corrupt("counts"))?;
    let asked_by = actor.kind();
    credence_storage::insert_erasure(&mut *connection, about, asked_by, &counts, now).await?;
    // Runs that ended without a verification left pictures without a row.
    let mut objects = content.object_keys;
    for request in content.requests {
        objects.extend(object_keys_of(row, request).map(|key| key.to_string()));
    }
    objects.sort_unstable();
    objects.dedup();
    let job = ErasureJob {
        session: row.id,
        objects,
    };
    app.queue
        .enqueue(&mut *connection, job.queued(row.tenant)?)
        .await?;
    events::record(app, &mut *connection, about, EventType::SessionErased, now).await?;
    let act = Act::new(row.tenant, actor, SESSION_ERASED)
        .about(row.id)
        .with("state", row.state)
        .with_number("images", images);
    append(connection, act, now).await?;
    Ok(Some(job))
}

/// Tells this process of an erasure that was committed, and deletes the objects without waiting for a
/// worker.
pub(crate) async fn follow_up(app: &App, job: &ErasureJob) {
    app.changes.look_now();
    metrics::counter!("credence_sessions_erased_total").increment(1);
    if let Err(fault) = delete_all(app, &job.objects).await {
        let (session, error) = (job.session, ErrorChain(&fault));
        tracing::warn!(%session, %error, "delete an erased session's objects; the worker goes on");
    }
}
