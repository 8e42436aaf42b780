use std::fs::{self, File};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::error::BackupError;

/// The extension of the name of a backup that is being made.
pub(crate) const UNFINISHED: &str = "partial";
/// The instant in the name of a backup.
pub(crate) const NAMED_BY: &str = "%Y%m%dT%H%M%SZ";
const LOCK: &str = ".lock";
/// Files of one backup.
pub(crate) const HEADER: &str = "header.json";
pub(crate) const DATA: &str = "data.sealed";
pub(crate) const KEYS: &str = "keys";

/// A folder of backups, one below it each: `<instant>-<id>/` with `header.json`, `data.sealed` and
/// `keys/`. The sealed data may be copied anywhere; the keys belong where erasure reaches them.
#[derive(Debug, Clone)]
pub struct BackupFolder(PathBuf);

/// One process at a time changes what the folder holds; the lock goes with this value.
pub(crate) struct Locked(#[expect(dead_code, reason = "held, not read")] File);

impl BackupFolder {
    /// The folder at `path`, which need not exist yet.
    #[must_use]
    pub const fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Whether a backup was made into it: its lock is there. An empty mount point has none.
    #[must_use]
    pub fn was_used(&self) -> bool {
        self.0.join(LOCK).is_file()
    }

    /// Makes the folder, for its owner only, and waits for its lock.
    pub(crate) fn lock(&self) -> Result<Locked, BackupError> {
        make_private(&self.0)?;
        let path = self.0.join(LOCK);
        let lock = File::options()
            .create(true)
            .append(true)
            .mode(0o600)
            .open(&path)
            .map_err(BackupError::file(&path))?;
        lock.lock().map_err(BackupError::file(&path))?;
        Ok(Locked(lock))
    }

    /// Every backup below it, those in the making too.
    pub(crate) fn all(&self) -> Result<Vec<PathBuf>, BackupError> {
        let entries = match fs::read_dir(&self.0) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(BackupError::file(&self.0)(error)),
        };
        let mut found = Vec::new();
        for entry in entries {
            let path = entry.map_err(BackupError::file(&self.0))?.path();
            if path.join(KEYS).is_dir() {
                found.push(path);
            }
        }
        Ok(found)
    }

    /// A new place for a backup in the making.
    pub(crate) fn begin(&self, at: DateTime<Utc>, id: Uuid) -> Result<Unfinished, BackupError> {
        let name = format!("{}-{}", at.format(NAMED_BY), id.as_simple());
        let path = self.0.join(format!("{name}.{UNFINISHED}"));
        make_private(&path.join(KEYS))?;
        Ok(Unfinished {
            path,
            finished: self.0.join(name),
        })
    }
}

/// A backup in the making.
pub(crate) struct Unfinished {
    pub(crate) path: PathBuf,
    finished: PathBuf,
}

impl Unfinished {
    /// A file of it, for its owner only.
    pub(crate) fn create(&self, name: &str) -> Result<File, BackupError> {
        let path = self.path.join(name);
        new_file(&path)
    }

    /// Gives it its name, after which it counts.
    pub(crate) fn finish(self) -> Result<PathBuf, BackupError> {
        fs::rename(&self.path, &self.finished).map_err(BackupError::file(&self.finished))?;
        Ok(self.finished)
    }
}

/// Whether a backup was finished.
pub(crate) fn is_finished(backup: &Path) -> bool {
    backup.extension().is_none_or(|end| end != UNFINISHED)
}

pub(crate) fn new_file(path: &Path) -> Result<File, BackupError> {
    File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(BackupError::file(path))
}

fn make_private(path: &Path) -> Result<(), BackupError> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(BackupError::file(path))
}
