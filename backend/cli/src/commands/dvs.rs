use anyhow::{Context, Result};

use crate::arguments::Settings;
use crate::assemble::private_postgres::database_url;
use crate::assemble::vault::{MissingKey, keyring};
use crate::assemble::{database, faces};
use crate::roles::{self, listen};
use crate::shutdown;

/// Runs the DVS-compatible server until told to stop.
pub(crate) async fn dvs(settings: &Settings) -> Result<()> {
    let pool = database::connect(&database_url(settings)?).await?;
    let listener = listen(settings.dvs_listen, "--dvs-listen").await?;
    tracing::info!(address = %settings.dvs_listen, "the DVS server is listening");
    let keyring = keyring(settings, MissingKey::Refuse)?;
    let faces = faces::load(settings).context("loading the face models")?;
    roles::dvs::run(
        listener,
        settings.clone(),
        pool,
        keyring,
        faces,
        shutdown::on_signal()?,
    )
    .await
}
