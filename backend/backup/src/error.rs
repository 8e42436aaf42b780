use std::path::PathBuf;

use credence_objects::{KeyringError, ObjectError, SealError};

/// A backup could not be made, read or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file or folder of the backup could not be read or written.
    #[error("read or write {path} for a backup")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The folder holds no finished backup of a known format.
    #[error("read the backup: {0}")]
    Malformed(&'static str),
    /// The data ends before its end mark: it was cut off, or its making was.
    #[error("read the backup: it is cut off; take another")]
    CutOff,
    /// A part does not open: it was altered, or belongs to another backup or master key.
    #[error("open a part of the backup")]
    Sealed(#[source] SealError),
    /// The master key that wrapped a key of the backup or of a session is not at hand, or does not fit.
    #[error(
        "open a key of the backup or of a session in it; the master key that wrapped it is needed"
    )]
    Keyring(#[source] KeyringError),
    /// The backup was made by a newer version, or by one with other migrations.
    #[error(
        "restore the backup: it needs migration {0} as it was when it was made; use the version that made it, or a newer one"
    )]
    UnknownMigration(i64),
    /// The database to restore into is not empty.
    #[error(
        "restore the backup: the database has a schema {0} already; name an empty database, nothing was changed"
    )]
    NotEmpty(String),
    /// The folder of keys is not there. Without it everybody would pass for erased.
    #[error("read the backup: its folder keys is not there; put it back beside data.sealed")]
    NoKeys,
    /// Sessions would be erased because their keys are gone, and the operator named another number.
    #[error(
        "restore the backup: {0} sessions have no key in it any more and would be erased for good, here and in \
         every other backup. If that many were erased since, say --erase {0}; if not, put the whole of keys \
         back. No data was loaded"
    )]
    WouldErase(u64),
    /// An object to restore has the name of another one.
    #[error("restore the backup: the object store has another object of the same name")]
    OtherObject,
    /// A table refers to one that refers back to it, so that neither can be loaded first.
    #[error("order the tables: {0} is in a circle of references")]
    Circle(String),
    /// The database refused.
    #[error("read the database for a backup, or load one into it")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("bring the schema of a restored database up to date")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The object store refused.
    #[error("fetch an object for a backup, or store or delete one of a restored one")]
    Objects(#[from] ObjectError),
}

impl BackupError {
    /// A failure with a file, for `map_err`.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}
