use anyhow::Result;

use crate::arguments::Settings;
use crate::assemble::database::migrate as bring_up_to_date;
use crate::assemble::private_postgres::database_url;

/// Brings the schema up to date; several processes may do so at once.
pub(crate) async fn migrate(settings: &Settings) -> Result<()> {
    bring_up_to_date(&database_url(settings)?).await?;
    println!("The database's schema is up to date.");
    Ok(())
}
