use credence_dvs_client::DvsError;
use credence_jobs::{Job, NewJob, Outcome};
use credence_types::{ErrorChain, RequestId, TenantId};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::endless_job::endless_job;
use crate::fault::Fault;

/// The kind of the jobs that have the DVS server destroy its copies of images whose time is over. A kind of
/// its own: a server that is away holds up no object, and an earlier build leaves it to a later one.
pub(crate) const PURGE_REQUESTS: &str = "purge_requests";

/// What a job is about: ids only.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PurgeRequestsJob {
    pub(super) requests: Vec<RequestId>,
}

impl PurgeRequestsJob {
    pub(super) fn queued(&self, tenant: TenantId) -> Result<NewJob, Fault> {
        endless_job(tenant, (PURGE_REQUESTS, None), self)
    }
}

/// Works one `purge_requests` job, again and again until the DVS server has answered for each request.
pub(crate) async fn purge_requests(app: &App, job: &Job) -> Outcome {
    let Ok(what) = serde_json::from_value::<PurgeRequestsJob>(job.payload.clone()) else {
        tracing::error!(job = %job.id, "a purge_requests job is malformed");
        return Outcome::Failed("malformed");
    };
    if let Err(error) = erase_all(app, &what.requests).await {
        tracing::warn!(job = %job.id, error = %ErrorChain(&error), "erase requests at DVS");
        return Outcome::Postponed("dvs");
    }
    match complete(app, job).await {
        Ok(()) => Outcome::Settled,
        Err(fault) => {
            tracing::warn!(job = %job.id, error = %ErrorChain(&fault), "end a purge_requests job");
            Outcome::Postponed("database")
        }
    }
}

/// A server that knows no erasure keeps its copies as long as its own retention says: asking again would
/// change nothing.
async fn erase_all(app: &App, requests: &[RequestId]) -> Result<(), DvsError> {
    for request in requests {
        app.dvs.erase(*request).await?;
    }
    Ok(())
}

async fn complete(app: &App, job: &Job) -> Result<(), Fault> {
    let mut connection = app.pool.acquire().await?;
    app.queue.complete(&mut connection, job).await?;
    Ok(())
}
