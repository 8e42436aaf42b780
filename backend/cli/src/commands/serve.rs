use anyhow::Result;

use crate::arguments::Settings;
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::database;
use crate::assemble::master_keys::{MasterKeys, MissingKey};
use crate::assemble::private_postgres::database_url;
use crate::roles::{api, listen};
use crate::shutdown;

/// Runs the backend's API and pages until told to stop.
pub(crate) async fn serve(settings: &Settings) -> Result<()> {
    let pool = database::connect(&database_url(settings)?).await?;
    let keys = DvsKeys::from_settings(settings)?;
    let master_keys = MasterKeys::open(settings, &pool, MissingKey::Refuse).await?;
    let keyring = master_keys.keyring.clone();
    let app = backend::app(settings, pool.clone(), keyring, &keys, None)?;
    let shutdown = shutdown::on_signal()?;
    let following = master_keys.follow(&pool, "serve", shutdown.clone()).await?;
    let listener = listen(settings.listen, "--listen").await?;
    tracing::info!(address = %settings.listen, "the backend is listening");
    api::run(listener, settings.clone(), app, pool, shutdown).await?;
    Ok(following.await?)
}
