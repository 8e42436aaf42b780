use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use credence_types::Redacted;
use object_store::aws::{AmazonS3, AmazonS3Builder, S3ConditionalPut};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Location;
use object_store::{ClientOptions, ObjectStoreExt, PutMode, PutOptions, RetryConfig};

use crate::key::ObjectKey;

/// The largest object a store takes or gives when nothing else is configured: 32 MiB.
pub const DEFAULT_OBJECT_LIMIT_BYTES: u64 = 32 * 1024 * 1024;

/// Where objects are kept. Every object is written once and never changed.
#[derive(Debug)]
pub struct ObjectStore {
    backend: Backend,
    limit_bytes: u64,
}

#[derive(Debug)]
enum Backend {
    Folder(LocalFileSystem),
    S3(Box<AmazonS3>),
    Memory(InMemory),
}

/// How to reach an S3-compatible store.
#[derive(Debug, Clone)]
pub struct S3Options {
    /// The base address, such as `https://s3.eu-west-2.amazonaws.com`.
    pub endpoint: String,
    /// The bucket; it must exist.
    pub bucket: String,
    /// The region that requests are signed for.
    pub region: String,
    /// The access key's id.
    pub access_key_id: String,
    /// The access key's secret.
    pub secret_access_key: Redacted<String>,
}

/// An object could not be stored, read or deleted.
#[derive(Debug, thiserror::Error)]
pub enum ObjectError {
    /// There is no such object.
    #[error("read an object: it does not exist")]
    NotFound,
    /// An object of that name is already stored; it was left as it is.
    #[error("store an object: its name is taken")]
    AlreadyExists,
    /// The object is larger than the store's limit.
    #[error("move an object of {actual_bytes} bytes: the limit is {limit_bytes}")]
    TooLarge {
        /// The object's size.
        actual_bytes: u64,
        /// The store's limit.
        limit_bytes: u64,
    },
    /// The folder could not be made or is not writable.
    #[error("open the object folder")]
    Folder(#[source] std::io::Error),
    /// The store failed or is not reachable.
    #[error("reach the object store")]
    Backend(#[source] object_store::Error),
}

impl ObjectStore {
    /// Objects as files below `folder`, which is made (mode 0700 on Unix) when absent. A `put`
    /// returns after the file and its directory are flushed to disk.
    ///
    /// # Errors
    /// When the folder cannot be made or opened.
    pub fn folder(folder: &Path) -> Result<Self, ObjectError> {
        make_private_folder(folder).map_err(ObjectError::Folder)?;
        let files = LocalFileSystem::new_with_prefix(folder)
            .map_err(ObjectError::Backend)?
            .with_fsync(true);
        Ok(Self::of(Backend::Folder(files)))
    }

    /// Objects in a bucket of an S3-compatible store. Plain HTTP is used only where the endpoint
    /// says so.
    ///
    /// # Errors
    /// When the options do not make sense; nothing is contacted.
    pub fn s3(options: &S3Options) -> Result<Self, ObjectError> {
        let client = ClientOptions::new()
            .with_allow_http(options.endpoint.starts_with("http://"))
            .with_connect_timeout(Duration::from_secs(5))
            .with_timeout(Duration::from_secs(30));
        // The library's own patience is three minutes; a caller waits.
        let retry = RetryConfig {
            max_retries: 3,
            retry_timeout: Duration::from_secs(15),
            ..RetryConfig::default()
        };
        let bucket = AmazonS3Builder::new()
            .with_endpoint(&options.endpoint)
            .with_bucket_name(&options.bucket)
            .with_region(&options.region)
            .with_access_key_id(&options.access_key_id)
            .with_secret_access_key(options.secret_access_key.expose())
            .with_conditional_put(S3ConditionalPut::ETagMatch)
            .with_client_options(client)
            .with_retry(retry)
            .build()
            .map_err(ObjectError::Backend)?;
        Ok(Self::of(Backend::S3(Box::new(bucket))))
    }

    /// Objects in memory, for tests.
    #[must_use]
    pub fn memory() -> Self {
        Self::of(Backend::Memory(InMemory::new()))
    }

    /// The same store with another limit for the size of one object.
    #[must_use]
    pub fn with_limit_bytes(self, limit_bytes: u64) -> Self {
        Self {
            limit_bytes,
            ..self
        }
    }

    /// Stores a new object.
    ///
    /// # Errors
    /// When the name is taken, the object is too large or the store fails.
    pub async fn put(&self, key: &ObjectKey, bytes: Bytes) -> Result<(), ObjectError> {
        self.check_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
        let once = PutOptions::from(PutMode::Create);
        match self
            .store()
            .put_opts(&location(key), bytes.into(), once)
            .await
        {
            Ok(_) => Ok(()),
            Err(object_store::Error::AlreadyExists { .. }) => Err(ObjectError::AlreadyExists),
            Err(other) => Err(ObjectError::Backend(other)),
        }
    }

    /// Reads an object.
    ///
    /// # Errors
    /// When there is none, it is too large or the store fails.
    pub async fn get(&self, key: &ObjectKey) -> Result<Bytes, ObjectError> {
        let found = match self.store().get(&location(key)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Err(ObjectError::NotFound),
            Err(other) => return Err(ObjectError::Backend(other)),
        };
        self.check_size(found.meta.size)?;
        found.bytes().await.map_err(ObjectError::Backend)
    }

    /// Deletes an object; one that is already gone is no error.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn delete(&self, key: &ObjectKey) -> Result<(), ObjectError> {
        match self.store().delete(&location(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(other) => Err(ObjectError::Backend(other)),
        }
    }

    fn of(backend: Backend) -> Self {
        Self {
            backend,
            limit_bytes: DEFAULT_OBJECT_LIMIT_BYTES,
        }
    }

    fn store(&self) -> &dyn object_store::ObjectStore {
        match &self.backend {
            Backend::Folder(store) => store,
            Backend::S3(store) => store.as_ref(),
            Backend::Memory(store) => store,
        }
    }

    fn check_size(&self, actual_bytes: u64) -> Result<(), ObjectError> {
        if actual_bytes > self.limit_bytes {
            return Err(ObjectError::TooLarge {
                actual_bytes,
                limit_bytes: self.limit_bytes,
            });
        }
        Ok(())
    }
}

fn location(key: &ObjectKey) -> Location {
    Location::from(key.to_string())
}

fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
