use credence_storage::NewInvitation;
use credence_types::{ApiKeyId, Redacted, TenantId};
use url::Url;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::{Role, Scope};
use crate::create_key::{CreatedKey, NewKey, make_key};
use crate::credential::InvitationToken;
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

/// Makes a key for an integrator that does not end by itself; its text is shown this once.
///
/// # Errors
/// When the database is out of reach.
pub async fn create_integrator_key(
    app: &App,
    tenant: TenantId,
    name: &str,
    scopes: &[Scope],
) -> Result<(ApiKeyId, Redacted<String>), Fault> {
    let new = NewKey {
        name: name.to_owned(),
        scopes: scopes.to_vec(),
        expires_at: None,
    };
    let made = provide_key(app, tenant, new).await?;
    Ok((made.id, made.text))
}

/// Makes a key for an integrator as the operator wants it.
///
/// # Errors
/// When the database is out of reach.
pub async fn provide_key(app: &App, tenant: TenantId, new: NewKey) -> Result<CreatedKey, Fault> {
    let mut transaction = app.pool.begin().await?;
    let made = make_key(&mut transaction, tenant, Actor::System, new, app.now()).await?;
    transaction.commit().await?;
    Ok(made)
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
