use std::io;
use std::path::PathBuf;

/// Why the private PostgreSQL could not be started. Each message says what to do.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// No `initdb` and `postgres` were found.
    #[error(
        "no PostgreSQL server programs were found{}.\n  Debian, Ubuntu:  apt-get install -y postgresql\n  macOS:           brew install postgresql@17\n  or name a running server:  DATABASE_URL=postgresql://user:password@host/database",
        .wanted.map(|major| format!(" for version {major}, which wrote this data folder")).unwrap_or_default()
    )]
    NotInstalled {
        /// The major version that the data folder needs, if it exists already.
        wanted: Option<u32>,
    },
    /// Another process holds the launcher's lock.
    #[error("another Credence already runs on the data folder {}; stop it first, or choose another folder", .folder.display())]
    InUse {
        /// The folder of the cluster.
        folder: PathBuf,
    },
    /// Root has no account to drop to.
    #[error(
        "running as root, but there is no account `postgres` or `nobody` to run PostgreSQL as; create one or run as an ordinary user"
    )]
    NoAccount,
    /// `initdb` or `postgres` ended early.
    #[error("{program} failed; its last words:\n{output}")]
    Program {
        /// Which program.
        program: &'static str,
        /// The end of what it printed.
        output: String,
    },
    /// The server did not report ready in time.
    #[error("PostgreSQL did not become ready within {seconds} seconds; see {}", .log.display())]
    NotReady {
        /// How long it was given.
        seconds: u64,
        /// The server's log.
        log: PathBuf,
    },
    /// A file operation failed.
    #[error("{attempted} failed for {}", .path.display())]
    File {
        /// What was attempted.
        attempted: &'static str,
        /// On which path.
        path: PathBuf,
        /// The cause.
        #[source]
        source: io::Error,
    },
}

impl LaunchError {
    pub(crate) fn file(
        attempted: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File {
            attempted,
            path,
            source,
        }
    }
}
