use credence_types::{ApiKeyId, Redacted, TenantId};
use url::Url;

use crate::app::App;
use crate::authenticate::{Role, Scope};
use crate::fault::Fault;

/// Makes the tenant unless there is one of that id. Returns whether it was made.
///
/// # Errors
/// When the database is out of reach.
pub async fn ensure_tenant(app: &App, tenant: TenantId, name: &str) -> Result<bool, Fault> {
    todo!()
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
    todo!()
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
    todo!()
}

/// Whether anybody can sign in to the tenant's console.
///
/// # Errors
/// When the database is out of reach.
pub async fn has_administrator(app: &App, tenant: TenantId) -> Result<bool, Fault> {
    todo!()
}
