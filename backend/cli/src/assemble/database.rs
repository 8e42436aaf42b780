use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, Result};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection, PgPool};

/// A caller waits this long for a connection before it is told to come back.
const ACQUIRE_WITHIN: Duration = Duration::from_secs(3);
/// A statement that takes longer is a fault, and so is a lock held or waited for that long; no
/// request waits for it.
const LIMITS: [(&str, &str); 4] = [
    ("statement_timeout", "5s"),
    ("lock_timeout", "4s"),
    ("idle_in_transaction_session_timeout", "10s"),
    ("tcp_user_timeout", "5s"),
];
const CONNECTIONS: u32 = 24;
/// A connection that was used a moment ago is taken to be alive; asking each time would cost every
/// request a round trip. Shorter than a database needs to come back, so that none from before
/// is trusted after it.
const TRUSTED_FOR: Duration = Duration::from_millis(100);

/// Connections to the database, bounded in number and in patience.
pub(crate) async fn connect(url: &str) -> Result<PgPool> {
    connect_with(url, LIMITS).await
}

/// As [`connect`], for a command that looks through whole tables.
pub(crate) async fn connect_patiently(url: &str) -> Result<PgPool> {
    let limits = LIMITS.map(|(name, limit)| match name {
        "statement_timeout" => (name, "10min"),
        _ => (name, limit),
    });
    connect_with(url, limits).await
}

async fn connect_with(url: &str, limits: [(&'static str, &'static str); 4]) -> Result<PgPool> {
    let options = PgConnectOptions::from_str(url)
        .context("reading DATABASE_URL")?
        .application_name("credence")
        .options(limits);
    PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(ACQUIRE_WITHIN)
        .test_before_acquire(false)
        .before_acquire(|connection, connection_is| {
            Box::pin(async move {
                if connection_is.idle_for > TRUSTED_FOR {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_with(options)
        .await
        .context("connecting to the database; check DATABASE_URL and that the server runs")
}

/// One connection without the usual limits, for work that takes as long as it takes.
pub(crate) async fn connect_once(url: &str) -> Result<PgConnection> {
    PgConnection::connect(url)
        .await
        .context("connecting to the database; check DATABASE_URL and that the server runs")
}

/// Applies the migrations that are missing, without the usual limit on a statement's time; several
/// processes may do so at once.
pub(crate) async fn migrate(url: &str) -> Result<()> {
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(ACQUIRE_WITHIN)
        .connect(url)
        .await
        .context("connecting to the database; check DATABASE_URL and that the server runs")?;
    credence_storage::migrate(&pool)
        .await
        .context("bringing the schema up to date")?;
    pool.close().await;
    Ok(())
}

/// Whether the database answers; behind `/readyz`.
pub(crate) async fn answers(pool: &PgPool) -> bool {
    sqlx::query("select 1").execute(pool).await.is_ok()
}
