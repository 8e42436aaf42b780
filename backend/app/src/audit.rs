use credence_types::TenantId;

use crate::app::App;
use crate::fault::Fault;

/// What a check of a tenant's audit chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditCheck {
    /// Every row follows from the one before, up to the stored head.
    Whole {
        /// How many rows there are.
        rows: i64,
    },
    /// The first row that does not.
    Broken {
        /// Its sequence number; one past the last row when rows are missing at the end.
        sequence: i64,
    },
}

/// Checks a tenant's audit chain from its first row to its head.
///
/// # Errors
/// When the database is out of reach.
pub async fn verify_audit_chain(app: &App, tenant: TenantId) -> Result<AuditCheck, Fault> {
    todo!()
}
