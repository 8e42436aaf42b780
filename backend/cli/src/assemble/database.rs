use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, Result};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection, PgPool};
use url::{Url, form_urlencoded};

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

/// Applies the migrations that are missing as the database's owner, without the usual limit on a
/// statement's time; then sees to the role that the service connects as, where that is another one.
/// Several processes may do so at once.
pub(crate) async fn migrate(owner_url: &str, application_url: &str) -> Result<()> {
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(ACQUIRE_WITHIN)
        .connect(owner_url)
        .await
        .context(
            "connecting to the database as its owner; check CREDENCE_OWNER_DATABASE_URL, or DATABASE_URL \
             where only that is set, and that the server runs",
        )?;
    credence_storage::migrate(&pool)
        .await
        .context("bringing the schema up to date")?;
    let role = role_of(application_url)?;
    if role != role_of(owner_url)? {
        grant(&pool, &role, password_of(application_url).as_deref()).await?;
    }
    pool.close().await;
    Ok(())
}

/// Makes the role that the service connects as, unless it is there, and gives it its rights.
async fn grant(pool: &PgPool, role: &str, password: Option<&str>) -> Result<()> {
    credence_storage::create_application_role(pool, role, password)
        .await
        .with_context(|| {
            format!(
                "making the database role {role} of DATABASE_URL; where the owner may not make roles, have \
                 an administrator run `create role {role} login password '…'`, and migrate again"
            )
        })?;
    credence_storage::grant_application(pool, role)
        .await
        .with_context(|| format!("giving the database role {role} its rights"))
}

/// Whose name a connection goes by.
fn role_of(url: &str) -> Result<String> {
    let options = PgConnectOptions::from_str(url).context("reading a database's address")?;
    Ok(options.get_username().to_owned())
}

/// The password in an address, for a role that is yet to be made.
fn password_of(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    // A form's value but for the plus, which stands for itself in an address.
    let value = url.password()?.replace('+', "%2B").replace('&', "%26");
    let form = format!("password={value}");
    let (_, password) = form_urlencoded::parse(form.as_bytes()).next()?;
    Some(password.into_owned())
}

/// Whether the database answers; behind `/readyz`.
pub(crate) async fn answers(pool: &PgPool) -> bool {
    sqlx::query("select 1").execute(pool).await.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_and_its_password_are_read_from_an_address() {
        let url = "postgresql://some%20body:p%40ss+1%26%3D=x@db.example/credence";
        assert_eq!(role_of(url).unwrap(), "some body");
        assert_eq!(password_of(url).as_deref(), Some("p@ss+1&==x"));
        assert_eq!(
            password_of("postgresql://credence@localhost/credence"),
            None
        );
    }
}
