use std::fs::File;
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use credence_app::{AuditExport, export_audit};
use uuid::Uuid;

use super::{BROKEN, app};
use crate::arguments::Settings;
use crate::assemble::private_postgres::database_url;
use crate::assemble::{database, provision};

/// Writes a tenant's log to a file that only its owner may read, and prints its last checkpoint.
pub(super) async fn export(
    settings: &Settings,
    tenant: Option<Uuid>,
    to: &Path,
) -> Result<ExitCode> {
    let pool = database::connect(&database_url(settings)?).await?;
    let tenant = provision::tenant_or_first(&pool, tenant).await?;
    let app = app(settings, pool).await?;
    let writing = || format!("writing {}", to.display());
    let file = File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(to)
        .with_context(writing)?;
    let mut file = BufWriter::new(file);
    let written = export_audit(&app, tenant, |line| file.write_all(line)).await;
    let flushed = file.flush().and_then(|()| file.get_ref().sync_all());
    let ended = written
        .context("exporting the audit log")
        .and_then(|export| flushed.with_context(writing).map(|()| export));
    if ended.is_err() {
        // Half a log would be found broken later, by somebody who does not know why.
        let _ = std::fs::remove_file(to);
    }
    Ok(report(&ended?))
}

fn report(export: &AuditExport) -> ExitCode {
    println!("{} rows", export.rows);
    if let Some(checkpoint) = &export.checkpoint {
        println!("signed up to row {}:", checkpoint.sequence);
        println!("{}", checkpoint.token);
    }
    match &export.found {
        None => ExitCode::SUCCESS,
        Some(found) => {
            println!("BROKEN, written as it stands: {found}");
            ExitCode::from(BROKEN)
        }
    }
}
