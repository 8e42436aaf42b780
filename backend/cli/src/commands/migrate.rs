use anyhow::Result;

use crate::arguments::Settings;
use crate::assemble::database::migrate as bring_up_to_date;
use crate::assemble::private_postgres::{database_url, owner_database_url};

/// Brings the schema, and the rights of the role that the service connects as, up to date; several processes may do so at once.
pub(crate) async fn migrate(settings: &Settings) -> Result<()> {
    bring_up_to_date(&owner_database_url(settings)?, &database_url(settings)?).await?;
    println!("The database's schema is up to date.");
    Ok(())
}
