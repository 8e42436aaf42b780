use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::backoff::backoff;
use crate::job::Job;
use crate::queue::Queue;

/// What became of a job that was handed back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retried {
    /// It will be due again.
    Later,
    /// Its attempts were used up.
    Buried,
    /// Another worker holds it by now.
    Lost,
}

impl Queue {
    /// Removes a finished job as part of the caller's transaction. `false` when the claim was lost:
    /// roll back, another worker has the job.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn complete(&self, connection: &mut PgConnection, job: &Job) -> sqlx::Result<bool> {
        sqlx::query!(
            "delete from credence.job where id = $1 and lease_by = $2 and buried_at is null",
            job.id.as_uuid(),
            job.lease,
        )
        .execute(connection)
        .await
        .map(|done| done.rows_affected() == 1)
    }

    /// Keeps a job, never to run again, for the operator to see, as part of the caller's
    /// transaction. `false` when the claim was lost. `reason` is a stable code.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn bury(
        &self,
        connection: &mut PgConnection,
        job: &Job,
        reason: &str,
    ) -> sqlx::Result<bool> {
        sqlx::query!(
            "update credence.job
             set buried_at = $3, last_error = $4, lease_by = null, dedupe_key = null
             where id = $1 and lease_by = $2 and buried_at is null",
            job.id.as_uuid(),
            job.lease,
            self.clock.now(),
            reason,
        )
        .execute(connection)
        .await
        .map(|done| done.rows_affected() == 1)
    }

    /// Hands a job back to run at an instant of the handler's choice, its attempts counted anew, as
    /// part of the caller's transaction. `false` when the claim was lost.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn run_again_at(
        &self,
        connection: &mut PgConnection,
        job: &Job,
        run_at: DateTime<Utc>,
    ) -> sqlx::Result<bool> {
        sqlx::query!(
            "update credence.job set run_at = $3, attempt = 0, lease_by = null, last_error = null
             where id = $1 and lease_by = $2 and buried_at is null",
            job.id.as_uuid(),
            job.lease,
            run_at,
        )
        .execute(connection)
        .await
        .map(|done| done.rows_affected() == 1)
    }

    /// Hands a failed job back, to run again after a back-off, or buries it after its last attempt.
    /// `reason` is a stable code.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn retry_later(&self, job: &Job, reason: &str) -> sqlx::Result<Retried> {
        if !job.is_last_attempt() {
            return self.postpone(job, reason).await;
        }
        let mut connection = self.pool.acquire().await?;
        let buried = self.bury(&mut connection, job, reason).await?;
        Ok(if buried {
            Retried::Buried
        } else {
            Retried::Lost
        })
    }

    /// Hands a job back, to run again after a back-off, even after its last attempt.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn postpone(&self, job: &Job, reason: &str) -> sqlx::Result<Retried> {
        let done = sqlx::query!(
            "update credence.job set run_at = $3, last_error = $4, lease_by = null
             where id = $1 and lease_by = $2 and buried_at is null",
            job.id.as_uuid(),
            job.lease,
            self.clock.now() + backoff(job.id, job.attempt),
            reason,
        )
        .execute(&self.pool)
        .await?;
        Ok(if done.rows_affected() == 1 {
            Retried::Later
        } else {
            Retried::Lost
        })
    }
}
