use std::process::ExitCode;

use anyhow::{Context, Result};
use chrono::{NaiveDate, NaiveTime};
use credence_app::prune_audit;
use uuid::Uuid;

use super::app;
use crate::arguments::Settings;
use crate::assemble::private_postgres::owner_database_url;
use crate::assemble::{database, provision};

/// Removes a log's rows from before a day and prints the signed note of what went.
pub(super) async fn prune(
    settings: &Settings,
    tenant: Option<Uuid>,
    before: NaiveDate,
) -> Result<ExitCode> {
    let pool = database::connect(&owner_database_url(settings)?).await?;
    let tenant = provision::tenant_or_first(&pool, tenant).await?;
    let app = app(settings, pool).await?;
    let before = before.and_time(NaiveTime::MIN).and_utc();
    let pruned = prune_audit(&app, tenant, before).await.context(
        "pruning the audit log; it takes the database's owner: CREDENCE_OWNER_DATABASE_URL",
    )?;
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
