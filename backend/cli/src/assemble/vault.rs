//! The operator's key and the place for images.

use std::path::Path;

use anyhow::{Context, Result, bail};
use credence_objects::{Kek, Keyring, ObjectStore, S3Options};
use credence_types::Redacted;

use crate::arguments::Settings;
use crate::secrets::SecretsFolder;

const MASTER_KEY_FILE: &str = "master.key";
/// The name that wrapped keys carry; rotation will add others.
const KEK_NAME: &str = "master-1";

/// Whether a missing master key may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MissingKey {
    /// `credence up` makes one on its first start.
    Make,
    /// Everything else refuses: a new key would make what is stored unreadable.
    Refuse,
}

/// The keyring, from the settings or the key file.
pub(crate) fn keyring(settings: &Settings, missing: MissingKey) -> Result<Keyring> {
    let secrets = SecretsFolder::below(&settings.data);
    let kept = match &settings.master_key {
        Some(key) => Some(key.clone()),
        None => secrets.read(MASTER_KEY_FILE)?,
    };
    let kek = match (kept, missing) {
        (Some(text), _) => {
            refuse_a_weak_key(&text)?;
            Kek::from_hex(&text).context("reading the master key")?
        }
        (None, MissingKey::Make) => {
            let kek = Kek::generate().context("making the master key")?;
            secrets.write(MASTER_KEY_FILE, &kek.to_hex())?;
            kek
        }
        (None, MissingKey::Refuse) => bail!(
            "there is no master key: set CREDENCE_MASTER_KEY to 64 hexadecimal digits (`openssl rand -hex 32`), \
             or keep it in {}",
            secrets.path(MASTER_KEY_FILE).display()
        ),
    };
    Keyring::new(KEK_NAME, [(KEK_NAME.to_owned(), kek)]).context("building the keyring")
}

fn refuse_a_weak_key(text: &str) -> Result<()> {
    let mut pairs: Vec<&[u8]> = text.trim().as_bytes().chunks(2).collect();
    pairs.sort_unstable();
    pairs.dedup();
    if pairs.len() < 8 {
        bail!("the master key is too regular to be random; make one with `openssl rand -hex 32`");
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::refuse_a_weak_key;

    #[test]
    fn a_regular_key_is_weak() {
        assert!(refuse_a_weak_key(&"00".repeat(32)).is_err());
        assert!(refuse_a_weak_key(&"abcdef".repeat(10)).is_err());
        assert!(
            refuse_a_weak_key("8f1c2a9be07754d3c6a1f09e5b3d7788aa11bb22cc33dd44ee55ff6600997711")
                .is_ok()
        );
    }
}
