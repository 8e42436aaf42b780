use credence_storage::PolicyRow;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::credential::hex;
use crate::fault::Fault;
use crate::policies::document::{PolicyDocumentError, parse_policy};
use crate::policies::read_policies::{MOST_POLICIES, PolicyView};
use crate::policies::{document_hash, document_of};

/// A policy was not made.
#[derive(Debug, thiserror::Error)]
pub enum CreatePolicyError {
    /// Its document was refused: 422.
    #[error(transparent)]
    Document(#[from] PolicyDocumentError),
    /// There is one of that version: 409 `policy_exists`.
    #[error("make a policy: there is one of that version")]
    Exists,
    /// The tenant has as many as are kept: 409 `too_many_policies`.
    #[error("make a policy: the tenant has as many as are kept")]
    TooMany,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Makes a policy from its JSON (scope `admin`). It counts once it is activated. Audited.
///
/// # Errors
/// When the document is refused, the version is taken, or there are too many.
pub async fn create_policy(
    app: &App,
    integrator: &Integrator,
    json: &[u8],
) -> Result<PolicyView, CreatePolicyError> {
    let policy = parse_policy(json)?;
    if policy.version == app.policy.version {
        return Err(CreatePolicyError::Exists);
    }
    let document = document_of(&policy)?;
    let now = app.now();
    let row = PolicyRow {
        version: policy.version,
        document_sha256: document_hash(&document)?.to_vec(),
        document,
        is_installations: false,
        created_by: Some(integrator.key),
        created_at: now,
    };
    let tenant = integrator.tenant;
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let made = credence_storage::count_policies(&mut *transaction, tenant)
        .await
        .map_err(Fault::from)?;
    if made >= MOST_POLICIES.into() {
        return Err(CreatePolicyError::TooMany);
    }
    let is_new = credence_storage::insert_policy(&mut *transaction, tenant, &row)
        .await
        .map_err(Fault::from)?;
    if !is_new {
        return Err(CreatePolicyError::Exists);
    }
    let act = Act::new(tenant, Actor::Integrator(integrator.key), "policy_created")
        .with("policy_version", &row.version)
        .with("policy_sha256", hex(&row.document_sha256));
    append(&mut transaction, act, now).await?;
    transaction.commit().await.map_err(Fault::from)?;
    Ok(PolicyView::kept(row, false))
}
