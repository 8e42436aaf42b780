use std::process::ExitCode;

use anyhow::{Context, Result};
use credence_app::{CheckpointAuditError, checkpoint_audit};
use uuid::Uuid;

use super::{BROKEN, app};
use crate::arguments::Settings;
use crate::assemble::private_postgres::database_url;
use crate::assemble::{database, provision};

/// Signs for one tenant's log, or for every one's, and prints each checkpoint. A broken log is not
/// signed for.
pub(super) async fn checkpoint(settings: &Settings, tenant: Option<Uuid>) -> Result<ExitCode> {
    let pool = database::connect(&database_url(settings)?).await?;
    let app = app(settings, pool.clone()).await?;
    let mut end = ExitCode::SUCCESS;
    for tenant in provision::tenant_or_all(&pool, tenant).await? {
        match checkpoint_audit(&app, tenant).await {
            Ok(Some(made)) => println!("{tenant}  row {}\n{}", made.sequence, made.token),
            Ok(None) => println!("{tenant}  the log has no rows"),
            Err(CheckpointAuditError::Broken(found)) => {
                println!("{tenant}  BROKEN, not signed for: {found}");
                end = ExitCode::from(BROKEN);
            }
            Err(CheckpointAuditError::Fault(fault)) => {
                return Err(fault).context("signing for an audit log");
            }
        }
    }
    Ok(end)
}
