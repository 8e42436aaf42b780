use std::time::Duration;

use anyhow::{Context, Result};
use credence_app::KEY_HOLDER_DEAD_AFTER;
use credence_storage::KeyHolderRow;
use credence_types::{Clock, SystemClock};
use sqlx::PgPool;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::open::MasterKeys;

/// How soon a process notices a rotation.
const LOOK_EVERY: Duration = Duration::from_secs(5);

impl MasterKeys {
    /// Keeps the keyring up to date until told to stop, and tells the database which keys this process
    /// holds: another key wraps only once every process can open it. The first look is done before this
    /// returns.
    pub(crate) async fn follow(
        &self,
        pool: &PgPool,
        role: &str,
        shutdown: CancellationToken,
    ) -> Result<JoinHandle<()>> {
        let process = Uuid::new_v4();
        let place = format!("{role} on {}, process {}", host(), std::process::id());
        self.look(pool, process, &place).await?;
        let (keys, pool) = (self.clone(), pool.clone());
        Ok(tokio::spawn(async move {
            let mut ticks = tokio::time::interval(LOOK_EVERY);
            ticks.tick().await;
            while shutdown.run_until_cancelled(ticks.tick()).await.is_some() {
                if let Err(error) = keys.look(&pool, process, &place).await {
                    tracing::warn!(
                        error = format!("{error:#}"),
                        "could not look after the master keys"
                    );
                }
            }
            // Left there, it would hold up a rotation for a minute.
            let _ = credence_storage::delete_key_holder(&pool, process).await;
        }))
    }

    /// Takes over what the database says: keys that are new, the one that wraps, keys that are retired.
    async fn look(&self, pool: &PgPool, process: Uuid, place: &str) -> Result<()> {
        let rows = credence_storage::list_master_keys(pool)
            .await
            .context("looking for master keys")?;
        let known = self.keyring.names();
        let is_news = |name: &String| !known.contains(name);
        let living: Vec<_> = rows.iter().filter(|row| row.retired_at.is_none()).collect();
        let mut read = Ok(());
        if living.iter().any(|row| is_news(&row.name)) {
            read = self.learn(&living, &known).await;
        }
        let current = living.iter().find(|row| row.current_since.is_some());
        if let Some(current) = current
            && current.name != self.keyring.current()
            && self.keyring.wrap_with(&current.name).is_ok()
        {
            tracing::info!(
                name = current.name,
                "new keys are wrapped with another master key"
            );
        }
        for row in rows.iter().filter(|row| row.retired_at.is_some()) {
            self.keyring.forget(&row.name);
        }
        let now = SystemClock.now();
        let holder = KeyHolderRow {
            process,
            place: place.to_owned(),
            names: self.keyring.names(),
            wraps_with: self.keyring.current(),
        };
        credence_storage::set_key_holder(pool, &holder, now, now - KEY_HOLDER_DEAD_AFTER)
            .await
            .context("telling which master keys are held")?;
        read
    }

    async fn learn(
        &self,
        living: &[&credence_storage::MasterKeyRow],
        known: &[String],
    ) -> Result<()> {
        for (name, kek) in self.source.load().await? {
            let row = living.iter().find(|row| row.name == name);
            let Some(row) = row.filter(|_| !known.contains(&name)) else {
                continue;
            };
            if kek.check_value(&name) != row.check_value {
                anyhow::bail!("the master key {name} here is another than where it was made");
            }
            self.keyring.add(&name, kek)?;
            tracing::info!(name, "another master key is known");
        }
        Ok(())
    }
}

fn host() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .map_or_else(|_| "this host".to_owned(), |name| name.trim().to_owned())
}
