use credence_jobs::NewJob;
use credence_types::TenantId;
use serde::Serialize;

use crate::fault::Fault;

/// A job that is put off for as long as it takes and never buried: what it destroys must go.
pub(crate) fn endless_job(
    tenant: TenantId,
    (kind, dedupe_key): (&'static str, Option<String>),
    about: &impl Serialize,
) -> Result<NewJob, Fault> {
    Ok(NewJob {
        tenant,
        kind,
        payload: serde_json::to_value(about).map_err(|_| Fault::Corrupt("a job"))?,
        max_attempts: 1,
        dedupe_key,
    })
}
