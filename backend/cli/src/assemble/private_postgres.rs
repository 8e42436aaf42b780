//! The private database of an installation that names no `DATABASE_URL`.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result, bail};
use credence_postgres::{LaunchOptions, PrivatePostgres, Search, launch};
use sqlx::{Connection, PgConnection};

use crate::arguments::Settings;

const DATABASE: &str = "credence";
/// While the private server runs, other commands find it by this file in the data folder.
const URL_FILE: &str = "database.url";
/// The same database as its owner, for what changes the schema.
const OWNER_URL_FILE: &str = "database-owner.url";
/// The role that the service connects as.
const ROLE: &str = "credence";

/// Starts the private server. Call it from the main thread: the server goes when that thread ends.
pub(crate) fn start(settings: &Settings) -> Result<PrivatePostgres> {
    let server = launch(&LaunchOptions {
        folder: settings.data.join("postgres"),
        temporary: std::env::temp_dir(),
        search: Search {
            folder: settings.postgres_programs.clone(),
            path: settings.program_path.clone(),
        },
        settings: Vec::new(),
    })?;
    write_url(&settings.data, OWNER_URL_FILE, &server.url(DATABASE))?;
    write_url(&settings.data, URL_FILE, &server.url_of(ROLE, DATABASE))?;
    Ok(server)
}

/// Makes the service's database on a new server.
pub(crate) async fn create_database(maintenance_url: &str) -> Result<()> {
    let mut connection = PgConnection::connect(maintenance_url)
        .await
        .context("connecting to the private database")?;
    let exists: Option<i32> = sqlx::query_scalar("select 1 from pg_database where datname = $1")
        .bind(DATABASE)
        .fetch_optional(&mut connection)
        .await?;
    if exists.is_none() {
        sqlx::query("create database credence")
            .execute(&mut connection)
            .await?;
    }
    Ok(())
}

/// The database to use: the configured one, or the private one of a running `credence up`.
pub(crate) fn database_url(settings: &Settings) -> Result<String> {
    if let Some(url) = &settings.database_url {
        return Ok(url.clone());
    }
    match fs::read_to_string(settings.data.join(URL_FILE)) {
        Ok(url) => Ok(url.trim().to_owned()),
        Err(_) => bail!(
            "no database: set DATABASE_URL, or start `credence up`, which runs a private one in {}",
            settings.data.display()
        ),
    }
}

/// The same database as its owner; where only one address is set, that one.
pub(crate) fn owner_database_url(settings: &Settings) -> Result<String> {
    if let Some(url) = &settings.owner_database_url {
        return Ok(url.clone());
    }
    if settings.database_url.is_none()
        && let Ok(url) = fs::read_to_string(settings.data.join(OWNER_URL_FILE))
    {
        return Ok(url.trim().to_owned());
    }
    database_url(settings)
}

fn write_url(data: &Path, name: &str, url: &str) -> Result<()> {
    let path = data.join(name);
    fs::File::options()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&path)
        .and_then(|mut file| file.write_all(url.as_bytes()))
        .with_context(|| format!("writing {}", path.display()))
}
