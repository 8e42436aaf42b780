//! The master keys: rotating, listing and retiring them while the service runs.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use chrono::SecondsFormat;
use credence_app::{App, KEY_HOLDER_DEAD_AFTER, Retirement, Rewrapped, are_backups_out_of_reach};
use credence_backup::{BackupFolder, master_keys_needed};
use credence_storage::{KeyHolderRow, MasterKeyRow, WrappedKeyTable};
use credence_types::{Clock, SystemClock};
use sqlx::PgPool;

use crate::arguments::Settings;
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::database;
use crate::assemble::master_keys::{MasterKeys, MissingKey};
use crate::assemble::private_postgres::database_url;

const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What the three commands work with.
struct Desk {
    pool: PgPool,
    keys: MasterKeys,
    app: std::sync::Arc<App>,
}

impl Desk {
    async fn open(settings: &Settings) -> Result<Self> {
        let pool = database::connect_patiently(&database_url(settings)?).await?;
        let keys = MasterKeys::open(settings, &pool, MissingKey::Refuse).await?;
        let keyring = keys.keyring.clone();
        let app = backend::app(settings, pool.clone(), keyring, &DvsKeys::unused(), None)?;
        Ok(Self { pool, keys, app })
    }

    /// The keys that count, the current one first.
    async fn living(&self) -> Result<Vec<MasterKeyRow>> {
        let rows = credence_storage::list_master_keys(&self.pool).await;
        let mut rows = rows.context("listing the master keys")?;
        rows.retain(|row| row.retired_at.is_none());
        Ok(rows)
    }

    /// By master key, what it wraps and how much of it.
    async fn wrapped(&self) -> Result<BTreeMap<String, Vec<(String, i64)>>> {
        let mut by_key: BTreeMap<String, Vec<(String, i64)>> = BTreeMap::new();
        let ours = credence_storage::count_wrapped_keys(&self.pool).await;
        for one in ours.context("counting wrapped keys")? {
            by_key
                .entry(one.kek)
                .or_default()
                .push((one.kind, one.count));
        }
        for (name, count) in credence_dvs_server::count_wrapped_keys(&self.pool).await? {
            let kinds = by_key.entry(name).or_default();
            kinds.push(("DVS requests".to_owned(), count));
        }
        Ok(by_key)
    }

    async fn holders(&self) -> Result<Vec<KeyHolderRow>> {
        let since = SystemClock.now() - KEY_HOLDER_DEAD_AFTER;
        credence_storage::list_key_holders(&self.pool, since)
            .await
            .context("listing the running processes")
    }

