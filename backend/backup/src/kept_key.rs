//! The keys of sessions and requests beside a backup, a line each.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use credence_types::{RequestId, SessionId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::BackupError;
use crate::folder::{KEYS, new_file};

/// Whose key a line holds. Ids are unique without the tenant or account that a row has besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyHolder {
    /// A session.
    Session(SessionId),
    /// A request of our DVS server.
    DvsRequest(RequestId),
}

/// A key as it was stored: wrapped by the operator's master key and bound to its holder, so that
/// the line needs no seal of its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptKey {
    pub(crate) of: KeyHolder,
    /// The tenant or account.
    pub(crate) holder: Uuid,
    pub(crate) kek: String,
    /// In hexadecimal digits.
    pub(crate) key: String,
}

impl KeyHolder {
    /// The file of its line: by the last byte of the id, which is random, so that the files are of
    /// one length and none is long.
    pub(crate) fn file_in(self, backup: &Path) -> PathBuf {
        let [.., last] = self.id().into_bytes();
        file_of(backup, last)
    }

    pub(crate) fn id(self) -> Uuid {
        match self {
            Self::Session(id) => id.as_uuid(),
            Self::DvsRequest(id) => id.as_uuid(),
        }
    }
}

/// The file of the keys of ids that end in this byte.
pub(crate) fn file_of(backup: &Path, last: u8) -> PathBuf {
    backup.join(KEYS).join(format!("{last:02x}.jsonl"))
}

/// The lines of a file; none where there is no file.
pub(crate) fn read_keys(path: &Path) -> Result<Vec<KeptKey>, BackupError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(BackupError::file(path)(error)),
    };
    let mut keys = Vec::new();
    for line in BufReader::new(file).lines() {
        let line = line.map_err(BackupError::file(path))?;
        let key = serde_json::from_str(&line)
            .map_err(|_| BackupError::Malformed("a line of its keys is malformed"))?;
        keys.push(key);
    }
    Ok(keys)
}

/// Writes a file of lines whole or not at all, in the place of one that may be there.
pub(crate) fn write_keys(path: &Path, keys: &[KeptKey]) -> Result<(), BackupError> {
    let fresh = path.with_extension("new");
    // What a process that was killed left behind.
    match fs::remove_file(&fresh) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(BackupError::file(&fresh)(error));
        }
        _ => {}
    }
    let mut out = BufWriter::new(new_file(&fresh)?);
    for key in keys {
        serde_json::to_writer(&mut out, key)
            .map_err(std::io::Error::from)
            .and_then(|()| out.write_all(b"\n"))
            .map_err(BackupError::file(&fresh))?;
    }
    let file = out
        .into_inner()
        .map_err(|error| BackupError::file(&fresh)(error.into_error()))?;
    file.sync_all().map_err(BackupError::file(&fresh))?;
    fs::rename(&fresh, path).map_err(BackupError::file(path))?;
    let folder = path.parent().unwrap_or(path);
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(BackupError::file(folder))
}
