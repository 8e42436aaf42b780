use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use credence_dcs_protocol::{Certificate, RsaKey};
use zeroize::Zeroizing;

use super::error::AuthorityError;
use super::item::Item;

/// The authority's folder, locked against another process while it is open.
pub(crate) struct Folder {
    path: PathBuf,
    _lock: File,
}

/// A key's PEM text and what it says.
pub(crate) struct StoredKey {
    pub(crate) pem: Zeroizing<String>,
    pub(crate) key: RsaKey,
}

impl Folder {
    pub(crate) fn open(path: &Path) -> Result<Self, AuthorityError> {
        let failed = |doing, path: &Path, source| AuthorityError::File {
            doing,
            path: path.to_owned(),
            source,
        };
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .map_err(|error| failed("make the folder", path, error))?;
        let lock_path = path.join("lock");
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&lock_path)
            .and_then(|lock| lock.lock().map(|()| lock))
            .map_err(|error| failed("lock", &lock_path, error))?;
        Ok(Self {
            path: path.to_owned(),
            _lock: lock,
        })
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    pub(crate) fn holds(&self, item: Item) -> bool {
        self.file(&item.key_file()).exists() || self.file(&item.certificate_file()).exists()
    }

    pub(crate) fn key(&self, item: Item) -> Result<Option<StoredKey>, AuthorityError> {
        let path = self.file(&item.key_file());
        let Some(pem) = self.read(&path)?.map(Zeroizing::new) else {
            return Ok(None);
        };
        let key = RsaKey::from_pem(pem.as_bytes())
            .map_err(|source| AuthorityError::Key { path, source })?;
        Ok(Some(StoredKey { pem, key }))
    }

    pub(crate) fn certificate(&self, item: Item) -> Result<Option<Certificate>, AuthorityError> {
        let Some(pem) = self.certificate_pem(item)? else {
            return Ok(None);
        };
        let path = self.file(&item.certificate_file());
        Certificate::from_pem(pem.as_bytes())
            .map(Some)
            .map_err(|source| AuthorityError::Certificate { path, source })
    }

    /// The text of the certificate's file.
    pub(crate) fn certificate_pem(&self, item: Item) -> Result<Option<String>, AuthorityError> {
        self.read(&self.file(&item.certificate_file()))
    }

    fn read(&self, path: &Path) -> Result<Option<String>, AuthorityError> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(AuthorityError::File {
                doing: "read",
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// Writes a file in one go, readable by its owner alone; one that says so already stays.
    pub(crate) fn write(&self, name: &str, text: &str) -> Result<(), AuthorityError> {
        let path = self.file(name);
        if self.read(&path)?.as_deref() == Some(text) {
            return Ok(());
        }
        let draft = self.file(&format!("{name}.draft"));
        let written = || {
            let _ = fs::remove_file(&draft);
            let mut file = File::options()
                .create_new(true)
                .write(true)
                .mode(0o600)
                .open(&draft)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&draft, &path)
        };
        written().map_err(|source| AuthorityError::File {
            doing: "write",
            path: path.clone(),
            source,
        })
    }

    /// Removes both files, the certificate first: a key alone is finished at the next start, a
    /// certificate alone is refused.
    pub(crate) fn remove(&self, item: Item) -> Result<(), AuthorityError> {
        for name in [item.certificate_file(), item.key_file()] {
            let path = self.file(&name);
            match fs::remove_file(&path) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    return Err(AuthorityError::File {
                        doing: "remove",
                        path,
                        source,
                    });
                }
                _ => {}
            }
        }
        Ok(())
    }
}
