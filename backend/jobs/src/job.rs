use credence_types::{JobId, TenantId};
use uuid::Uuid;

/// A job to be put into the queue.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Whose data it is about.
    pub tenant: TenantId,
    /// Which handler it is for.
    pub kind: &'static str,
    /// Ids only, never personal data: it is stored in clear.
    pub payload: serde_json::Value,
    /// After how many failed attempts it is buried; at least 1.
    pub max_attempts: u32,
    /// At most one job of the same key is in the queue.
    pub dedupe_key: Option<String>,
}

/// A claimed job.
#[derive(Debug, Clone)]
pub struct Job {
    /// The job.
    pub id: JobId,
    /// Whose data it is about.
    pub tenant: TenantId,
    /// Which handler it is for.
    pub kind: String,
    /// What it is about.
    pub payload: serde_json::Value,
    /// Which attempt this is, counted from 1.
    pub attempt: u32,
    /// After how many failed attempts it is buried.
    pub max_attempts: u32,
    /// The claim; only its holder may settle the job.
    pub(crate) lease: Uuid,
}

impl Job {
    /// Whether no attempt is left after this one.
    #[must_use]
    pub const fn is_last_attempt(&self) -> bool {
        self.attempt >= self.max_attempts
    }

    /// Whether every attempt was begun and none settled the job: the last worker died over it. The
    /// handler should give up in order rather than try again.
    #[must_use]
    pub const fn is_exhausted(&self) -> bool {
        self.attempt > self.max_attempts
    }
}
