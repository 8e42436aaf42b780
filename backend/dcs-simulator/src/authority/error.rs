use std::io;
use std::path::PathBuf;

use credence_dcs_protocol::{CertificateError, KeyError};

/// The certification authority could not be opened or made. Every message says what to do.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// The folder or a file in it could not be read or written.
    #[error("open the simulator's certification authority: {doing} {}", path.display())]
    File {
        /// What was attempted.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A certificate's file holds something else.
    #[error("open the simulator's certification authority: {} is no certificate; restore the file, or delete the folder to make a new authority", path.display())]
    Certificate {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: CertificateError,
    },
    /// A key's file holds something else, or another certificate's key.
    #[error("open the simulator's certification authority: {} does not hold the key; restore the file, or delete the folder to make a new authority", path.display())]
    Key {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: KeyError,
    },
    /// A certificate is there without its key.
    #[error("open the simulator's certification authority: {} is missing beside its certificate; restore the file, or delete the folder to make a new authority", path.display())]
    KeyMissing {
        /// The file that should be there.
        path: PathBuf,
    },
    /// The root is gone, or a certificate was issued by another one.
    #[error("open the simulator's certification authority: {} was issued by another authority; restore the folder as it was, or delete it to make a new authority", path.display())]
    OtherAuthority {
        /// The certificate's file.
        path: PathBuf,
    },
    /// A name the server should be reachable under is no DNS name.
    #[error("make the simulator's certificates: a key, a name or a certificate was refused")]
    Issue(#[from] rcgen::Error),
}
