use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow, bail};
use credence_objects::{Kek, KeyOwner, Keyring, SealingKey, WrappedKey};
use credence_storage::{LookupSecretRow, MasterKeyRow, SealedKey, WrappedKeyTable};
use credence_types::{Clock, SystemClock};
use sqlx::PgPool;
use uuid::Uuid;

use super::source::{KeySource, number};
use crate::arguments::Settings;

/// Whether a missing master key may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MissingKey {
    /// `credence up` makes one on its first start.
    Make,
    /// Everything else refuses: a new key would make what is stored unreadable.
    Refuse,
}

/// The keyring with what it takes to keep it up to date.
#[derive(Debug, Clone)]
pub(crate) struct MasterKeys {
    /// The keys.
    pub(crate) keyring: Keyring,
    /// Where they come from.
    pub(crate) source: KeySource,
}

impl MasterKeys {
    /// Reads the keys and holds them against what the database knows of them. A key that is missing,
    /// weak or another than the one of that name refuses.
    pub(crate) async fn open(
        settings: &Settings,
        pool: &PgPool,
        missing: MissingKey,
    ) -> Result<Self> {
        let source = KeySource::of(settings)?;
        let mut keys = source.load().await?;
        let mut rows = list(pool).await?;
        if keys.is_empty() && rows.is_empty() && missing == MissingKey::Make {
            keys.insert("master-1".to_owned(), source.make("master-1").await?);
        }
        if keys.is_empty() {
            bail!(
                "there is no master key: set CREDENCE_MASTER_KEY_FILE to a file with 64 hexadecimal digits \
                 (`openssl rand -hex 32`), or keep it in {}",
                settings.data.join("keys/master.key").display()
            );
        }
        if rows.is_empty() {
            make_known(pool, &keys).await?;
            rows = list(pool).await?;
        }
        let keyring = keyring(&source, keys, &rows)?;
        keyring.set_lookup_secret(lookup_secret(pool, &keyring).await?);
        Ok(Self { keyring, source })
    }
}

/// The keys that are at hand, without what a database knows of them: for a backup, which says itself
/// which one opens it.
pub(crate) async fn keys_at_hand(settings: &Settings) -> Result<Keyring> {
    let source = KeySource::of(settings)?;
    let keys = source.load().await?;
    let Some(first) = keys.keys().next().cloned() else {
        bail!("there is no master key in {}", source.describe());
    };
    Keyring::new(&first, keys).context("building the keyring")
}

async fn list(pool: &PgPool) -> Result<Vec<MasterKeyRow>> {
    credence_storage::list_master_keys(pool)
        .await
        .context("looking for the master keys that the database knows; is its schema up to date?")
}

/// The first of the keys becomes the one that wraps.
async fn make_known(pool: &PgPool, keys: &BTreeMap<String, Kek>) -> Result<()> {
    let first = keys.iter().min_by_key(|(name, _)| number(name));
    let (name, kek) = first.context("there is no master key")?;
    refuse_a_strangers_key(pool, name, kek).await?;
    let check_value = kek.check_value(name);
    let now = SystemClock.now();
    credence_storage::insert_first_master_key(pool, (name, &check_value), now)
        .await
        .context("making the master key known")
}

/// A database from before master keys were known may hold a signing key: it must open.
async fn refuse_a_strangers_key(pool: &PgPool, name: &str, kek: &Kek) -> Result<()> {
    let table = WrappedKeyTable::SigningKey;
    let beginning = (Uuid::nil(), Uuid::nil());
    let kept = credence_storage::list_wrapped_otherwise(pool, table, "", beginning, 1).await;
    let Some(row) = kept.context("looking for the signing key")?.pop() else {
        return Ok(());
    };
    let same = Kek::from_hex(&kek.to_hex())?;
    let wrapped = WrappedKey {
        kek_id: row.sealing_key.kek,
        bytes: row.sealing_key.bytes,
    };
    Keyring::new(name, [(name.to_owned(), same)])?
        .unwrap(&wrapped, &KeyOwner::signing_key(row.id))
        .context("the master key is not the one that sealed what the database keeps")?;
    Ok(())
}

fn keyring(
    source: &KeySource,
    mut keys: BTreeMap<String, Kek>,
    rows: &[MasterKeyRow],
) -> Result<Keyring> {
    let mut current = None;
    for row in rows {
        if row.retired_at.is_some() {
            keys.remove(&row.name);
            continue;
        }
        match keys.get(&row.name) {
            Some(kek) if kek.check_value(&row.name) == row.check_value => {}
            Some(_) => return Err(another_key(source, &row.name)),
            // While it is being rotated in, it is known elsewhere first.
            None if row.current_since.is_none() => {}
            None => bail!(
                "the master key {} is not in {}, and what the database keeps was sealed with it",
                row.name,
                source.describe()
            ),
        }
        if row.current_since.is_some() && current.is_none() {
            current = Some(row.name.clone());
        }
    }
    let current = current.context("the database knows of no master key that is in use")?;
    Keyring::new(&current, keys).context("building the keyring")
}

fn another_key(source: &KeySource, name: &str) -> anyhow::Error {
    anyhow!(
        "the master key {name} in {} is not the one that sealed what the database keeps",
        source.describe()
    )
}

/// The installation's secret of lookups; the first process makes it.
async fn lookup_secret(pool: &PgPool, keyring: &Keyring) -> Result<SealingKey> {
    let stored = || async {
        credence_storage::lookup_secret(pool)
            .await
            .context("reading the secret of lookups")
    };
    let row = match stored().await? {
        Some(row) => row,
        None => {
            let now = SystemClock.now();
            let id = Uuid::now_v7();
            let (_, wrapped) = keyring.new_sealing_key(&KeyOwner::lookup_secret(id))?;
            let row = LookupSecretRow {
                id,
                sealing_key: SealedKey {
                    kek: wrapped.kek_id,
                    bytes: wrapped.bytes,
                },
                created_at: now,
            };
            credence_storage::insert_lookup_secret(pool, &row)
                .await
                .context("keeping the secret of lookups")?;
            // Another process may have been quicker; its secret is then the one.
            stored().await?.context("the secret of lookups is gone")?
        }
    };
    let wrapped = WrappedKey {
        kek_id: row.sealing_key.kek,
        bytes: row.sealing_key.bytes,
    };
    keyring
        .unwrap(&wrapped, &KeyOwner::lookup_secret(row.id))
        .context("opening the secret of lookups")
}
