//! A throw-away PostgreSQL for the tests.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use credence_postgres::{LaunchOptions, PrivatePostgres, launch};

use crate::machine::search;
use crate::program::{files_below, root, run};

/// A server whose data goes with it; every migration is applied to its database `checks`.
pub(crate) struct TestDatabase {
    server: Option<PrivatePostgres>,
    folder: PathBuf,
}

impl TestDatabase {
    /// Starts it. Durability is off: nothing here outlives the run.
    pub(crate) fn start() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("credence-qa-{}", std::process::id()));
        let settings = [
            ("fsync", "off"),
            ("synchronous_commit", "off"),
            ("max_connections", "300"),
        ];
        let server = launch(&LaunchOptions {
            folder: folder.clone(),
            temporary: std::env::temp_dir(),
            search: search(),
            settings: settings
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        })
        .context("starting the tests' database")?;
        let database = Self {
            server: Some(server),
            folder,
        };
        database.psql("postgres", &["-c", "create database checks"])?;
        for migration in files_below(&root().join("migrations"), &[]) {
            database.psql("checks", &["-f", &migration.to_string_lossy()])?;
        }
        Ok(database)
    }

    /// The URL of the database with every migration applied.
    pub(crate) fn url(&self) -> String {
        self.server
            .as_ref()
            .map(|server| server.url("checks"))
            .unwrap_or_default()
    }

    fn psql(&self, database: &str, arguments: &[&str]) -> Result<()> {
        let Some(server) = &self.server else {
            return Ok(());
        };
        run(Command::new("psql")
            .args([
                "-X",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-U",
                "postgres",
                "-d",
                database,
                "-h",
            ])
            .arg(server.socket_folder())
            .args(arguments))
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        drop(self.server.take());
        let _ = fs::remove_dir_all(&self.folder);
    }
}
