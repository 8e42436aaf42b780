//! The operator's keys and the place for images.

use std::path::Path;

use anyhow::{Context, Result};
use credence_objects::{Keyring, ObjectStore, S3Options};
use credence_types::Redacted;
use sqlx::PgPool;

use crate::arguments::Settings;
use crate::assemble::master_keys::MasterKeys;
pub(crate) use crate::assemble::master_keys::MissingKey;

/// The keyring, for a command that is soon over; what goes on running follows rotations by
/// [`MasterKeys`].
pub(crate) async fn keyring(
    settings: &Settings,
    pool: &PgPool,
    missing: MissingKey,
) -> Result<Keyring> {
    let keys = MasterKeys::open(settings, pool, missing).await?;
    Ok(keys.keyring)
}

/// The object store, from the settings: a folder below the data folder by default. `part` keeps
/// what the DVS server stores apart from what the backend stores.
pub(crate) fn objects(settings: &Settings, part: &str) -> Result<ObjectStore> {
    let place = settings.objects.as_deref().unwrap_or_default();
    let Some(bucket) = place.strip_prefix("s3://") else {
        let folder = if place.is_empty() {
            settings.data.join("objects")
        } else {
            Path::new(place).to_owned()
        };
        return ObjectStore::folder(&folder.join(part)).context("opening the folder for images");
    };
    let wanted = |value: &Option<String>, name: &str| {
        value
            .clone()
            .with_context(|| format!("images in s3://{bucket} need {name} to be set"))
    };
    let region = settings.objects_region.clone();
    let endpoint = match &settings.objects_endpoint {
        Some(endpoint) => endpoint.as_str().trim_end_matches('/').to_owned(),
        None => format!("https://s3.{region}.amazonaws.com"),
    };
    ObjectStore::s3(&S3Options {
        endpoint,
        bucket: bucket.trim_end_matches('/').to_owned(),
        region,
        access_key_id: wanted(&settings.objects_access_key, "AWS_ACCESS_KEY_ID")?,
        secret_access_key: Redacted::new(wanted(
            &settings.objects_secret_key,
            "AWS_SECRET_ACCESS_KEY",
        )?),
    })
    .context("opening the object store")
}
