use chrono::{DateTime, Utc};
use credence_storage::ListedKeyRow;
use credence_types::ApiKeyId;

use crate::app::App;
use crate::authenticate::{Integrator, Scope};
use crate::fault::Fault;

/// More keys than this are not listed: the newest count.
const MOST_LISTED: u32 = 1000;

/// A key, without its text, which nobody has.
#[derive(Debug, Clone)]
pub struct KeyLine {
    /// The key's id.
    pub id: ApiKeyId,
    /// What it is called.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it was last used; up to two minutes behind.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// The newest 1,000 keys of the caller's tenant, ended ones among them (scope `admin`).
///
/// # Errors
/// When the database is out of reach.
pub async fn list_keys(app: &App, integrator: &Integrator) -> Result<Vec<KeyLine>, Fault> {
    let rows =
        credence_storage::list_integrator_keys(&app.pool, integrator.tenant, MOST_LISTED).await?;
    Ok(rows.into_iter().map(line).collect())
}

fn line(row: ListedKeyRow) -> KeyLine {
    let scopes = row.scopes.iter().filter_map(|name| Scope::parse(name));
    KeyLine {
        id: ApiKeyId::from_uuid(row.id),
        name: row.name,
        scopes: scopes.collect(),
        created_at: row.created_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
        last_used_at: row.last_used_at,
    }
}
