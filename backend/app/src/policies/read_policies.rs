use chrono::{DateTime, Utc};
use credence_storage::PolicyRow;
use credence_trust::Policy;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::PgConnection;

use crate::app::App;
use crate::authenticate::Integrator;
use crate::fault::Fault;
use crate::policies::{document_hash, document_of};

/// As many as a tenant may make; a list shows all of them.
pub(crate) const MOST_POLICIES: u32 = 500;

/// How the installation's own policy is always called, besides its version: a tenant's can't have the
/// name, and one that has the installation's version since before an upgrade does not hide it.
pub(crate) const INSTALLATION: &str = "installation";

/// A policy in a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PolicyLine {
    /// Its name.
    pub version: String,
    /// Whether the tenant's sessions are decided under it.
    pub is_active: bool,
    /// Whether it is the installation's own.
    pub is_installations: bool,
    /// When it was made; `None` for the installation's own.
    pub created_at: Option<DateTime<Utc>>,
}

/// A policy with its document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PolicyView {
    /// The same as in a list.
    pub line: PolicyLine,
    /// SHA-256 of the document as JSON without white space, its keys in order.
    pub document_sha256: Vec<u8>,
    /// The policy itself.
    pub document: Value,
}

/// A policy could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadPolicyError {
    /// There is none of that version: 404.
    #[error("read a policy: there is none of that version")]
    NotFound,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl PolicyView {
    pub(crate) fn kept(row: PolicyRow, is_active: bool) -> Self {
        Self {
            line: PolicyLine {
                version: row.version,
                is_active,
                is_installations: false,
                created_at: Some(row.created_at),
            },
            document_sha256: row.document_sha256,
            document: row.document,
        }
    }
}

/// The installation's own policy, as the operator set it.
#[must_use]
pub const fn installation_policy(app: &App) -> &Policy {
    &app.policy
}

/// The policies that the tenant may choose from (scope `admin`): its own, newest first, then the
/// installation's.
///
/// # Errors
/// When the database is out of reach.
pub async fn policies(app: &App, integrator: &Integrator) -> Result<Vec<PolicyLine>, Fault> {
    let tenant = integrator.tenant;
    let active = credence_storage::active_policy(&app.pool, tenant).await?;
    let active = active.map(|row| row.version);
    let own = credence_storage::list_policies(&app.pool, tenant, MOST_POLICIES).await?;
    let mut lines: Vec<_> = own
        .into_iter()
        .map(|line| PolicyLine {
            is_active: active.as_ref() == Some(&line.version),
            version: line.version,
            is_installations: false,
            created_at: Some(line.created_at),
        })
        .collect();
    lines.push(installations_line(app, active.is_none()));
    Ok(lines)
}

/// One policy (scope `admin`): the tenant's own, or the installation's, which is also found as
/// `installation`.
///
/// # Errors
/// When there is none of that version.
pub async fn policy(
    app: &App,
    integrator: &Integrator,
    version: &str,
) -> Result<PolicyView, ReadPolicyError> {
    let mut connection = app.pool.acquire().await.map_err(Fault::from)?;
    chosen_policy(app, &mut connection, integrator, version).await
}

/// The policy of that version that the tenant may choose.
pub(crate) async fn chosen_policy(
    app: &App,
    connection: &mut PgConnection,
    integrator: &Integrator,
    version: &str,
) -> Result<PolicyView, ReadPolicyError> {
    let tenant = integrator.tenant;
    // No name of a policy has one, and the database takes none in a text.
    if version.contains('\0') {
        return Err(ReadPolicyError::NotFound);
    }
    let active = credence_storage::active_policy(&mut *connection, tenant)
        .await
        .map_err(Fault::from)?;
    let own = match version {
        INSTALLATION => None,
        _ => credence_storage::policy_by_version(&mut *connection, tenant, version)
            .await
            .map_err(Fault::from)?,
    };
    if let Some(row) = own {
        let is_active = active.is_some_and(|active| active.version == row.version);
        return Ok(PolicyView::kept(row, is_active));
    }
    if version != app.policy.version && version != INSTALLATION {
        return Err(ReadPolicyError::NotFound);
    }
    let document = document_of(&app.policy)?;
    Ok(PolicyView {
        line: installations_line(app, active.is_none()),
        document_sha256: document_hash(&document)?.to_vec(),
        document,
    })
}

fn installations_line(app: &App, is_active: bool) -> PolicyLine {
    PolicyLine {
        version: app.policy.version.clone(),
        is_active,
        is_installations: true,
        created_at: None,
    }
}
