//! What a fresh installation needs before anybody can use it: a tenant, keys, a first invitation.

use anyhow::{Context, Result, bail};
use chrono::TimeDelta;
use credence_app::{App, IntegratorKey, NewKey, Role, Scope};
use credence_dvs_protocol::ApiKey;
use credence_dvs_server::keys::{self, KeyKind, LicenceHost};
use credence_types::{Clock, Redacted, TenantId};
use sqlx::PgPool;
use url::Url;
use uuid::Uuid;

use crate::assemble::backend::DvsKeys;
use crate::secrets::SecretsFolder;

/// The first tenant, the only one of an installation for one organisation. Fixed, so that every process
/// of it agrees.
pub(crate) const TENANT: TenantId =
    TenantId::from_uuid(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0001));
const INTEGRATOR_KEY_FILE: &str = "integrator.key";
const DVS_PUBLIC_KEY_FILE: &str = "dvs-public.key";
const DVS_SECRET_KEY_FILE: &str = "dvs-secret.key";

/// Makes the first tenant unless it exists.
pub(crate) async fn ensure_tenant(app: &App) -> Result<()> {
    credence_app::ensure_tenant(app, TENANT, "Credence")
        .await
        .context("making the tenant")?;
    Ok(())
}

/// The tenant of this id, or the first where none is named; an unknown one is refused.
pub(crate) async fn tenant_or_first(pool: &PgPool, named: Option<Uuid>) -> Result<TenantId> {
    let Some(tenant) = named.map(TenantId::from_uuid) else {
        return Ok(TENANT);
    };
    let tenants = credence_storage::list_tenants(pool).await;
    if !tenants.context("looking for the tenant")?.contains(&tenant) {
        bail!(
            "there is no tenant {tenant}: `credence tenants list` prints those that there are, and \
             `credence tenants new --name NAME` makes another"
        );
    }
    Ok(tenant)
}

/// The tenant named, which must be there; every one without a name.
pub(crate) async fn tenant_or_all(pool: &PgPool, named: Option<Uuid>) -> Result<Vec<TenantId>> {
    if named.is_some() {
        return Ok(vec![tenant_or_first(pool, named).await?]);
    }
    let tenants = credence_storage::list_tenants(pool).await;
    tenants.context("listing the tenants")
}

/// A new integrator's key of the tenant, with these scopes, or every one where none is named.
pub(crate) async fn new_integrator_key(
    app: &App,
    tenant: TenantId,
    name: &str,
    scopes: &[Scope],
    lifetime: Option<TimeDelta>,
) -> Result<Redacted<String>> {
    let new = NewKey {
        name: name.to_owned(),
        scopes: match scopes {
            [] => Scope::ALL.to_vec(),
            named => named.to_vec(),
        },
        expires_at: lifetime.map(|lifetime| app.clock().now() + lifetime),
    };
    let made = credence_app::provide_key(app, tenant, new)
        .await
        .context("making an integrator's key")?;
    Ok(made.text)
}

/// A one-time link for a new administrator of the tenant.
pub(crate) async fn new_invitation(app: &App, tenant: TenantId) -> Result<Redacted<Url>> {
    credence_app::create_invitation(app, tenant, Role::Administrator)
        .await
        .context("making an invitation")
}

/// An invitation to the first tenant if nobody can sign in to it yet.
pub(crate) async fn first_invitation(app: &App) -> Result<Option<Redacted<Url>>> {
    if credence_app::has_administrator(app, TENANT)
        .await
        .context("looking for an administrator")?
    {
        return Ok(None);
    }
    new_invitation(app, TENANT).await.map(Some)
}

/// The key kept by the first start, or a new one where it is missing or of another database.
pub(crate) async fn kept_integrator_key(
    app: &App,
    secrets: &SecretsFolder,
) -> Result<IntegratorKey> {
    if let Some(key) = secrets
        .read(INTEGRATOR_KEY_FILE)?
        .as_deref()
        .and_then(IntegratorKey::parse)
        && credence_app::authenticate_integrator(app, &key, Scope::SessionsWrite)
            .await
            .is_ok()
    {
        return Ok(key);
    }
    let text = new_integrator_key(app, TENANT, "first start", &[], None).await?;
    secrets.write(INTEGRATOR_KEY_FILE, text.expose())?;
    IntegratorKey::parse(text.expose()).context("reading the key just made")
}

/// A new account of our DVS server with a pair of keys.
pub(crate) async fn new_dvs_keys(
    pool: &PgPool,
    clock: &dyn Clock,
    hosts: &[LicenceHost],
) -> Result<DvsKeys> {
    let account = keys::create_account(pool, clock, "integrator").await?;
    let public = keys::create_key(pool, clock, account, KeyKind::Public, hosts).await?;
    let secret = keys::create_key(pool, clock, account, KeyKind::Secret, &[]).await?;
    match (public.key, secret.key) {
        (ApiKey::Public(public), ApiKey::Secret(secret)) => Ok(DvsKeys { public, secret }),
        _ => bail!("the DVS server made a key of the wrong kind"),
    }
}

/// The DVS keys kept by the first start, or new ones where they are missing or of another database.
pub(crate) async fn kept_dvs_keys(
    pool: &PgPool,
    clock: &dyn Clock,
    secrets: &SecretsFolder,
) -> Result<DvsKeys> {
    let kept = (
        secrets.read(DVS_PUBLIC_KEY_FILE)?,
        secrets.read(DVS_SECRET_KEY_FILE)?,
    );
    if let (Some(public), Some(secret)) = kept
        && keys::authenticate(pool, &secret).await?.is_some()
        && keys::authenticate(pool, &public).await?.is_some()
        && let (Ok(public), Ok(secret)) = (public.parse(), secret.parse())
    {
        return Ok(DvsKeys { public, secret });
    }
    let made = new_dvs_keys(pool, clock, &[]).await?;
    secrets.write(DVS_PUBLIC_KEY_FILE, made.public.expose())?;
    secrets.write(DVS_SECRET_KEY_FILE, made.secret.expose())?;
    Ok(made)
}