    /// Waits until every running process does as wanted.
    async fn wait_for_all(
        &self,
        wait: Duration,
        wanted: &str,
        does: impl Fn(&KeyHolderRow) -> bool,
    ) -> Result<()> {
        let started = Instant::now();
        loop {
            let holders = self.holders().await?;
            let late: Vec<&str> = holders
                .iter()
                .filter(|one| !does(one))
                .map(|one| one.place.as_str())
                .collect();
            if late.is_empty() {
                return Ok(());
            }
            if started.elapsed() > wait {
                bail!(
                    "these processes do not {wanted} yet: {}. Nothing is lost: give them the key \
                     (or restart them, or stop them) and run this again",
                    late.join("; ")
                );
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// The key to move to: one that a rotation before had begun with, one that the operator added, or
    /// a new one.
    async fn next_key(&self, rows: &[MasterKeyRow]) -> Result<String> {
        if let Some(prepared) = rows.iter().find(|row| row.current_since.is_none()) {
            return Ok(prepared.name.clone());
        }
        let every = credence_storage::list_master_keys(&self.pool).await;
        let every = every.context("listing the master keys")?;
        let mut found = self.keys.source.load().await?;
        found.retain(|name, _| !every.iter().any(|row| row.name == *name));
        let (name, kek) = match found.pop_first() {
            Some(added) => added,
            None => {
                let numbers = every
                    .iter()
                    .filter_map(|row| row.name.strip_prefix("master-"));
                let highest = numbers
                    .filter_map(|number| number.parse::<u32>().ok())
                    .max();
                let name = format!("master-{}", highest.unwrap_or(0).saturating_add(1));
                let kek = self.keys.source.make(&name).await?;
                (name, kek)
            }
        };
        let check_value = kek.check_value(&name);
        let now = SystemClock.now();
        credence_storage::insert_master_key(&self.pool, (&name, &check_value), None, now)
            .await
            .context("making the master key known")?;
        self.keys.keyring.add(&name, kek)?;
        Ok(name)
    }

    /// Waits until every process wraps with the key, then rewraps.
    async fn move_to(&self, name: &str, wait: Duration) -> Result<Rewrapped> {
        let wraps = |one: &KeyHolderRow| one.wraps_with == name;
        self.wait_for_all(wait, &format!("wrap with {name}"), wraps)
            .await?;
        println!("Rewrapping:");
        self.rewrap().await
    }

    /// Rewraps what other keys wrap.
    async fn rewrap(&self) -> Result<Rewrapped> {
        let mut all = Rewrapped::default();
        for table in WrappedKeyTable::ALL {
            let done = credence_app::rewrap_keys(&self.app, table)
                .await
                .with_context(|| format!("rewrapping the keys of {}", table.as_str()))?;
            all.moved += done.moved;
            all.unreadable += done.unreadable;
            println!("{:>10}  {}", done.moved, table.as_str());
        }
        let done = credence_dvs_server::rewrap_keys(&self.pool, &self.keys.keyring).await?;
        println!("{:>10}  DVS requests", done.moved);
        all.moved += done.moved;
        all.unreadable += done.unreadable;
        Ok(all)
    }
}

/// Moves everything to a new master key, or goes on where an earlier run ended.
pub(crate) async fn rotate(settings: &Settings, wait: Duration) -> Result<()> {
    let desk = Desk::open(settings).await?;
    let rows = desk.living().await?;
    let current = desk.keys.keyring.current();
    let is_begun = desk.wrapped().await?.keys().any(|name| *name != current);
    let is_prepared = rows.iter().any(|row| row.current_since.is_none());
    if is_begun && !is_prepared {
        println!("Going on: not everything is wrapped with {current} yet.");
        let done = desk.move_to(&current, wait).await?;
        // What cannot be opened keeps nobody from a new key, for ever.
        if done.moved > 0 || done.unreadable == 0 {
            return told(&current, &done);
        }
        println!("{} keys do not open and stay as they are.", done.unreadable);
    }
    let name = desk.next_key(&rows).await?;
    println!("The new master key is {name}. Waiting until every running process knows it.");
    let knows = |one: &KeyHolderRow| one.names.contains(&name);
    desk.wait_for_all(wait, &format!("know {name}"), knows)
        .await?;
    credence_app::activate_master_key(&desk.app, &name)
        .await
        .context("making the key the one in use")?;
    desk.keys.keyring.wrap_with(&name)?;
    let done = desk.move_to(&name, wait).await?;
    told(&name, &done)
}

fn told(name: &str, done: &Rewrapped) -> Result<()> {
    let unreadable = done.unreadable;
    if unreadable > 0 {
        bail!(
            "{unreadable} keys did not open and were left as they are; the log names them. Whatever they \
             sealed could not be read before either"
        );
    }
    println!("Everything is wrapped with {name}. `credence keys list` shows what may be retired.");
    Ok(())
}

/// Prints every master key that counts, and who holds them.
pub(crate) async fn list(settings: &Settings) -> Result<()> {
    let desk = Desk::open(settings).await?;
    let wrapped = desk.wrapped().await?;
    let rows = desk.living().await?;
    let current = rows.iter().find(|row| row.current_since.is_some());
    let current = current.map(|row| row.name.as_str()).unwrap_or_default();
    for row in &rows {
        let since = row.current_since.unwrap_or(row.created_at);
        let since = since.to_rfc3339_opts(SecondsFormat::Secs, true);
        let state = match row.current_since {
            None => "prepared",
            Some(_) if row.name == current => "in use since",
            Some(_) => "was in use from",
        };
        let wraps = match wrapped.get(&row.name) {
            None => "wraps nothing".to_owned(),
            Some(kinds) => {
                let kinds = kinds.iter().map(|(kind, count)| format!("{count} {kind}"));
                format!("wraps {}", kinds.collect::<Vec<_>>().join(", "))
            }
        };
        println!("{}  {state} {since}  {wraps}", row.name);
    }
    for name in wrapped
        .keys()
        .filter(|name| rows.iter().all(|row| row.name != **name))
    {
        println!("{name}  UNKNOWN, and keys are wrapped with it");
    }
    for holder in desk.holders().await? {
        println!(
            "{}: wraps with {}, holds {}",
            holder.place,
            holder.wraps_with,
            holder.names.join(", ")
        );
    }
    Ok(())
}

/// Ends a master key.
pub(crate) async fn retire(
    settings: &Settings,
    name: &str,
    (may_lose_marks, may_lose_backups): (bool, bool),
) -> Result<()> {
    let desk = Desk::open(settings).await?;
    let wrapped = desk.wrapped().await?;
    let folder = BackupFolder::new(settings.backups());
    if !may_lose_backups && are_backups_out_of_reach(&desk.pool, &folder).await? {
        bail!(
            "there were backups, and {} holds no sign of one: mount what they lie on, or add --forget-backups",
            folder.path().display()
        );
    }
    let backups = master_keys_needed(&folder).context("looking at the backups")?;
    if let Some(count) = backups.get(name).filter(|_| !may_lose_backups) {
        bail!(
            "{count} backups in {} need {name}: make a new backup and delete those, or keep a copy of the key \
             elsewhere and add --forget-backups",
            folder.path().display()
        );
    }
    let wraps = wrapped.get(name).into_iter().flatten();
    let retirement = Retirement {
        name,
        wraps: wraps.map(|(_, count)| count).sum(),
        may_lose_marks,
    };
    credence_app::retire_master_key(&desk.app, retirement).await?;
    if desk.keys.source.destroy(name)? {
        println!("{name} is retired and its file removed.");
    } else {
        println!(
            "{name} is retired: remove it from {} everywhere.",
            desk.keys.source.describe()
        );
    }
    Ok(())
}
