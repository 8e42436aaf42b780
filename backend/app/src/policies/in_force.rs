use chrono::{DateTime, Utc};
use credence_trust::Policy;
use credence_types::TenantId;
use sqlx::PgConnection;

use crate::app::App;
use crate::fault::Fault;
use crate::policies::{document_hash, document_of, policy_of};

/// The policy that a decision is taken under, kept under that hash.
pub(crate) struct PolicyInForce {
    pub(crate) policy: Policy,
    pub(crate) document_sha256: Vec<u8>,
}

/// The policy that counts for the tenant now. The installation's own is kept first, so that a replay
/// finds it whatever the operator's file says then.
pub(crate) async fn policy_in_force(
    app: &App,
    connection: &mut PgConnection,
    tenant: TenantId,
    now: DateTime<Utc>,
) -> Result<PolicyInForce, Fault> {
    if let Some(row) = credence_storage::active_policy(&mut *connection, tenant).await? {
        return Ok(PolicyInForce {
            policy: policy_of(&row.document)?,
            document_sha256: row.document_sha256,
        });
    }
    let document = document_of(&app.policy)?;
    let hash = document_hash(&document)?;
    let name = (app.policy.version.as_str(), hash.as_slice());
    credence_storage::insert_installation_policy(connection, tenant, name, &document, now).await?;
    Ok(PolicyInForce {
        policy: app.policy.clone(),
        document_sha256: hash.to_vec(),
    })
}
