use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use chrono::{NaiveDate, NaiveTime};
use credence_app::{PruneAuditError, PruneBefore, prune_audit, prune_due_audits};
use uuid::Uuid;

use super::app;
use crate::arguments::Settings;
use crate::assemble::private_postgres::owner_database_url;
use crate::assemble::{database, provision};

const OWNER_IS_NEEDED: &str =
    "pruning the audit log; it takes the database's owner: CREDENCE_OWNER_DATABASE_URL";

/// Removes a log's rows from before a day and prints the signed note of what went.
pub(super) async fn prune(
    settings: &Settings,
    tenant: Option<Uuid>,
    (day, is_early_allowed): (NaiveDate, bool),
) -> Result<ExitCode> {
    let owner = database::connect(&owner_database_url(settings)?).await?;
    let tenant = provision::tenant_or_first(&owner, tenant).await?;
    let app = app(settings, owner.clone()).await?;
    let before = PruneBefore {
        instant: day.and_time(NaiveTime::MIN).and_utc(),
        is_early_allowed,
    };
    let pruned = match prune_audit(&app, &owner, tenant, before).await {
        Err(PruneAuditError::Early { audit_days }) => bail!(
            "nothing was removed: the tenant keeps its audit log for {audit_days} days (`audit_days` of \
             `credence retention show`), and there would go younger rows; --early removes them all the same"
        ),
        pruned => pruned.context(OWNER_IS_NEEDED)?,
    };
    match pruned {
        Some(pruned) => {
            println!(
                "{} rows are gone, up to row {}:",
                pruned.rows, pruned.sequence
            );
            println!("{}", pruned.token);
        }
        None => println!("nothing to prune: no checkpoint stands after older rows alone"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Removes of every log what retention no longer keeps, and prints how many rows.
pub(super) async fn prune_due(settings: &Settings) -> Result<ExitCode> {
    let owner = database::connect(&owner_database_url(settings)?).await?;
    let app = app(settings, owner.clone()).await?;
    if !credence_storage::may_change_audit(&owner).await? {
        bail!(OWNER_IS_NEEDED);
    }
    let pruned = prune_due_audits(&app, &owner)
        .await
        .context(OWNER_IS_NEEDED)?;
    println!(
        "{} rows are gone; {} wait for the next signed checkpoint",
        pruned.gone, pruned.waiting
    );
    Ok(ExitCode::SUCCESS)
}
