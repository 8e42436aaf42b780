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
}

/// The sealed private half of a signing key.
#[derive(Debug, Clone)]
pub struct SealedPrivateKey {
    /// The key that seals it, wrapped.
    pub sealing_key: SealedKey,
    /// PKCS #8, sealed.
    pub sealed: Vec<u8>,
}

/// Stores a key that signs from now on. `false` when another one does: nothing was stored.
///
/// # Errors
/// When the database refuses.
pub async fn insert_signing_key(
    executor: impl PgExecutor<'_>,
    new: &NewSigningKey<'_>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into credence.signing_key
             (id, kid, public_point, sealing_kek, sealing_key, private_sealed, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing",
        new.id,
        new.kid,
        new.public_point,
        new.sealing_key.kek,
        new.sealing_key.bytes,
        new.private_sealed,
        new.created_at,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Takes the key in use out of it: its private half is destroyed, its public half stays until
/// `published_until`.
///
/// # Errors
/// When the database refuses.
pub async fn set_signing_key_retired(
    executor: impl PgExecutor<'_>,
    now: DateTime<Utc>,
    published_until: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update credence.signing_key
         set retired_at = $1, published_until = $2, sealing_kek = null, sealing_key = null,
             private_sealed = null
         where retired_at is null",
        now,
        published_until,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The keys whose signatures count at `now`, the one in use first, then the latest.
///
/// # Errors
/// When the database refuses.
pub async fn list_signing_keys(
    executor: impl PgExecutor<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<SigningKeyRow>> {
    let rows = sqlx::query!(
        "select id, kid, public_point, sealing_kek, sealing_key, private_sealed
         from credence.signing_key
         where retired_at is null or published_until > $1
         order by (retired_at is null) desc, created_at desc",
        now,
    )
    .fetch_all(executor)
    .await?;
    let keys = rows.into_iter().map(|row| SigningKeyRow {
        id: row.id,
        kid: row.kid,
        public_point: row.public_point,
        private: row
            .sealing_kek
            .zip(row.sealing_key)
            .zip(row.private_sealed)
            .map(|((kek, bytes), sealed)| SealedPrivateKey {
                sealing_key: SealedKey { kek, bytes },
                sealed,
            }),
    });
    Ok(keys.collect())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{now, sealed_key};

    async fn insert(pool: &PgPool, id: u128) -> bool {
        let new = NewSigningKey {
            id: Uuid::from_u128(id),
            kid: &id.to_string(),
            public_point: &[4; 65],
            sealing_key: &sealed_key(),
            private_sealed: &[1],
            created_at: now(),
        };
        insert_signing_key(pool, &new).await.unwrap()
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn one_key_signs_and_the_last_stays_published_for_a_while(pool: PgPool) {
        assert!(insert(&pool, 1).await);
        assert!(!insert(&pool, 2).await);
        let until = now() + TimeDelta::days(9);
        set_signing_key_retired(&pool, now(), until).await.unwrap();
        assert!(insert(&pool, 3).await);
        let listed = async |at| {
            let keys = list_signing_keys(&pool, at).await.unwrap();
            keys.into_iter()
                .map(|key| (key.kid, key.private.is_some()))
                .collect::<Vec<_>>()
        };
        let both = [("3".to_owned(), true), ("1".to_owned(), false)];
        assert_eq!(listed(now()).await, both);
        assert_eq!(listed(until).await, both[..1]);
    }
}
