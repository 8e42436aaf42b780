use credence_storage::{NewIntegratorKey, NewInvitation};
use credence_types::{ApiKeyId, Redacted, TenantId};
use url::Url;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::{Role, Scope};
use crate::credential::{IntegratorKey, InvitationToken};
use crate::fault::Fault;

/// Makes the tenant unless there is one of that id. Returns whether it was made.
///
/// # Errors
/// When the database is out of reach.
pub async fn ensure_tenant(app: &App, tenant: TenantId, name: &str) -> Result<bool, Fault> {
    let now = app.now();
    let mut transaction = app.pool.begin().await?;
    let is_new = credence_storage::insert_tenant(&mut *transaction, tenant, name, now).await?;
    if is_new {
        let act = Act::new(tenant, Actor::System, "tenant_created");
        append(&mut transaction, act, now).await?;
    }
    transaction.commit().await?;
    Ok(is_new)
}

/// Makes a key for an integrator; its text is shown this once.
///
/// # Errors
/// When the database is out of reach.
pub async fn create_integrator_key(
    app: &App,
    tenant: TenantId,
    name: &str,
    scopes: &[Scope],
) -> Result<(ApiKeyId, Redacted<String>), Fault> {
    let now = app.now();
    let id = ApiKeyId::new(now);
    let (text, key) = IntegratorKey::generate(tenant, id)?;
    let scopes: Vec<String> = scopes
        .iter()
        .map(|scope| scope.as_str().to_owned())
        .collect();
    let new = NewIntegratorKey {
        tenant,
        id,
        name,
        key_hash: key.hash,
        scopes: &scopes,
        created_at: now,
    };
    let mut transaction = app.pool.begin().await?;
    credence_storage::insert_integrator_key(&mut *transaction, &new).await?;
    let act = Act::new(tenant, Actor::System, "integrator_key_created")
        .with("key_id", id)
        .with("scopes", scopes.join(" "));
    append(&mut transaction, act, now).await?;
    transaction.commit().await?;
    Ok((id, text))
}

/// Makes a one-time link by which somebody joins the console; shown this once.
///
/// # Errors
/// When the database is out of reach.
pub async fn create_invitation(
    app: &App,
    tenant: TenantId,
    role: Role,
) -> Result<Redacted<Url>, Fault> {
    let now = app.now();
    let (text, token) = InvitationToken::generate(tenant)?;
    let new = NewInvitation {
        tenant,
        token_hash: token.hash,
        role: role.as_str(),
        created_at: now,
        expires_at: now + app.config.invitation_ttl,
    };
    let mut transaction = app.pool.begin().await?;
    credence_storage::insert_invitation(&mut *transaction, &new).await?;
    let act = Act::new(tenant, Actor::System, "invitation_created").with("role", role.as_str());
    append(&mut transaction, act, now).await?;
    transaction.commit().await?;
    let fragment = format!("invitation={}", text.expose());
    Ok(Redacted::new(app.config.page("review", &fragment)))
}

/// Whether anybody can sign in to the tenant's console.
///
/// # Errors
/// When the database is out of reach.
pub async fn has_administrator(app: &App, tenant: TenantId) -> Result<bool, Fault> {
    Ok(credence_storage::tenant_has_administrator(&app.pool, tenant).await?)
}
