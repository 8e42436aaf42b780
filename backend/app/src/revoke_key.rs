use credence_types::ApiKeyId;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::fault::Fault;

/// A key could not be revoked.
#[derive(Debug, thiserror::Error)]
pub enum RevokeKeyError {
    /// There is none of that id, or it is another tenant's: 404.
    #[error("revoke a key: there is none of that id")]
    NotFound,
    /// It is the one that calls: 409 `key_in_use`.
    #[error("revoke a key: it is the one that calls")]
    OwnKey,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Ends a key of the caller's tenant at once (scope `admin`); one that has ended stays as it is. A key
/// cannot end itself, so whoever changes keys holds a working successor first and is never locked out.
/// Audited.
///
/// # Errors
/// When there is none of that id, or it is the caller's own.
pub async fn revoke_key(
    app: &App,
    integrator: &Integrator,
    key: ApiKeyId,
) -> Result<(), RevokeKeyError> {
    if key == integrator.key {
        return Err(RevokeKeyError::OwnKey);
    }
    let tenant = integrator.tenant;
    credence_storage::integrator_key_by_id(&app.pool, tenant, key)
        .await
        .map_err(Fault::from)?
        .ok_or(RevokeKeyError::NotFound)?;
    let now = app.now();
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let is_revoked =
        credence_storage::set_integrator_key_revoked(&mut *transaction, tenant, key, now)
            .await
            .map_err(Fault::from)?;
    if is_revoked {
        let actor = Actor::Integrator(integrator.key);
        let act = Act::new(tenant, actor, "integrator_key_revoked").with("key_id", key);
        append(&mut transaction, act, now).await?;
    }
    transaction.commit().await.map_err(Fault::from)?;
    Ok(())
}
