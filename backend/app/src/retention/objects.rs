use credence_jobs::{Job, NewJob, Outcome};
use credence_types::{ErrorChain, TenantId};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::endless_job::endless_job;
use crate::erasure::delete_all;
use crate::fault::Fault;

/// The kind of the jobs that delete the objects of images whose time is over.
pub(crate) const PURGE_OBJECTS: &str = "purge_objects";

/// What a job is about: names, which are made of ids only.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PurgeObjectsJob {
    pub(super) objects: Vec<String>,
}

impl PurgeObjectsJob {
    pub(super) fn queued(&self, tenant: TenantId) -> Result<NewJob, Fault> {
        endless_job(tenant, (PURGE_OBJECTS, None), self)
    }
}

/// Works one `purge_objects` job, again and again until the objects are gone.
pub(crate) async fn purge_objects(app: &App, job: &Job) -> Outcome {
    let Ok(what) = serde_json::from_value::<PurgeObjectsJob>(job.payload.clone()) else {
        tracing::error!(job = %job.id, "a purge_objects job is malformed");
        return Outcome::Failed("malformed");
    };
    match work(app, job, &what).await {
        Ok(()) => Outcome::Settled,
        Err(fault) => {
            tracing::warn!(job = %job.id, error = %ErrorChain(&fault), "delete objects of images");
            Outcome::Postponed("object_store")
        }
    }
}

async fn work(app: &App, job: &Job, what: &PurgeObjectsJob) -> Result<(), Fault> {
    delete_all(app, &what.objects).await?;
    let mut connection = app.pool.acquire().await?;
    app.queue.complete(&mut connection, job).await?;
    Ok(())
}
