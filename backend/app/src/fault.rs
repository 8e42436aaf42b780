use credence_objects::{KeyringError, ObjectError, ObjectKey, SealError};

use crate::credential::RandomSourceError;

/// Something of ours is broken or out of reach: nothing that a caller did or can mend. Answer 503
/// when [`Fault::is_temporary`], else 500, with a constant body; log the chain once.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database refused or is out of reach.
    #[error("use the database")]
    Database(#[from] sqlx::Error),
    /// The object store refused or is out of reach.
    #[error("use the object store")]
    Objects(#[from] ObjectError),
    /// A session's key could not be made or opened.
    #[error("use a session's key")]
    Keyring(#[from] KeyringError),
    /// Something sealed could not be opened.
    #[error("seal or open stored data")]
    Seal(#[from] SealError),
    /// A stored image is gone, or is not what was stored: answer 410 `image_unavailable`.
    #[error("open the stored image {0}: it is gone, or was altered or exchanged")]
    DamagedImage(ObjectKey),
    /// The system's random source failed.
    #[error(transparent)]
    Random(#[from] RandomSourceError),
    /// A stored value is not what was written.
    #[error("read a stored value: {0}")]
    Corrupt(&'static str),
    /// A token could not be signed.
    #[error("sign a token")]
    Sign,
    /// A backup could not be rid of a key.
    #[error("take an erased session's key out of the backups")]
    Backup,
    /// A password could not be hashed.
    #[error("hash a password")]
    Password,
}

impl Fault {
    /// Whether trying again may help.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Database(error) => is_outage(error),
            Self::Objects(error) => matches!(error, ObjectError::Backend(_)),
            // A key that another process rotated in a moment ago is known a moment later.
            Self::Keyring(error) => matches!(error, KeyringError::UnknownKek(_)),
            Self::Seal(_)
            | Self::DamagedImage(_)
            | Self::Random(_)
            | Self::Corrupt(_)
            | Self::Sign
            | Self::Backup
            | Self::Password => false,
        }
    }
}

/// Whether the database is away or overtaxed rather than at odds with us.
fn is_outage(error: &sqlx::Error) -> bool {
    use sqlx::Error::{Io, PoolClosed, PoolTimedOut, WorkerCrashed};
    // Classes of the SQLSTATE codes: 08 the connection, 40 a transaction that met another, 53
    // resources, 57 an operator, 58 the system. Our own limit on a statement's time is of class 57.
    let code = error.as_database_error().and_then(|error| error.code());
    matches!(error, Io(_) | PoolClosed | PoolTimedOut | WorkerCrashed)
        || code.is_some_and(|code| {
            ["08", "40", "53", "57", "58"]
                .iter()
                .any(|class| code.starts_with(class))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[sqlx::test(migrations = false)]
    async fn an_overtaxed_database_is_a_temporary_fault(pool: sqlx::PgPool) {
        let mut connection = pool.acquire().await.unwrap();
        sqlx::query("set statement_timeout = 1")
            .execute(&mut *connection)
            .await
            .unwrap();
        let error = sqlx::query("select pg_sleep(60)")
            .execute(&mut *connection)
            .await
            .unwrap_err();
        assert!(Fault::from(error).is_temporary());
    }

    #[sqlx::test(migrations = false)]
    async fn a_refused_statement_is_for_good(pool: sqlx::PgPool) {
        let error = sqlx::query("select 1 / 0")
            .execute(&pool)
            .await
            .unwrap_err();
        assert!(!Fault::from(error).is_temporary());
        assert!(!Fault::from(ObjectError::NotFound).is_temporary());
    }
}
