use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

/// The public half of a signing key, whether it signs yet, still or no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicSigningKeyRow {
    /// The thumbprint.
    pub kid: String,
    /// The uncompressed point, 65 bytes.
    pub public_point: Vec<u8>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When another took its place.
    pub retired_at: Option<DateTime<Utc>>,
}

/// Every public half that there ever was, oldest first: what was signed for good is checked with it.
///
/// # Errors
/// When the database refuses.
pub async fn list_public_signing_keys(
    executor: impl PgExecutor<'_>,
) -> sqlx::Result<Vec<PublicSigningKeyRow>> {
    sqlx::query_as!(
        PublicSigningKeyRow,
        "select kid, public_point, created_at, retired_at from credence.signing_key
         order by created_at, kid",
    )
    .fetch_all(executor)
    .await
}
