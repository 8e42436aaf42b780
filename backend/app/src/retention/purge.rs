//! Destroys what is due, in small batches, each of them one transaction: a process that ends anywhere
//! leaves whole batches, and the next one goes on. Objects, and the copies at the DVS server, are deleted by
//! jobs of the batch's own transaction, after their rows: there is never a row without its object, and no
//! copy is forgotten.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use credence_storage::{DueSession, RetainedClass};
use credence_types::{RequestId, SessionId, TenantId};
use sqlx::PgConnection;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::erasure::erase;
use crate::fault::Fault;
use crate::retention::in_force::InForce;
use crate::retention::objects::PurgeObjectsJob;
use crate::retention::requests::PurgeRequestsJob;
use crate::verification::object_keys_made_at;

/// The acts that tell what went of a session.
const IMAGES_DESTROYED: &str = "images_destroyed";
pub(crate) const FIELDS_DESTROYED: &str = "fields_destroyed";
const RETENTION_APPLIED: &str = "retention_applied";

/// Sessions of one transaction.
const BATCH: i64 = 50;
/// No tenant holds up the others: what is left is due in a minute too.
const MOST_BATCHES: u32 = 100;
const MOST_ERASED: u32 = 1_000;

/// How many sessions lost what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Purged {
    /// Their images.
    pub images: u64,
    /// What was read of them.
    pub fields: u64,
    /// Everything.
    pub summaries: u64,
}

/// Destroys what is due of a tenant.
pub(crate) async fn purge_due(
    app: &App,
    tenant: TenantId,
    in_force: &InForce,
) -> Result<Purged, Fault> {
    let mut purged = Purged::default();
    let now = app.now();
    // What goes as a whole goes first, so that no part of it is looked at.
    for _ in 0..MOST_ERASED {
        let erased = erase_one(app, tenant, in_force, now).await?;
        purged.summaries += erased;
        if erased == 0 {
            break;
        }
    }
    for class in [RetainedClass::Images, RetainedClass::Fields] {
        let mut count = 0;
        for _ in 0..MOST_BATCHES {
            let destroyed = destroy_some(app, tenant, (class, in_force), now).await?;
            count += destroyed;
            if destroyed == 0 {
                break;
            }
        }
        metrics::counter!("credence_retention_destroyed_total", "class" => class.as_str())
            .increment(count);
        match class {
            RetainedClass::Images => purged.images = count,
            RetainedClass::Fields => purged.fields = count,
            RetainedClass::Summary => {}
        }
    }
    if purged.summaries > 0 {
        app.changes.look_now();
    }
    if purged.summaries > 0 || purged.images > 0 {
        app.queue.wake();
    }
    metrics::counter!("credence_retention_destroyed_total", "class" => "summary")
        .increment(purged.summaries);
    Ok(purged)
}

/// The images or fields of up to a batch of sessions. Gives how many there were.
async fn destroy_some(
    app: &App,
    tenant: TenantId,
    (class, in_force): (RetainedClass, &InForce),
    now: DateTime<Utc>,
) -> Result<u64, Fault> {
    let mut transaction = app.pool.begin().await?;
    let due = due_now(&mut transaction, tenant, (class, in_force), (now, BATCH)).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let ids: Vec<SessionId> = due.iter().map(|session| session.id).collect();
    let mut copies = Copies::default();
    let action = match class {
        RetainedClass::Fields => {
            credence_storage::delete_session_fields(&mut transaction, tenant, &ids, now).await?;
            FIELDS_DESTROYED
        }
        RetainedClass::Images | RetainedClass::Summary => {
            copies = delete_images(&mut transaction, tenant, &due, now).await?;
            IMAGES_DESTROYED
        }
    };
    let object_count = i64::try_from(copies.objects.len()).unwrap_or(i64::MAX);
    enqueue(app, &mut transaction, tenant, copies).await?;
    for session in &due {
        let act = Act::new(tenant, Actor::System, action)
            .about(session.id)
            .with("state", session.state)
            .with_number("retention_version", in_force.version);
        append(&mut transaction, act, now).await?;
    }
    let count = i64::try_from(due.len()).unwrap_or(i64::MAX);
    let act = Act::new(tenant, Actor::System, RETENTION_APPLIED)
        .with("class", class.as_str())
        .with_number("sessions", count)
        .with_number("objects", object_count)
        .with_number("retention_version", in_force.version);
    append(&mut transaction, act, now).await?;
    transaction.commit().await?;
    Ok(u64::try_from(due.len()).unwrap_or(u64::MAX))
}

