use credence_jobs::NewJob;
use credence_types::{RequestId, SessionId, TenantId};
use serde::{Deserialize, Serialize};

use crate::fault::Fault;

/// The kind of the jobs that verify a submission.
pub(crate) const VERIFY: &str = "verify";

/// What a job is about: ids only, since the queue keeps them in clear.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VerifyJob {
    pub(crate) session: SessionId,
    pub(crate) dvs_request: RequestId,
}

impl VerifyJob {
    /// What at most one job of a request has in the queue.
    pub(crate) fn dedupe_key(tenant: TenantId, request: RequestId) -> String {
        format!("{VERIFY}:{tenant}:{request}")
    }

    pub(crate) fn queued(&self, tenant: TenantId, max_attempts: u32) -> Result<NewJob, Fault> {
        Ok(NewJob {
            tenant,
            kind: VERIFY,
            payload: serde_json::to_value(self).map_err(|_| Fault::Corrupt("a job"))?,
            max_attempts,
            dedupe_key: Some(Self::dedupe_key(tenant, self.dvs_request)),
        })
    }
}
