use credence_storage::{RetentionPolicyRow, SessionRow};
use credence_types::TenantId;
use serde::Deserialize;
use serde_json::Value;

use crate::app::App;
use crate::fault::Fault;
use crate::policies::document_hash;
use crate::retention::change::{RetentionChange, take_up_installations};
use crate::retention::policy::RetentionPolicy;

/// The retention policy that counts for a tenant.
#[derive(Debug, Clone)]
pub(crate) struct InForce {
    pub(crate) policy: RetentionPolicy,
    pub(crate) version: i64,
}

/// What counts for the tenant, and whether a change of the installation's waits for somebody to confirm
/// it. A tenant without a policy of its own takes up the installation's here, unless that would destroy
/// anything at once.
pub(crate) async fn in_force_or_taken_up(
    app: &App,
    tenant: TenantId,
) -> Result<(Option<InForce>, bool), Fault> {
    let row = credence_storage::retention_policy(&app.pool, tenant).await?;
    let (_, hash) = document_and_hash(&app.config.retention)?;
    let is_settled = row
        .as_ref()
        .is_some_and(|row| !row.is_installations || row.document_sha256 == hash);
    if !is_settled {
        match take_up_installations(app, tenant).await? {
            RetentionChange::InForce(view) => {
                let version = view.version.unwrap_or(0);
                let policy = view.policy;
                return Ok((Some(InForce { policy, version }), false));
            }
            RetentionChange::Unconfirmed(_) => {}
        }
    }
    let in_force = row.map(|row| InForce::of(&row)).transpose()?;
    Ok((in_force, !is_settled))
}

impl InForce {
    fn of(row: &RetentionPolicyRow) -> Result<Self, Fault> {
        Ok(Self {
            policy: kept_policy(&row.document)?,
            version: row.version,
        })
    }
}

/// The policy that counts for a session.
pub(crate) fn policy_of(app: &App, row: &SessionRow) -> Result<RetentionPolicy, Fault> {
    let own = row.retention.as_ref().map(kept_policy).transpose()?;
    Ok(own.unwrap_or_else(|| app.config.retention.clone()))
}

/// The policy that counts for a tenant.
pub(crate) async fn policy_of_tenant(
    app: &App,
    tenant: TenantId,
) -> Result<RetentionPolicy, Fault> {
    let row = credence_storage::retention_policy(&app.pool, tenant).await?;
    let own = row.map(|row| kept_policy(&row.document)).transpose()?;
    Ok(own.unwrap_or_else(|| app.config.retention.clone()))
}

/// A retention policy that was kept.
pub(super) fn kept_policy(document: &Value) -> Result<RetentionPolicy, Fault> {
    RetentionPolicy::deserialize(document).map_err(|_| Fault::Corrupt("a retention policy"))
}

/// The policy as it is kept, and the hash of that.
pub(super) fn document_and_hash(policy: &RetentionPolicy) -> Result<(Value, Vec<u8>), Fault> {
    let document =
        serde_json::to_value(policy).map_err(|_| Fault::Corrupt("a retention policy"))?;
    let hash = document_hash(&document)?.to_vec();
    Ok((document, hash))
}
