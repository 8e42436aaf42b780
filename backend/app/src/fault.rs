use credence_objects::{KeyringError, ObjectError, SealError};

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
    /// The system's random source failed.
    #[error(transparent)]
    Random(#[from] RandomSourceError),
    /// A stored value is not what was written.
    #[error("read a stored value: {0}")]
    Corrupt(&'static str),
    /// A password could not be hashed.
    #[error("hash a password")]
    Password,
}

impl Fault {
    /// Whether trying again may help.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(
            self,
            Self::Database(
                sqlx::Error::Io(_)
                    | sqlx::Error::PoolTimedOut
                    | sqlx::Error::PoolClosed
                    | sqlx::Error::WorkerCrashed
            ) | Self::Objects(_)
        )
    }
}
