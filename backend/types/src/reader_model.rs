use serde::{Deserialize, Serialize};

/// A model that a reader read pictures with: a network or a table, by the hash of its file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReaderModel {
    /// What it is called.
    pub name: String,
    /// The SHA-256 of its file, in lower-case hexadecimal digits.
    pub sha256: String,
}