/// Erases one session, as an integrator would have it erased. Gives how many there were. One a
/// transaction: erasing appends to the audit log before a second session would be locked.
async fn erase_one(
    app: &App,
    tenant: TenantId,
    in_force: &InForce,
    now: DateTime<Utc>,
) -> Result<u64, Fault> {
    let mut transaction = app.pool.begin().await?;
    let class = RetainedClass::Summary;
    let due = due_now(&mut transaction, tenant, (class, in_force), (now, 1)).await?;
    let Some(session) = due.first() else {
        return Ok(0);
    };
    let row = credence_storage::session_by_id(&mut *transaction, tenant, session.id)
        .await?
        .ok_or(Fault::Corrupt("a session that is due"))?;
    erase(app, &mut transaction, &row, Actor::System).await?;
    let act = Act::new(tenant, Actor::System, RETENTION_APPLIED)
        .about(session.id)
        .with("class", class.as_str())
        .with("state", session.state)
        .with_number("retention_version", in_force.version);
    append(&mut transaction, act, now).await?;
    transaction.commit().await?;
    metrics::counter!("credence_sessions_erased_total").increment(1);
    Ok(1)
}

/// What the database finds due, by the policy and then by what was promised, locked, and looked at again
/// by the rules: what the two do not agree on is kept. Nothing once another policy counts, which may keep
/// it: what is due by that one goes with the next sweep.
async fn due_now(
    connection: &mut PgConnection,
    tenant: TenantId,
    (class, in_force): (RetainedClass, &InForce),
    (now, limit): (DateTime<Utc>, i64),
) -> Result<Vec<DueSession>, Fault> {
    let latest = credence_storage::retention_policy(&mut *connection, tenant).await?;
    if latest.is_none_or(|latest| latest.version != in_force.version) {
        return Ok(Vec::new());
    }
    let before = in_force.policy.due_before(class, now);
    let mut found =
        credence_storage::lock_sessions_due(&mut *connection, tenant, class, &before, limit)
            .await?;
    if found.is_empty() {
        found =
            credence_storage::lock_sessions_promised(connection, tenant, class, now, limit).await?;
    }
    let is_due = |session: &DueSession| {
        let began = (session.began_at, session.promised_days);
        let until = in_force.policy.until(session.state, class, began);
        let is_due = until.is_some_and(|until| until <= now);
        if !is_due {
            tracing::error!(session = %session.id, "found due, and is not: it is kept");
        }
        is_due
    };
    Ok(found.into_iter().filter(is_due).collect())
}

/// What lies outside the database of images whose rows are gone.
#[derive(Debug, Default)]
struct Copies {
    /// The names of objects.
    objects: Vec<String>,
    /// The requests that the DVS server keeps images and result of.
    requests: Vec<RequestId>,
}

/// Has them deleted once the transaction is committed.
async fn enqueue(
    app: &App,
    connection: &mut PgConnection,
    tenant: TenantId,
    Copies { objects, requests }: Copies,
) -> Result<(), Fault> {
    let mut jobs = Vec::new();
    if !objects.is_empty() {
        jobs.push(PurgeObjectsJob { objects }.queued(tenant)?);
    }
    if !requests.is_empty() {
        jobs.push(PurgeRequestsJob { requests }.queued(tenant)?);
    }
    for job in jobs {
        app.queue.enqueue(&mut *connection, job).await?;
    }
    Ok(())
}

/// Deletes the rows of images, and gives all copies that there may be: runs that ended without a
/// verification left pictures without a row.
async fn delete_images(
    connection: &mut PgConnection,
    tenant: TenantId,
    due: &[DueSession],
    now: DateTime<Utc>,
) -> Result<Copies, Fault> {
    let made_at: HashMap<SessionId, DateTime<Utc>> = due
        .iter()
        .map(|session| (session.id, session.created_at))
        .collect();
    let ids: Vec<SessionId> = made_at.keys().copied().collect();
    let destroyed = credence_storage::delete_session_images(connection, tenant, &ids, now).await?;
    let mut objects = destroyed.object_keys;
    let mut requests = Vec::new();
    for (session, request) in destroyed.requests {
        requests.push(request);
        if let Some(created_at) = made_at.get(&session) {
            let keys = object_keys_made_at((tenant, *created_at), request);
            objects.extend(keys.map(|key| key.to_string()));
        }
    }
    objects.sort_unstable();
    objects.dedup();
    Ok(Copies { objects, requests })
}
