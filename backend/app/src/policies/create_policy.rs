use credence_storage::PolicyRow;
use sqlx::PgConnection;

use credence_types::hex;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::fault::Fault;
use crate::idempotency::{Answered, IdempotencyError, Once};
use crate::idempotency_key::IdempotencyKey;
use crate::policies::document::{PolicyDocumentError, attests_beyond, parse_policy};
use crate::policies::read_policies::{INSTALLATION, MOST_POLICIES, PolicyView};
use crate::policies::{document_hash, document_of};

/// A policy was not made.
#[derive(Debug, thiserror::Error)]
pub enum CreatePolicyError {
    /// Its document was refused: 422.
    #[error(transparent)]
    Document(#[from] PolicyDocumentError),
    /// It attests what only the operator can answer for: 422 `unsafe_policy`.
    #[error("make a policy: it attests what only the operator can answer for")]
    Attestation,
    /// There is one of that version, or it is the name of the installation's own: 409 `policy_exists`.
    #[error("make a policy: there is one of that version")]
    Exists,
    /// The tenant has as many as are kept: 409 `too_many_policies`.
    #[error("make a policy: the tenant has as many as are kept")]
    TooMany,
    /// The call comes again, and cannot be answered as before.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Makes a policy from its JSON (scope `admin`). It counts once it is activated. Audited.
///
/// # Errors
/// When the document is refused, the version is taken, there are too many, or the idempotency key is
/// in use or was used for another document.
pub async fn create_policy(
    app: &App,
    integrator: &Integrator,
    json: &[u8],
    idempotency_key: Option<IdempotencyKey>,
) -> Result<Answered<PolicyView>, CreatePolicyError> {
    let policy = parse_policy(json)?;
    if attests_beyond(&policy, &app.policy) {
        return Err(CreatePolicyError::Attestation);
    }
    let document = document_of(&policy)?;
    let tenant = integrator.tenant;
    let once = idempotency_key
        .map(|key| Once::new(tenant, key, "POST /v1/policies", &document))
        .transpose()?;
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    if let Some(once) = &once
        && let Some(before) = once.begin(app, &mut transaction).await?
    {
        return Ok(Answered::before(before));
    }
    let is_reserved = policy.version.eq_ignore_ascii_case(INSTALLATION);
    if is_reserved || policy.version == app.policy.version {
        return Err(CreatePolicyError::Exists);
    }
    let row = PolicyRow {
        version: policy.version,
        document_sha256: document_hash(&document)?.to_vec(),
        document,
        is_installations: false,
        created_by: Some(integrator.key),
        created_at: app.now(),
    };
    keep(&mut transaction, integrator, &row).await?;
    let made = PolicyView::kept(row, false);
    if let Some(once) = &once {
        once.finish(app, &mut transaction, &made).await?;
    }
    transaction.commit().await.map_err(Fault::from)?;
    Ok(Answered::now(made))
}

/// Stores a policy if there is room for it, and notes who made it.
async fn keep(
    connection: &mut PgConnection,
    integrator: &Integrator,
    row: &PolicyRow,
) -> Result<(), CreatePolicyError> {
    let tenant = integrator.tenant;
    // Two that are made at the same time are not both the last there may be.
    credence_storage::lock_tenant(&mut *connection, tenant)
        .await
        .map_err(Fault::from)?;
    let others = credence_storage::count_policies(&mut *connection, tenant)
        .await
        .map_err(Fault::from)?;
    if others >= MOST_POLICIES.into() {
        return Err(CreatePolicyError::TooMany);
    }
    let is_new = credence_storage::insert_policy(&mut *connection, tenant, row)
        .await
        .map_err(Fault::from)?;
    if !is_new {
        return Err(CreatePolicyError::Exists);
    }
    let act = Act::new(tenant, Actor::Integrator(integrator.key), "policy_created")
        .with("policy_version", &row.version)
        .with("policy_sha256", hex(&row.document_sha256));
    Ok(append(connection, act, row.created_at).await?)
}
