use credence_types::{AccountId, RequestId};
use sqlx::PgPool;

/// Where one sealed image lies.
pub(crate) struct ImageRow {
    pub(crate) step: String,
    pub(crate) object_key: String,
}

/// The images of a request; none once they are destroyed.
pub(crate) async fn list_images(
    pool: &PgPool,
    account: AccountId,
    request: RequestId,
) -> Result<Vec<ImageRow>, sqlx::Error> {
    sqlx::query_as!(
        ImageRow,
        "select step, object_key
         from dvs.request_image where account_id = $1 and request_id = $2",
        account.as_uuid(),
        request.as_uuid(),
    )
    .fetch_all(pool)
    .await
}
