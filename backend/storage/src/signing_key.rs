use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::session::SealedKey;

/// A signing key of the installation to be stored.
#[derive(Debug, Clone)]
pub struct NewSigningKey<'a> {
    /// The key.
    pub id: Uuid,
    /// The thumbprint of its public half.
    pub kid: &'a str,
    /// The uncompressed point, 65 bytes.
    pub public_point: &'a [u8],
    /// The key that seals the private half, wrapped.
    pub sealing_key: &'a SealedKey,
    /// The private half (PKCS #8), sealed.
    pub private_sealed: &'a [u8],
    /// When it is made.
    pub created_at: DateTime<Utc>,
    /// When it signs first.
    pub signs_from: DateTime<Utc>,
}

/// A signing key of the installation.
#[derive(Debug, Clone)]
pub struct SigningKeyRow {
    /// The key.
    pub id: Uuid,
    /// The thumbprint of its public half.
    pub kid: String,
    /// The uncompressed point, 65 bytes.
    pub public_point: Vec<u8>,
    /// The private half; `None` once another key took its place.
    pub private: Option<SealedPrivateKey>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it signs first.
    pub signs_from: DateTime<Utc>,
    /// When another key takes its place, which may lie ahead.
    pub retired_at: Option<DateTime<Utc>>,
    /// When it stopped counting, because it was stolen.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// The sealed private half of a signing key.
#[derive(Debug, Clone)]
pub struct SealedPrivateKey {
    /// The key that seals it, wrapped.
    pub sealing_key: SealedKey,
    /// PKCS #8, sealed.
    pub sealed: Vec<u8>,
}

/// A row as the database gives it.
struct Raw {
    id: Uuid,
    kid: String,
    public_point: Vec<u8>,
    sealing_kek: Option<String>,
    sealing_key: Option<Vec<u8>>,
    private_sealed: Option<Vec<u8>>,
    created_at: DateTime<Utc>,
    signs_from: DateTime<Utc>,
    retired_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
}

impl From<Raw> for SigningKeyRow {
    fn from(raw: Raw) -> Self {
        Self {
            id: raw.id,
            kid: raw.kid,
            public_point: raw.public_point,
            private: raw
                .sealing_kek
                .zip(raw.sealing_key)
                .zip(raw.private_sealed)
                .map(|((kek, bytes), sealed)| SealedPrivateKey {
                    sealing_key: SealedKey { kek, bytes },
                    sealed,
                }),
            created_at: raw.created_at,
            signs_from: raw.signs_from,
            retired_at: raw.retired_at,
            revoked_at: raw.revoked_at,
        }
    }
}

/// Stores the latest key. `false` when there is one whose end is not settled: nothing was stored.
///
/// # Errors
/// When the database refuses.
pub async fn insert_signing_key(
    executor: impl PgExecutor<'_>,
    new: &NewSigningKey<'_>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into credence.signing_key
             (id, kid, public_point, sealing_kek, sealing_key, private_sealed, created_at, signs_from)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict do nothing",
        new.id,
        new.kid,
        new.public_point,
        new.sealing_key.kek,
        new.sealing_key.bytes,
        new.private_sealed,
        new.created_at,
        new.signs_from,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Settles the end of the latest key: it signs until `retired_at`, and its public half stays published
/// until `published_until`.
///
/// # Errors
/// When the database refuses.
pub async fn set_signing_key_retired(
    executor: impl PgExecutor<'_>,
    retired_at: DateTime<Utc>,
    published_until: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update credence.signing_key set retired_at = $1, published_until = $2
         where retired_at is null",
        retired_at,
        published_until,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Destroys the private halves of keys whose end has come.
///
/// # Errors
/// When the database refuses.
pub async fn set_signing_keys_destroyed(
    executor: impl PgExecutor<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update credence.signing_key
         set sealing_kek = null, sealing_key = null, private_sealed = null
         where retired_at <= $1 and private_sealed is not null",
        now,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Has no key count any more that counts at `now`, and destroys their private halves. Gives their
/// names.
///
/// # Errors
/// When the database refuses.
pub async fn set_signing_keys_revoked(
    executor: impl PgExecutor<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        "update credence.signing_key
         set revoked_at = $1, retired_at = least(retired_at, $1), published_until = $1,
             sealing_kek = null, sealing_key = null, private_sealed = null
         where revoked_at is null
             and (retired_at is null or published_until > $1 or private_sealed is not null)
         returning kid",
        now,
    )
    .fetch_all(executor)
    .await
}

/// The keys whose signatures count at `now`, the latest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_signing_keys(
    executor: impl PgExecutor<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<SigningKeyRow>> {
    let rows = sqlx::query_as!(
        Raw,
        r#"select id, kid, public_point, sealing_kek, sealing_key, private_sealed, created_at,
                coalesce(signs_from, created_at) as "signs_from!", retired_at, revoked_at
         from credence.signing_key
         where revoked_at is null and (retired_at is null or published_until > $1)
         order by coalesce(signs_from, created_at) desc, retired_at desc nulls first, id desc"#,
        now,
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(SigningKeyRow::from).collect())
}

/// Every key that there ever was, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_all_signing_keys(
    executor: impl PgExecutor<'_>,
) -> sqlx::Result<Vec<SigningKeyRow>> {
    let rows = sqlx::query_as!(
        Raw,
        r#"select id, kid, public_point, sealing_kek, sealing_key, private_sealed, created_at,
                coalesce(signs_from, created_at) as "signs_from!", retired_at, revoked_at
         from credence.signing_key
         order by coalesce(signs_from, created_at), retired_at nulls last, id"#,
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(SigningKeyRow::from).collect())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{now, sealed_key};

    async fn insert(pool: &PgPool, id: u128, signs_from: DateTime<Utc>) -> bool {
        let new = NewSigningKey {
            id: Uuid::from_u128(id),
            kid: &id.to_string(),
            public_point: &[4; 65],
            sealing_key: &sealed_key(),
            private_sealed: &[1],
            created_at: now(),
            signs_from,
        };
        insert_signing_key(pool, &new).await.unwrap()
    }

    async fn listed(pool: &PgPool, at: DateTime<Utc>) -> Vec<(String, bool)> {
        let keys = list_signing_keys(pool, at).await.unwrap();
        keys.into_iter()
            .map(|key| (key.kid, key.private.is_some()))
            .collect()
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_key_signs_until_its_successor_does_and_stays_published_for_a_while(pool: PgPool) {
        assert!(insert(&pool, 1, now()).await);
        assert!(!insert(&pool, 2, now()).await);
        let hour = now() + TimeDelta::minutes(10);
        let until = now() + TimeDelta::days(9);
        set_signing_key_retired(&pool, hour, until).await.unwrap();
        assert!(insert(&pool, 3, hour).await);
        let of = |signs: bool| [("3".to_owned(), true), ("1".to_owned(), signs)];
        set_signing_keys_destroyed(&pool, now()).await.unwrap();
        assert_eq!(listed(&pool, now()).await, of(true));
        set_signing_keys_destroyed(&pool, hour).await.unwrap();
        assert_eq!(listed(&pool, hour).await, of(false));
        assert_eq!(listed(&pool, until).await, of(false)[..1]);
        assert_eq!(list_all_signing_keys(&pool).await.unwrap().len(), 2);
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_revoked_key_counts_no_more_and_is_still_known(pool: PgPool) {
        insert(&pool, 1, now()).await;
        let revoked = set_signing_keys_revoked(&pool, now()).await.unwrap();
        assert_eq!(revoked, ["1"]);
        assert!(insert(&pool, 2, now()).await);
        assert_eq!(listed(&pool, now()).await, [("2".to_owned(), true)]);
        let all = list_all_signing_keys(&pool).await.unwrap();
        let revoked: Vec<_> = all.iter().map(|key| key.revoked_at.is_some()).collect();
        assert_eq!(revoked, [true, false]);
        assert!(all[0].private.is_none());
    }
}
