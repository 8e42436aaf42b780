use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::arguments::Settings;
use crate::assemble::database;
use crate::assemble::private_postgres::database_url;

/// Looks at the database as the service sees it. Warns where the service's own role could change the
/// audit log, which its tamper evidence shows but does not prevent.
pub(crate) async fn database(settings: &Settings) -> Result<ExitCode> {
    let pool = database::connect(&database_url(settings)?).await?;
    println!("ok    the database answers");
    let may_change = credence_storage::may_change_audit(&pool).await;
    if may_change.context("asking what the database role may do; is the schema up to date?")? {
        println!("warn  the role of DATABASE_URL could change or delete rows of the audit log");
        println!(
            "      → name the owner in CREDENCE_OWNER_DATABASE_URL and another role in DATABASE_URL, then \
             run `credence migrate`, which makes that role with the rights it needs"
        );
    } else {
        println!("ok    the role of DATABASE_URL can append to the audit log and not change it");
    }
    Ok(ExitCode::SUCCESS)
}
