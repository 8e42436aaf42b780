use std::sync::Arc;

use credence_engine::FaceModels;
use credence_http_server::CallerCounts;
use credence_objects::{Keyring, ObjectStore};
use credence_types::Clock;
use sqlx::PgPool;
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

use crate::config::DvsConfig;
use crate::upload_memory::UploadMemory;

/// What the server stands on.
pub struct DvsParts {
    /// A database with schema `dvs`.
    pub pool: PgPool,
    /// Where sealed images lie.
    pub objects: Arc<ObjectStore>,
    /// The keys that wrap each request's own.
    pub keyring: Arc<Keyring>,
    /// The face models, loaded; without them no faces are compared.
    pub faces: Option<Arc<FaceModels>>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The operator's settings.
    pub config: DvsConfig,
}

/// The server's state, shared by its endpoints and its retention task. Cheap to clone.
#[derive(Clone)]
pub struct DvsState {
    pub(crate) pool: PgPool,
    pub(crate) objects: Arc<ObjectStore>,
    pub(crate) keyring: Arc<Keyring>,
    pub(crate) faces: Option<Arc<FaceModels>>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) config: Arc<DvsConfig>,
    pub(crate) address_counts: Option<Arc<CallerCounts>>,
    pub(crate) key_counts: Option<Arc<CallerCounts>>,
    pub(crate) upload_memory: UploadMemory,
    /// One permit for each verification that may run.
    pub(crate) examinations: Arc<Semaphore>,
    /// Storing and verifying under way, which go on when their caller hangs up.
    pub(crate) tasks: TaskTracker,
}

impl DvsState {
    /// Puts the parts together. Nothing is contacted and nothing started.
    #[must_use]
    pub fn new(parts: DvsParts) -> Self {
        let config = parts.config;
        Self {
            pool: parts.pool,
            objects: parts.objects,
            keyring: parts.keyring,
            faces: parts.faces,
            clock: parts.clock,
            address_counts: config.address_rate.map(CallerCounts::new).map(Arc::new),
            key_counts: config.key_rate.map(CallerCounts::new).map(Arc::new),
            upload_memory: UploadMemory::new(config.upload_memory_bytes),
            examinations: Arc::new(Semaphore::new(config.concurrent_examinations.max(1))),
            tasks: TaskTracker::new(),
            config: Arc::new(config),
        }
    }

    /// Waits for what goes on although its caller has left: storing and verifying. To be called after
    /// the listener has stopped.
    pub async fn drain(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }
}

impl std::fmt::Debug for DvsState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DvsState")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}
