use chrono::{DateTime, Utc};
use credence_storage::ErasureRow;
use credence_types::{SessionId, TenantId};

use crate::app::App;
use crate::authenticate::Integrator;
use crate::fault::Fault;

/// How far a session's erasure has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Erasure {
    /// When its key and every row went: nothing is readable since.
    pub erased_at: DateTime<Utc>,
    /// Once the last copy is gone.
    pub receipt: Option<ErasureReceipt>,
}

/// The proof of an erasure.
#[derive(Debug, Clone, PartialEq)]
pub struct ErasureReceipt {
    /// When the last copy was gone.
    pub completed_at: DateTime<Utc>,
    /// A compact JWS (ES256) of the kind `credence-erasure+jwt`.
    pub receipt: String,
    /// The public key that it is checked with, as a JSON Web Key.
    pub key: serde_json::Value,
}

/// How far the erasure of an integrator's session has come (scope `sessions:read`); `None` where there
/// is none: the session is not erased, or not the integrator's.
///
/// # Errors
/// When the database is out of reach.
pub async fn erasure_for_integrator(
    app: &App,
    integrator: &Integrator,
    session: SessionId,
) -> Result<Option<Erasure>, Fault> {
    erasure(app, integrator.tenant, session).await
}

/// How far a session's erasure has come; `None` where it was not erased.
///
/// # Errors
/// When the database is out of reach.
pub async fn erasure(
    app: &App,
    tenant: TenantId,
    session: SessionId,
) -> Result<Option<Erasure>, Fault> {
    let row = credence_storage::erasure_by_session(&app.pool, tenant, session).await?;
    Ok(row.map(Erasure::from))
}

impl From<ErasureRow> for Erasure {
    fn from(row: ErasureRow) -> Self {
        Self {
            erased_at: row.erased_at,
            receipt: row.completed.map(|completed| ErasureReceipt {
                completed_at: completed.at,
                receipt: completed.receipt,
                key: completed.receipt_key,
            }),
        }
    }
}
