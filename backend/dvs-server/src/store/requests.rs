use chrono::{DateTime, Utc};
use credence_types::{AccountId, RequestId};
use sqlx::PgPool;
use uuid::Uuid;

use super::RequestStatus;
use super::status::status_of;

/// A request to be stored together with its images.
pub(crate) struct NewRequest<'a> {
    pub(crate) account: AccountId,
    pub(crate) id: RequestId,
    pub(crate) document_type: i32,
    pub(crate) kek_id: &'a str,
    pub(crate) wrapped_key: &'a [u8],
    pub(crate) parameters_sealed: &'a [u8],
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) expires_at: DateTime<Utc>,
    pub(crate) images: Vec<NewImage>,
}

/// An image whose sealed bytes lie in the object store already.
pub(crate) struct NewImage {
    pub(crate) step: &'static str,
    pub(crate) media_type: &'static str,
    pub(crate) byte_length: i64,
    pub(crate) object_key: String,
}

/// What it takes to open a request.
pub(crate) struct RequestRow {
    pub(crate) status: RequestStatus,
    pub(crate) document_type: i32,
    pub(crate) kek_id: String,
    pub(crate) wrapped_key: Vec<u8>,
    pub(crate) parameters_sealed: Option<Vec<u8>>,
    pub(crate) result_sealed: Option<Vec<u8>>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) expires_at: DateTime<Utc>,
    pub(crate) content_expires_at: DateTime<Utc>,
}

/// A request that this process may now read, and the lease under which it may.
pub(crate) struct ClaimedRow {
    pub(crate) document_type: i32,
    pub(crate) kek_id: String,
    pub(crate) wrapped_key: Vec<u8>,
    pub(crate) parameters_sealed: Option<Vec<u8>>,
    pub(crate) created_at: DateTime<Utc>,
    /// The fence: settling counts only while the row still carries this instant.
    pub(crate) processing_until: Option<DateTime<Utc>>,
}

/// Adds the request and its images in one statement, so that both exist or neither.
pub(crate) async fn insert_request(pool: &PgPool, new: NewRequest<'_>) -> Result<(), sqlx::Error> {
    let steps: Vec<String> = new
        .images
        .iter()
        .map(|image| image.step.to_owned())
        .collect();
    let types: Vec<String> = new
        .images
        .iter()
        .map(|image| image.media_type.to_owned())
        .collect();
    let lengths: Vec<i64> = new.images.iter().map(|image| image.byte_length).collect();
    let keys: Vec<String> = new
        .images
        .into_iter()
        .map(|image| image.object_key)
        .collect();
    sqlx::query!(
        "with request as (
             insert into dvs.request (account_id, id, status, document_type, kek_id, wrapped_key,
                 parameters_sealed, created_at, expires_at, content_expires_at)
             values ($1, $2, 'pending', $3, $4, $5, $6, $7, $8, $8)
         )
         insert into dvs.request_image
             (account_id, request_id, step, media_type, byte_length, object_key)
         select $1, $2, image.step, image.media_type, image.byte_length, image.object_key
         from unnest($9::text[], $10::text[], $11::bigint[], $12::text[])
             as image (step, media_type, byte_length, object_key)",
        new.account.as_uuid(),
        new.id.as_uuid(),
        new.document_type,
        new.kek_id,
        new.wrapped_key,
        new.parameters_sealed,
        new.created_at,
        new.expires_at,
        &steps,
        &types,
        &lengths,
        &keys,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The request, if it is this account's.
pub(crate) async fn request_by_id(
    pool: &PgPool,
    account: AccountId,
    id: RequestId,
) -> Result<Option<RequestRow>, sqlx::Error> {
    let row = sqlx::query!(
        "select status, document_type, kek_id, wrapped_key, parameters_sealed, result_sealed,
             created_at, expires_at, content_expires_at
         from dvs.request where account_id = $1 and id = $2",
        account.as_uuid(),
        id.as_uuid(),
    )
    .fetch_optional(pool)
    .await?;
    row.map(|row| {
        Ok(RequestRow {
            status: status_of(&row.status)?,
            document_type: row.document_type,
            kek_id: row.kek_id,
            wrapped_key: row.wrapped_key,
            parameters_sealed: row.parameters_sealed,
            result_sealed: row.result_sealed,
            created_at: row.created_at,
            expires_at: row.expires_at,
            content_expires_at: row.content_expires_at,
        })
    })
    .transpose()
}

/// Takes a pending request, or one whose Verify died with its lease; `None` when it is neither, or
/// lapsed, or not this account's.
pub(crate) async fn claim_request(
    pool: &PgPool,
    account: AccountId,
    id: RequestId,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<ClaimedRow>, sqlx::Error> {
    sqlx::query_as!(
        ClaimedRow,
        "update dvs.request set status = 'processing', processing_until = $4
         where account_id = $1 and id = $2 and expires_at > $3 and wrapped_key <> ''::bytea
             and (status = 'pending' or (status = 'processing' and processing_until <= $3))
         returning document_type, kek_id, wrapped_key, parameters_sealed, created_at,
             processing_until",
        account.as_uuid(),
        id.as_uuid(),
        now,
        until,
    )
    .fetch_optional(pool)
    .await
}

/// How a verification ended.
pub(crate) struct Settlement<'a> {
    pub(crate) account: AccountId,
    pub(crate) id: RequestId,
    /// The lease that the claim returned.
    pub(crate) lease: Option<DateTime<Utc>>,
    pub(crate) is_success: bool,
    /// As it was read: the engine may have corrected it.
    pub(crate) document_type: i32,
    pub(crate) result_sealed: &'a [u8],
    pub(crate) processed_at: DateTime<Utc>,
    pub(crate) content_expires_at: DateTime<Utc>,
}

/// Stores the outcome; false when another Verify has taken the request over meanwhile.
pub(crate) async fn set_request_settled(
    pool: &PgPool,
    settlement: Settlement<'_>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update dvs.request
         set status = case when $4 then 'success' else 'failed' end, document_type = $5,
             result_sealed = $6, processed_at = $7, content_expires_at = $8, processing_until = null
         where account_id = $1 and id = $2 and status = 'processing' and processing_until = $3",
        settlement.account.as_uuid(),
        settlement.id.as_uuid(),
        settlement.lease,
        settlement.is_success,
        settlement.document_type,
        settlement.result_sealed,
        settlement.processed_at,
        settlement.content_expires_at,
    )
    .execute(pool)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives a claimed request back untouched, so that another Verify may try.
pub(crate) async fn set_request_released(
    pool: &PgPool,
    account: AccountId,
    id: RequestId,
    lease: Option<DateTime<Utc>>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update dvs.request set status = 'pending', processing_until = null
         where account_id = $1 and id = $2 and status = 'processing' and processing_until = $3",
        account.as_uuid(),
        id.as_uuid(),
        lease,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The bare id of a due request and its owner, for the retention task.
pub(crate) struct DueRequest {
    pub(crate) account_id: Uuid,
    pub(crate) id: Uuid,
}
