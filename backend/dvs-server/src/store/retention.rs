use chrono::{DateTime, Utc};
use credence_types::{AccountId, RequestId};
use sqlx::PgPool;

use super::requests::DueRequest;

/// Requests of every account whose content must go, the longest overdue first. A running Verify
/// keeps its request until its lease ends.
pub(crate) async fn list_due_requests(
    pool: &PgPool,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<DueRequest>, sqlx::Error> {
    sqlx::query_as!(
        DueRequest,
        "select account_id, id from dvs.request
         where content_expires_at <= $1 and content_destroyed_at is null
             and not (status = 'processing' and processing_until > $1)
         order by content_expires_at limit $2",
        now,
        limit,
    )
    .fetch_all(pool)
    .await
}

/// Destroys the key and what the row holds sealed, which makes the images unreadable at once; a
/// request that was never verified is expired. False when the request is no longer due.
pub(crate) async fn set_key_destroyed(
    pool: &PgPool,
    account: AccountId,
    id: RequestId,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update dvs.request
         set kek_id = '', wrapped_key = ''::bytea, parameters_sealed = null, result_sealed = null,
             processing_until = null,
             status = case when status in ('pending', 'processing') then 'expired' else status end
         where account_id = $1 and id = $2 and content_expires_at <= $3
             and content_destroyed_at is null
             and not (status = 'processing' and processing_until > $3)",
        account.as_uuid(),
        id.as_uuid(),
        now,
    )
    .execute(pool)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// As [`set_key_destroyed`], for a caller who wants the content gone now, whatever is left of its
/// retention and whoever verifies it: a running Verify finds its lease gone and stores nothing. What a
/// crash leaves of it is due for the retention task. False when it is no request of this account.
pub(crate) async fn set_key_destroyed_early(
    pool: &PgPool,
    account: AccountId,
    id: RequestId,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update dvs.request
         set kek_id = '', wrapped_key = ''::bytea, parameters_sealed = null, result_sealed = null,
             processing_until = null, content_expires_at = least(content_expires_at, $3),
             status = case when status in ('pending', 'processing') then 'expired' else status end
         where account_id = $1 and id = $2",
        account.as_uuid(),
        id.as_uuid(),
        now,
    )
    .execute(pool)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets the images and notes that nothing of the content is left.
pub(crate) async fn set_content_destroyed(
    pool: &PgPool,
    account: AccountId,
    id: RequestId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with forgotten as (
             delete from dvs.request_image where account_id = $1 and request_id = $2
         )
         update dvs.request set content_destroyed_at = $3
         where account_id = $1 and id = $2 and wrapped_key = ''::bytea
             and content_destroyed_at is null",
        account.as_uuid(),
        id.as_uuid(),
        now,
    )
    .execute(pool)
    .await?;
    Ok(())
}
