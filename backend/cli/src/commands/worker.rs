use anyhow::Result;

use crate::arguments::Settings;
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::private_postgres::database_url;
use crate::assemble::vault::{MissingKey, keyring};
use crate::assemble::{database, dcs};
use crate::roles;
use crate::shutdown;

/// Runs the worker until told to stop.
pub(crate) async fn worker(settings: &Settings) -> Result<()> {
    let pool = database::connect(&database_url(settings)?).await?;
    let keys = DvsKeys::from_settings(settings)?;
    let app = backend::app(
        settings,
        pool,
        keyring(settings, MissingKey::Refuse)?,
        &keys,
        dcs::client(settings)?,
    )?;
    tracing::info!("the worker is running");
    roles::worker::run(app, shutdown::on_signal()?).await
}
