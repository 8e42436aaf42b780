use anyhow::{Context, Result};
use credence_app::{FaceLabel, face_labels};
use serde_json::json;

use crate::arguments::Settings;
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::private_postgres::database_url;
use crate::assemble::vault::{MissingKey, keyring};
use crate::assemble::{database, provision};
use crate::commands::block_on;

/// Writes what reviewers saw, one comparison a line; none of them tells a case or a person.
pub(super) fn reviews(settings: &Settings) -> Result<()> {
    for label in block_on(labels(settings))? {
        let line = json!({
            "distance": label.distance,
            "model_sha256": label.model_sha256,
            "same": label.is_same,
            "document_country": label.document_country,
            "group": label.group,
        });
        println!("{line}");
    }
    Ok(())
}

async fn labels(settings: &Settings) -> Result<Vec<FaceLabel>> {
    let pool = database::connect(&database_url(settings)?).await?;
    let keyring = keyring(settings, &pool, MissingKey::Refuse).await?;
    let app = backend::app(settings, pool, keyring, &DvsKeys::unused(), None)?;
    face_labels(&app, provision::TENANT)
        .await
        .context("reading what reviewers saw")
}
