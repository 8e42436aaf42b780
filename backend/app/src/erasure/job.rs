use chrono::TimeDelta;
use credence_jobs::{Job, NewJob, Outcome};
use credence_storage::ActorKind;
use credence_types::{ErrorChain, SessionId, TenantId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::app::App;
use crate::endless_job::endless_job;
use crate::erasure::complete::{Completion, complete};
use crate::fault::Fault;

/// The kind of the jobs that finish erasures.
pub(crate) const FINISH_ERASURE: &str = "finish_erasure";
/// The kind that earlier builds queued, which is worked the same way.
pub(crate) const DELETE_OBJECTS: &str = "delete_objects";

/// How soon to look again whether a verification that was under way has come to its end.
const VERIFICATION_ENDS: TimeDelta = TimeDelta::seconds(1);
/// How soon to try again what was out of reach. Steady, so that an erasure is finished soon after the
/// trouble is over, however long it took.
const TROUBLE_ENDS: TimeDelta = TimeDelta::seconds(15);

/// What a job is about: ids only, of which the objects' names are made.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ErasureJob {
    pub(crate) session: SessionId,
    pub(crate) objects: Vec<String>,
}

impl ErasureJob {
    pub(super) fn queued(&self, tenant: TenantId) -> Result<NewJob, Fault> {
        let dedupe_key = format!("{FINISH_ERASURE}:{tenant}:{}", self.session);
        endless_job(tenant, (FINISH_ERASURE, Some(dedupe_key)), self)
    }
}

/// Has the last copies of a session searched for that a restored backup brought back and that was
/// erased again in it, with a receipt of its own in the end.
pub(crate) async fn erase_again(
    app: &App,
    connection: &mut PgConnection,
    (tenant, session): (TenantId, SessionId),
) -> Result<(), Fault> {
    let (counts, now) = (serde_json::json!({}), app.now());
    let (about, asked_by) = ((tenant, session), ActorKind::System);
    credence_storage::insert_erasure(&mut *connection, about, asked_by, &counts, now).await?;
    let job = ErasureJob {
        session,
        objects: Vec::new(),
    };
    app.queue.enqueue(connection, job.queued(tenant)?).await?;
    Ok(())
}

/// Works one `finish_erasure` job, again and again until the last copy is gone.
pub(crate) async fn finish_erasure(app: &App, job: &Job) -> Outcome {
    let Ok(what) = serde_json::from_value::<ErasureJob>(job.payload.clone()) else {
        tracing::error!(job = %job.id, "a finish_erasure job is malformed");
        return Outcome::Failed("malformed");
    };
    let wait = match complete(app, job, &what).await {
        Ok(Completion::Done) => return Outcome::Settled,
        Ok(Completion::VerificationRuns) => VERIFICATION_ENDS,
        Ok(Completion::DvsAway(error)) => {
            let (session, error) = (what.session, ErrorChain(&error));
            tracing::warn!(%session, %error, "erase a request at DVS");
            TROUBLE_ENDS
        }
        Err(fault) => {
            tracing::warn!(job = %job.id, error = %ErrorChain(&fault), "finish an erasure");
            TROUBLE_ENDS
        }
    };
    match put_off(app, job, wait).await {
        Ok(()) => Outcome::Settled,
        Err(fault) => {
            tracing::warn!(job = %job.id, error = %ErrorChain(&fault), "put an erasure off");
            Outcome::Postponed("database")
        }
    }
}

async fn put_off(app: &App, job: &Job, wait: TimeDelta) -> Result<(), Fault> {
    let mut connection = app.pool.acquire().await?;
    let at = app.now() + wait;
    app.queue.run_again_at(&mut connection, job, at).await?;
    Ok(())
}
