use credence_jobs::{Job, NewJob, Outcome};
use credence_objects::ObjectKey;
use credence_storage::{SessionRow, SessionState};
use credence_types::{ErrorChain, RequestId, SessionId, TenantId};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::backups::forget_in_backups;
use crate::fault::Fault;
use crate::verification::object_keys_of;

/// The kind of the jobs that delete the objects of an erased session.
pub(crate) const DELETE_OBJECTS: &str = "delete_objects";

/// What a job is about: ids only, of which the objects' names are made.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeleteObjectsJob {
    pub(crate) session: SessionId,
    pub(crate) objects: Vec<String>,
    /// Every request that was handed in for it.
    #[serde(default)]
    pub(crate) requests: Vec<RequestId>,
}

impl DeleteObjectsJob {
    pub(crate) fn queued(&self, tenant: TenantId) -> Result<NewJob, Fault> {
        Ok(NewJob {
            tenant,
            kind: DELETE_OBJECTS,
            payload: serde_json::to_value(self).map_err(|_| Fault::Corrupt("a job"))?,
            // It is postponed and never buried.
            max_attempts: 1,
            dedupe_key: Some(format!("{DELETE_OBJECTS}:{tenant}:{}", self.session)),
        })
    }
}

/// Works one `delete_objects` job, again and again until the objects are gone.
pub(crate) async fn delete_objects(app: &App, job: &Job) -> Outcome {
    let Ok(what) = serde_json::from_value::<DeleteObjectsJob>(job.payload.clone()) else {
        tracing::error!(job = %job.id, "a delete_objects job is malformed");
        return Outcome::Failed("malformed");
    };
    match work(app, job, &what).await {
        Ok(()) => Outcome::Settled,
        Err(fault) => {
            tracing::warn!(job = %job.id, error = %ErrorChain(&fault), "delete objects");
            Outcome::Postponed("object_store")
        }
    }
}

async fn work(app: &App, job: &Job, what: &DeleteObjectsJob) -> Result<(), Fault> {
    delete_all(app, &what.objects).await?;
    forget_in_backups(app, what.session, &what.requests).await?;
    let mut connection = app.pool.acquire().await?;
    app.queue.complete(&mut connection, job).await?;
    Ok(())
}

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
