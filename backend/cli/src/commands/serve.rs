use anyhow::Result;

use crate::arguments::Settings;
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::database;
use crate::assemble::private_postgres::database_url;
use crate::assemble::vault::{MissingKey, keyring};
use crate::roles::{api, listen};
use crate::shutdown;

/// Runs the backend's API and pages until told to stop.
pub(crate) async fn serve(settings: &Settings) -> Result<()> {
    let pool = database::connect(&database_url(settings)?).await?;
    let keys = DvsKeys::from_settings(settings)?;
    let app = backend::app(
        settings,
        pool.clone(),
        keyring(settings, MissingKey::Refuse)?,
        &keys,
        None,
    )?;
    let listener = listen(settings.listen, "--listen").await?;
    tracing::info!(address = %settings.listen, "the backend is listening");
    api::run(
        listener,
        settings.clone(),
        app,
        pool,
        shutdown::on_signal()?,
    )
    .await
}
