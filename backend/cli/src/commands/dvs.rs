use anyhow::{Context, Result};

use crate::arguments::Settings;
use crate::assemble::master_keys::{MasterKeys, MissingKey};
use crate::assemble::private_postgres::database_url;
use crate::assemble::{database, faces};
use crate::roles::{self, listen};
use crate::shutdown;

/// Runs the DVS-compatible server until told to stop.
pub(crate) async fn dvs(settings: &Settings) -> Result<()> {
    let pool = database::connect(&database_url(settings)?).await?;
    let listener = listen(settings.dvs_listen, "--dvs-listen").await?;
    tracing::info!(address = %settings.dvs_listen, "the DVS server is listening");
    let master_keys = MasterKeys::open(settings, &pool, MissingKey::Refuse).await?;
    let shutdown = shutdown::on_signal()?;
    let following = master_keys.follow(&pool, "dvs", shutdown.clone()).await?;
    let faces = faces::load(settings).context("loading the face models")?;
    roles::dvs::run(
        listener,
        settings.clone(),
        pool,
        master_keys.keyring,
        faces,
        shutdown,
    )
    .await?;
    Ok(following.await?)
}
