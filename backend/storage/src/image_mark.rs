use chrono::{DateTime, Utc};
use credence_types::{CaptureStep, SessionId, TenantId};
use sqlx::PgExecutor;

/// The keyed hashes of a picture.
#[derive(Debug, Clone)]
pub struct NewImageMark {
    /// Whose.
    pub tenant: TenantId,
    /// The session that sent it.
    pub session: SessionId,
    /// What it shows.
    pub step: CaptureStep,
    /// Of the file's bytes.
    pub bytes_hash: [u8; 32],
    /// Of what it looks like.
    pub look: Option<[u8; 32]>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Stores a mark; the same one again changes nothing, and a session that was erased or whose images
/// were destroyed takes none.
///
/// # Errors
/// When the database refuses.
pub async fn insert_image_mark(
    executor: impl PgExecutor<'_>,
    new: &NewImageMark,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.image_mark
             (tenant_id, session_id, step, bytes_hash, look, created_at)
         select s.tenant_id, s.id, $3, $4, $5::text::bit(256), $6
         from credence.session s
         where s.tenant_id = $1 and s.id = $2 and s.sealing_key is not null
             and s.images_destroyed_at is null
         for share
         on conflict do nothing",
        new.tenant.as_uuid(),
        new.session.as_uuid(),
        new.step.as_str(),
        new.bytes_hash.as_slice(),
        new.look.map(bits) as _,
        new.created_at,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Whether another session of the tenant sent a file of one of these hashes.
///
/// # Errors
/// When the database refuses.
pub async fn is_file_known(
    executor: impl PgExecutor<'_>,
    (tenant, session): (TenantId, SessionId),
    bytes_hashes: &[Vec<u8>],
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select 1 from credence.image_mark
               where tenant_id = $1 and session_id <> $2 and bytes_hash = any($3)
           ) as "is_known!""#,
        tenant.as_uuid(),
        session.as_uuid(),
        bytes_hashes,
    )
    .fetch_one(executor)
    .await
}

/// Whether another session of the tenant sent a picture for that step whose look differs in at most
/// so many bits. Reads every look of the tenant: some 30 ms for 100,000.
///
/// # Errors
/// When the database refuses.
pub async fn is_look_known(
    executor: impl PgExecutor<'_>,
    (tenant, session): (TenantId, SessionId),
    step: CaptureStep,
    look: [u8; 32],
    most_differing: i64,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select 1 from credence.image_mark
               where tenant_id = $1 and session_id <> $2 and step = $3 and look is not null
                   and bit_count(look # $4::text::bit(256)) <= $5
           ) as "is_known!""#,
        tenant.as_uuid(),
        session.as_uuid(),
        step.as_str(),
        bits(look) as _,
        most_differing,
    )
    .fetch_one(executor)
    .await
}

/// As Postgres writes bits.
fn bits(bytes: [u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:08b}")).collect()
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_picture_of_another_session_is_known_by_bytes_and_by_look(pool: PgPool) {
        tenants_and_key(&pool).await;
        let (first, second) = (session(&pool, 0).await, session(&pool, 1).await);
        let mark = NewImageMark {
            tenant: TENANT,
            session: first,
            step: CaptureStep::Face,
            bytes_hash: [7; 32],
            look: Some([0b1010_1010; 32]),
            created_at: now(),
        };
        insert_image_mark(&pool, &mark).await.unwrap();
        insert_image_mark(&pool, &mark).await.unwrap();
        let file = async |tenant, by, hash: [u8; 32]| {
            let hashes = [vec![0; 32], hash.to_vec()];
            is_file_known(&pool, (tenant, by), &hashes).await.unwrap()
        };
        assert!(file(TENANT, second, [7; 32]).await);
        assert!(!file(TENANT, first, [7; 32]).await);
        assert!(!file(OTHER, second, [7; 32]).await);
        assert!(!file(TENANT, second, [8; 32]).await);
        let mut near = [0b1010_1010; 32];
        near[3] ^= 0b111;
        let look = async |tenant, by, step, most| {
            is_look_known(&pool, (tenant, by), step, near, most)
                .await
                .unwrap()
        };
        assert!(look(TENANT, second, CaptureStep::Face, 3).await);
        assert!(!look(TENANT, second, CaptureStep::Face, 2).await);
        assert!(!look(TENANT, second, CaptureStep::Front, 3).await);
        assert!(!look(TENANT, first, CaptureStep::Face, 3).await);
        assert!(!look(OTHER, second, CaptureStep::Face, 3).await);
    }
}
