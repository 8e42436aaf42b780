//! Secrets kept as files that only their owner may read.

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::secret_file;
use crate::whole_file::write_whole;

/// The folder of the secrets, below the data folder.
#[derive(Debug, Clone)]
pub(crate) struct SecretsFolder(PathBuf);

impl SecretsFolder {
    pub(crate) fn below(data: &Path) -> Self {
        Self(data.join("keys"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The secret's text, if it was ever kept.
    pub(crate) fn read(&self, name: &str) -> Result<Option<String>> {
        let path = self.path(name);
        if !path.try_exists().unwrap_or(true) {
            return Ok(None);
        }
        Ok(Some(secret_file::read(&path)?.trim().to_owned()))
    }

    /// The names of the secrets that are kept, in order.
    pub(crate) fn list(&self) -> Result<Vec<String>> {
        let entries = match fs::read_dir(&self.0) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => {
                return Err(error).with_context(|| format!("reading {}", self.0.display()));
            }
        };
        let mut names = Vec::new();
        for entry in entries {
            names.extend(entry?.file_name().into_string().ok());
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Removes a secret; one that is gone already is no error.
    pub(crate) fn remove(&self, name: &str) -> Result<()> {
        let path = self.path(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("removing {}", path.display()))
            }
            _ => Ok(()),
        }
    }

    /// Keeps a secret, whole or not at all.
    pub(crate) fn write(&self, name: &str, text: &str) -> Result<()> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.0)?;
        write_whole(&self.path(name), text.as_bytes(), 0o600)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_secret_is_kept_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = SecretsFolder::below(folder.path());
        assert_eq!(secrets.read("a.key").unwrap(), None);
        secrets.write("a.key", "first").unwrap();
        secrets.write("a.key", "second\n").unwrap();
        assert_eq!(secrets.read("a.key").unwrap().as_deref(), Some("second"));
        let mode = fs::metadata(secrets.path("a.key"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
