use anyhow::Result;

use crate::arguments::Settings;
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::master_keys::{MasterKeys, MissingKey};
use crate::assemble::private_postgres::{database_url, owner_database_url};
use crate::assemble::{database, dcs};
use crate::roles;
use crate::shutdown;

/// Runs the worker until told to stop.
pub(crate) async fn worker(settings: &Settings) -> Result<()> {
    let pool = database::connect(&database_url(settings)?).await?;
    let keys = DvsKeys::from_settings(settings)?;
    let master_keys = MasterKeys::open(settings, &pool, MissingKey::Refuse).await?;
    let keyring = master_keys.keyring.clone();
    let app = backend::app(
        settings,
        pool.clone(),
        keyring,
        &keys,
        dcs::client(settings)?,
    )?;
    let shutdown = shutdown::on_signal()?;
    let following = master_keys
        .follow(&pool, "worker", shutdown.clone())
        .await?;
    tracing::info!("the worker is running");
    roles::worker::run(app, owner_database_url(settings)?, shutdown).await?;
    Ok(following.await?)
}
