use chrono::{DateTime, Datelike, SubsecRound, Utc};
use credence_storage::NewIntegratorKey;
use credence_types::{ApiKeyId, Redacted, TenantId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::{Integrator, Scope};
use crate::credential::IntegratorKey;
use crate::fault::Fault;
use crate::idempotency::{Answered, IdempotencyError, Once};
use crate::idempotency_key::IdempotencyKey;

/// What a new key is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewKey {
    /// What it is called: 1 to 200 characters, no control characters.
    pub name: String,
    /// What it may be used for; at least one.
    pub scopes: Vec<Scope>,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A key that was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CreatedKey {
    /// The key's id.
    pub id: ApiKeyId,
    /// Its text; shown this once.
    pub text: Redacted<String>,
    /// What it is called.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A key could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CreateKeyError {
    /// The name is empty, too long or has a control character: 422 `invalid_name`.
    #[error("make a key: the name is empty, too long or has a control character")]
    NameMalformed,
    /// No scope is given: 422 `invalid_scopes`.
    #[error("make a key: there is no scope")]
    NoScope,
    /// The key would have ended already, or its end is no date of ours: 422 `invalid_expiry`.
    #[error("make a key: it would have ended already")]
    ExpiryPast,
    /// A key gives only what it has: 403 `scope_not_held`.
    #[error("make a key: a scope is not the caller's own")]
    ScopeNotHeld,
    /// The call comes again, and cannot be answered as before.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Makes a key of the caller's own tenant (scope `admin`). It gets no scope that the caller's key does
/// not have; it may outlive it, so that a key that ends can make its successor. Audited.
///
/// # Errors
/// When the content is refused, or the idempotency key is in use or was used for another content.
pub async fn create_key(
    app: &App,
    integrator: &Integrator,
    mut new: NewKey,
    idempotency_key: Option<IdempotencyKey>,
) -> Result<Answered<CreatedKey>, CreateKeyError> {
    new.scopes.sort_unstable();
    new.scopes.dedup();
    new.expires_at = new.expires_at.map(|end| end.trunc_subsecs(6));
    validate(integrator, &new)?;
    let tenant = integrator.tenant;
    let once = idempotency_key
        .map(|key| Once::new(tenant, key, "POST /v1/keys", &new))
        .transpose()?;
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    if let Some(once) = &once
        && let Some(before) = once.begin(app, &mut transaction).await?
    {
        return Ok(Answered::before(before));
    }
    let now = app.now();
    // Not before: a call that comes again may come after the key has ended.
    let is_past = |end: DateTime<Utc>| end <= now || end.year() > 9999;
    if new.expires_at.is_some_and(is_past) {
        return Err(CreateKeyError::ExpiryPast);
    }
    let actor = Actor::Integrator(integrator.key);
    let created = make_key(&mut transaction, tenant, actor, new, now).await?;
    if let Some(once) = &once {
        once.finish(app, &mut transaction, &created).await?;
    }
    transaction.commit().await.map_err(Fault::from)?;
    Ok(Answered::now(created))
}

fn validate(integrator: &Integrator, new: &NewKey) -> Result<(), CreateKeyError> {
    let is_name = (1..=200).contains(&new.name.chars().count());
    if !is_name || new.name.contains(char::is_control) {
        return Err(CreateKeyError::NameMalformed);
    }
    if new.scopes.is_empty() {
        return Err(CreateKeyError::NoScope);
    }
    if !new.scopes.iter().all(|scope| integrator.has(*scope)) {
        return Err(CreateKeyError::ScopeNotHeld);
    }
    Ok(())
}

/// Stores a new key and notes who made it. The caller's transaction has no further lock to take.
pub(crate) async fn make_key(
    connection: &mut PgConnection,
    tenant: TenantId,
    actor: Actor,
    new: NewKey,
    now: DateTime<Utc>,
) -> Result<CreatedKey, Fault> {
    let id = ApiKeyId::new(now);
    let (text, key) = IntegratorKey::generate(tenant, id)?;
    let scopes: Vec<String> = new.scopes.iter().map(Scope::to_string).collect();
    let row = NewIntegratorKey {
        tenant,
        id,
        name: &new.name,
        key_hash: key.hash,
        scopes: &scopes,
        created_at: now,
        expires_at: new.expires_at,
    };
    credence_storage::insert_integrator_key(&mut *connection, &row).await?;
    let act = Act::new(tenant, actor, "integrator_key_created")
        .with("key_id", id)
        .with("scopes", scopes.join(" "));
    let act = match new.expires_at {
        Some(end) => act.with("expires_at", end.to_rfc3339()),
        None => act,
    };
    append(connection, act, now).await?;
    Ok(CreatedKey {
        id,
        text,
        name: new.name,
        scopes: new.scopes,
        created_at: now,
        expires_at: new.expires_at,
    })
}
