//! The end of an erasure: the last copy goes, then the receipt is written, in this order.

use credence_dvs_client::{DvsError, RequestErasure};
use credence_jobs::Job;
use credence_storage::{CompletedErasure, ErasureRow};
use credence_types::{RequestId, SessionId, TenantId};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::backups::forget_in_backups;
use crate::erasure::erase::SESSION_ERASED;
use crate::erasure::job::ErasureJob;
use crate::erasure::objects::{delete_all, delete_objects_of};
use crate::erasure::receipt_claims::{Claims, DvsClaim, MEDIA_TYPE};
use crate::events::{self, EventType};
use crate::fault::Fault;
use crate::verification::VerifyJob;

/// How far an erasure has come.
pub(super) enum Completion {
    /// The receipt is written, or was before.
    Done,
    /// A worker that had begun with a submission may still put pictures into the store.
    VerificationRuns,
    /// Whether the DVS server's copies are gone is not known.
    DvsAway(DvsError),
}

/// Goes as far as it can. Every step may be repeated.
pub(super) async fn complete(app: &App, job: &Job, what: &ErasureJob) -> Result<Completion, Fault> {
    let (tenant, session) = (job.tenant, what.session);
    let requests = credence_storage::list_requests_by_session(&app.pool, tenant, session).await?;
    // First, so that whatever it put there lies there when the objects are deleted.
    if is_verified_now(app, tenant, &requests).await? {
        return Ok(Completion::VerificationRuns);
    }
    delete_all(app, &what.objects).await?;
    for request in &requests {
        delete_objects_of(app, tenant, session, *request).await?;
    }
    // Neither waits for the other: backups out of reach keep no pictures at the DVS server.
    let told = erase_at_dvs(app, &requests).await;
    forget_in_backups(app, session, &requests).await?;
    let dvs = match told {
        Ok(dvs) => dvs,
        Err(error) => return Ok(Completion::DvsAway(error)),
    };
    let row = credence_storage::erasure_by_session(&app.pool, tenant, session).await?;
    match row.filter(|row| row.completed.is_none()) {
        Some(row) => settle(app, job, (session, &row), dvs).await?,
        // Finished before, or queued by a build that wrote no receipts.
        None => {
            let mut connection = app.pool.acquire().await?;
            app.queue.complete(&mut connection, job).await?;
        }
    }
    Ok(Completion::Done)
}

async fn erase_at_dvs(app: &App, requests: &[RequestId]) -> Result<DvsClaim, DvsError> {
    let mut dvs = DvsClaim::default();
    for request in requests {
        match app.dvs.erase(*request).await? {
            RequestErasure::Destroyed => dvs.destroyed += 1,
            RequestErasure::VendorRetention => dvs.vendor_retention += 1,
        }
    }
    Ok(dvs)
}

/// Whether a verification of one of the requests waits or runs. One that waits is due now: it finds the
/// session erased and goes.
async fn is_verified_now(
    app: &App,
    tenant: TenantId,
    requests: &[RequestId],
) -> Result<bool, Fault> {
    let keys: Vec<String> = requests
        .iter()
        .map(|request| VerifyJob::dedupe_key(tenant, *request))
        .collect();
    if !app.queue.holds_any(tenant, &keys).await? {
        return Ok(false);
    }
    let mut connection = app.pool.acquire().await?;
    for key in &keys {
        app.queue.hasten(&mut connection, tenant, key).await?;
    }
    Ok(true)
}

/// Writes the receipt, tells of it and ends the job, in one transaction.
async fn settle(
    app: &App,
    job: &Job,
    (session, row): (SessionId, &ErasureRow),
    dvs: DvsClaim,
) -> Result<(), Fault> {
    let (tenant, now) = (job.tenant, app.now());
    let audit =
        credence_storage::audit_of_erasure(&app.pool, tenant, session, SESSION_ERASED).await?;
    let claims = Claims::new(app, (tenant, session), row, (dvs, audit.as_ref()), now)?;
    // The key that signs and the one that is kept beside the receipt are of one moment.
    let keys = app.signing.current(app).await?;
    let receipt = keys.signing.sign(MEDIA_TYPE, &claims)?;
    let key = keys
        .signing_public()
        .ok_or(Fault::Corrupt("the signing key in use"))?;
    let receipt_key = serde_json::to_value(key).map_err(|_| Fault::Corrupt("a public key"))?;
    let completed = CompletedErasure {
        at: now,
        receipt_key,
        receipt,
    };
    let mut transaction = app.pool.begin().await?;
    let connection = &mut *transaction;
    credence_storage::set_session_erasure_completed(&mut *connection, tenant, session, now).await?;
    let is_ours =
        credence_storage::set_erasure_completed(&mut *connection, tenant, session, &completed)
            .await?
            && app.queue.complete(&mut *connection, job).await?;
    if !is_ours {
        // Another worker has the job, or had it.
        return Ok(());
    }
    let (about, event) = ((tenant, session), EventType::SessionErasureCompleted);
    events::record(app, &mut *connection, about, event, now).await?;
    let act = Act::new(tenant, Actor::System, "erasure_completed")
        .about(session)
        .with("dvs", dvs.words())
        .with_number("dvs_requests_destroyed", dvs.destroyed)
        .with_number("dvs_requests_with_vendor_retention", dvs.vendor_retention);
    append(connection, act, now).await?;
    transaction.commit().await?;
    app.changes.look_now();
    let took = (now - row.erased_at).to_std().unwrap_or_default();
    metrics::histogram!("credence_erasure_seconds").record(took.as_secs_f64());
    tracing::info!(%session, "an erasure is complete");
    Ok(())
}
