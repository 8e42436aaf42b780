use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use credence_app::{
    AuditKeys, AuditReport, EarlierCheckpoint, earlier_checkpoint, verify_audit_export,
    verify_stored_audit,
};
use credence_types::TenantId;
use uuid::Uuid;

use super::BROKEN;
use crate::arguments::Settings;
use crate::assemble::private_postgres::database_url;
use crate::assemble::{database, provision};

/// Checks an exported log; touches nothing but the files that are named.
pub(super) fn verify_file(
    file: &Path,
    keys: Option<&Path>,
    since: Option<&Path>,
) -> Result<ExitCode> {
    let trusted = keys.map(read_keys).transpose()?;
    let earlier = read_earlier(since, trusted.as_ref())?;
    let checked = verify_audit_export(open(file)?, trusted.as_ref(), earlier.as_ref())
        .with_context(|| format!("checking {}", file.display()))?;
    let report = &checked.report;
    println!("{}", line(checked.tenant, report));
    if report.found.is_some() {
        println!("  at line {} of {}", checked.line, file.display());
    }
    if trusted.is_none() {
        println!(
            "  by the file's own keys, of {}; compare their names with those that you know:",
            checked.issuer
        );
        for name in &checked.keys {
            println!("    {name}");
        }
    }
    print_earlier(report, earlier.as_ref());
    Ok(end(report.found.is_none()))
}

/// Checks the logs in the database: one tenant's, that of the earlier checkpoint, or every one's.
pub(super) async fn verify_database(
    settings: &Settings,
    tenant: Option<Uuid>,
    keys: Option<&Path>,
    since: Option<&Path>,
) -> Result<ExitCode> {
    let trusted = keys.map(read_keys).transpose()?;
    let earlier = read_earlier(since, trusted.as_ref())?;
    let pool = database::connect(&database_url(settings)?).await?;
    let named = tenant.or_else(|| earlier.as_ref().map(|earlier| earlier.tenant().as_uuid()));
    let mut is_whole = true;
    for tenant in provision::tenant_or_all(&pool, named).await? {
        let report = verify_stored_audit(&pool, tenant, trusted.as_ref(), earlier.as_ref()).await;
        let Some(report) = report.context("checking the audit log")? else {
            bail!("the tenant {tenant} has no audit log");
        };
        println!("{}", line(tenant, &report));
        print_earlier(&report, earlier.as_ref());
        is_whole &= report.found.is_none();
    }
    Ok(end(is_whole))
}

fn end(is_whole: bool) -> ExitCode {
    if is_whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(BROKEN)
    }
}

fn open(file: &Path) -> Result<BufReader<File>> {
    let opened = File::open(file).with_context(|| format!("opening {}", file.display()))?;
    Ok(BufReader::with_capacity(1 << 18, opened))
}

fn read_keys(file: &Path) -> Result<AuditKeys> {
    let reading = || format!("reading the keys in {}", file.display());
    let text = std::fs::read(file).with_context(reading)?;
    AuditKeys::of_key_set(&text).with_context(reading)
}

fn read_earlier(
    file: Option<&Path>,
    trusted: Option<&AuditKeys>,
) -> Result<Option<EarlierCheckpoint>> {
    let Some(file) = file else {
        return Ok(None);
    };
    let read = earlier_checkpoint(open(file)?, trusted);
    read.map(Some).with_context(|| {
        format!(
            "reading {}; a checkpoint by itself needs --keys",
            file.display()
        )
    })
}

/// What was found, in a line.
fn line(tenant: TenantId, report: &AuditReport) -> String {
    let signed = match report.last_checkpoint {
        Some(row) => format!(
            "{} checkpoints agree, the last at row {row}",
            report.checkpoints
        ),
        None => "no checkpoint yet".to_owned(),
    };
    let pruned = match report.pruned {
        0 => String::new(),
        through => format!(", rows up to {through} were pruned"),
    };
    match &report.found {
        Some(found) => format!(
            "{tenant}  BROKEN at {found} ({} rows before it are right, {signed}{pruned})",
            report.rows
        ),
        None => format!(
            "{tenant}  whole: {} rows up to row {}, {signed}{pruned}",
            report.rows, report.sequence
        ),
    }
}

fn print_earlier(report: &AuditReport, earlier: Option<&EarlierCheckpoint>) {
    let Some(earlier) = earlier else {
        return;
    };
    if report.is_earlier_compared {
        println!("  it is the log that the earlier checkpoint was made of");
    } else if report.found.is_none() {
        println!(
            "  the earlier checkpoint, at row {}, was not compared: those rows were pruned",
            earlier.sequence()
        );
    }
}
