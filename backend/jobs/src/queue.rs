use std::fmt;
use std::sync::Arc;

use chrono::TimeDelta;
use credence_types::{Clock, JobId, TenantId};
use sqlx::{PgConnection, PgPool};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::job::{Job, NewJob};

/// How long a claim holds without a heartbeat.
pub const LEASE: TimeDelta = TimeDelta::seconds(60);

/// The queue. Clones share the wake-up.
#[derive(Clone)]
pub struct Queue {
    pub(crate) pool: PgPool,
    pub(crate) clock: Arc<dyn Clock>,
    wake: Arc<Notify>,
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Queue").finish_non_exhaustive()
    }
}

impl Queue {
    /// The queue in the database behind `pool`.
    #[must_use]
    pub fn new(pool: PgPool, clock: Arc<dyn Clock>) -> Self {
        Self {
            pool,
            clock,
            wake: Arc::new(Notify::new()),
        }
    }

    /// Puts a job into the queue as part of the caller's transaction; call [`Self::wake`] after the
    /// commit. `None` when a job of the same dedupe key is there already.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn enqueue(
        &self,
        connection: &mut PgConnection,
        job: NewJob,
    ) -> sqlx::Result<Option<JobId>> {
        let now = self.clock.now();
        sqlx::query_scalar!(
            "insert into credence.job
                 (id, tenant_id, kind, payload, run_at, max_attempts, dedupe_key, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $5)
             on conflict (dedupe_key) do nothing
             returning id",
            JobId::new(now).as_uuid(),
            job.tenant.as_uuid(),
            job.kind,
            job.payload,
            now,
            i32::try_from(job.max_attempts.max(1)).unwrap_or(i32::MAX),
            job.dedupe_key,
        )
        .fetch_optional(connection)
        .await
        .map(|id| id.map(JobId::from_uuid))
    }

    /// Makes the waiting job of that dedupe key due now, as part of the caller's transaction. One that
    /// a worker holds is left to it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hasten(
        &self,
        connection: &mut PgConnection,
        tenant: TenantId,
        dedupe_key: &str,
    ) -> sqlx::Result<()> {
        sqlx::query!(
            "update credence.job set run_at = $3
             where tenant_id = $1 and dedupe_key = $2 and lease_by is null and run_at > $3",
            tenant.as_uuid(),
            dedupe_key,
            self.clock.now(),
        )
        .execute(connection)
        .await
        .map(|_| ())
    }

    /// Whether a job of one of the dedupe keys waits or runs.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn holds_any(&self, tenant: TenantId, dedupe_keys: &[String]) -> sqlx::Result<bool> {
        sqlx::query_scalar!(
            r#"select exists (
                 select from credence.job where tenant_id = $1 and dedupe_key = any($2)
             ) as "is_held!""#,
            tenant.as_uuid(),
            dedupe_keys,
        )
        .fetch_one(&self.pool)
        .await
    }

    /// Tells a worker of this process to look at once. Others find the job within a second.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    pub(crate) async fn woken(&self) {
        self.wake.notified().await;
    }

    /// Claims up to `limit` due jobs of the given kinds, longest due first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn claim(&self, kinds: &[String], limit: u32) -> sqlx::Result<Vec<Job>> {
        let now = self.clock.now();
        let lease = Uuid::new_v4();
        let rows = sqlx::query!(
            "with due as (
                 select id from credence.job
                 where buried_at is null and run_at <= $1 and kind = any($2)
                 order by run_at
                 limit $3
                 for update skip locked
             )
             update credence.job as job
             set run_at = $4, lease_by = $5, attempt = job.attempt + 1
             from due
             where job.id = due.id
             returning job.id, job.tenant_id, job.kind, job.payload, job.attempt, job.max_attempts",
            now,
            kinds,
            i64::from(limit),
            now + LEASE,
            lease,
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| Job {
                id: JobId::from_uuid(row.id),
                tenant: TenantId::from_uuid(row.tenant_id),
                kind: row.kind,
                payload: row.payload,
                attempt: u32::try_from(row.attempt).unwrap_or(u32::MAX),
                max_attempts: u32::try_from(row.max_attempts).unwrap_or(1),
                lease,
            })
            .collect())
    }

    /// Holds a claim for another [`LEASE`]. `false` when it was lost.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn heartbeat(&self, job: &Job) -> sqlx::Result<bool> {
        sqlx::query!(
            "update credence.job set run_at = $3
             where id = $1 and lease_by = $2 and buried_at is null",
            job.id.as_uuid(),
            job.lease,
            self.clock.now() + LEASE,
        )
        .execute(&self.pool)
        .await
        .map(|done| done.rows_affected() == 1)
    }
}
