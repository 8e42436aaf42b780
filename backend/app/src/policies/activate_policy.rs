use credence_types::hex;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::fault::Fault;
use crate::policies::document::{attests_beyond, policy_of};
use crate::policies::read_policies::{PolicyView, ReadPolicyError, chosen_policy};

/// A policy was not activated.
#[derive(Debug, thiserror::Error)]
pub enum ActivatePolicyError {
    /// There is none of that version: 404.
    #[error("activate a policy: there is none of that version")]
    NotFound,
    /// It attests what only the operator can answer for, and the operator's policy does not (any more):
    /// 422 `unsafe_policy`.
    #[error("activate a policy: it attests what only the operator can answer for")]
    Attestation,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Has the tenant's sessions decided under this policy from now on (scope `admin`); a verification
/// that is being settled at this moment may still be decided under the one before, and names it.
/// The installation's own counts again when it is chosen. Audited; a repetition changes nothing.
///
/// # Errors
/// When there is none of that version.
pub async fn activate_policy(
    app: &App,
    integrator: &Integrator,
    version: &str,
) -> Result<PolicyView, ActivatePolicyError> {
    let tenant = integrator.tenant;
    let now = app.now();
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let mut chosen = chosen_policy(app, &mut transaction, integrator, version).await?;
    if attests_beyond(&policy_of(&chosen.document)?, &app.policy) {
        return Err(ActivatePolicyError::Attestation);
    }
    let is_switched = if chosen.line.is_installations {
        credence_storage::delete_active_policy(&mut *transaction, tenant).await
    } else {
        let name = (version, chosen.document_sha256.as_slice());
        let key = integrator.key;
        credence_storage::set_active_policy(&mut *transaction, tenant, name, key, now).await
    };
    chosen.line.is_active = true;
    if !is_switched.map_err(Fault::from)? {
        return Ok(chosen);
    }
    let act = Act::new(
        tenant,
        Actor::Integrator(integrator.key),
        "policy_activated",
    )
    .with("policy_version", version)
    .with("policy_sha256", hex(&chosen.document_sha256));
    append(&mut transaction, act, now).await?;
    transaction.commit().await.map_err(Fault::from)?;
    Ok(chosen)
}

impl From<ReadPolicyError> for ActivatePolicyError {
    fn from(error: ReadPolicyError) -> Self {
        match error {
            ReadPolicyError::NotFound => Self::NotFound,
            ReadPolicyError::Fault(fault) => Self::Fault(fault),
        }
    }
}
