use chrono::{DateTime, Utc};
use credence_types::{SessionId, TenantId};
use sqlx::PgExecutor;

/// The keyed hashes of a document and its holder.
#[derive(Debug, Clone)]
pub struct NewDocumentMark {
    /// Whose.
    pub tenant: TenantId,
    /// The session that handed it in.
    pub session: SessionId,
    /// Of its number and issuer.
    pub document_hash: [u8; 32],
    /// Of its holder.
    pub holder_hash: [u8; 32],
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Stores a mark; the same one again changes nothing, and a session that was erased or whose fields
/// were destroyed takes none.
///
/// # Errors
/// When the database refuses.
pub async fn insert_document_mark(
    executor: impl PgExecutor<'_>,
    new: &NewDocumentMark,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.document_mark
             (tenant_id, session_id, document_hash, holder_hash, created_at)
         select s.tenant_id, s.id, $3, $4, $5
         from credence.session s
         where s.tenant_id = $1 and s.id = $2 and s.sealing_key is not null
             and s.fields_destroyed_at is null
         for share
         on conflict do nothing",
        new.tenant.as_uuid(),
        new.session.as_uuid(),
        new.document_hash.as_slice(),
        new.holder_hash.as_slice(),
        new.created_at,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Whether another session of the tenant handed in the document with another holder, or with the same
/// alone; `None` where none did. Both lists go together: each document with its holder under one key.
///
/// # Errors
/// When the database refuses.
pub async fn has_document_other_holder(
    executor: impl PgExecutor<'_>,
    (tenant, session): (TenantId, SessionId),
    document_hashes: &[Vec<u8>],
    holder_hashes: &[Vec<u8>],
) -> sqlx::Result<Option<bool>> {
    sqlx::query_scalar!(
        r#"select bool_or(mark.holder_hash <> own.holder_hash)
           from credence.document_mark mark
           join unnest($3::bytea[], $4::bytea[]) own (document_hash, holder_hash)
               on own.document_hash = mark.document_hash
           where mark.tenant_id = $1 and mark.session_id <> $2"#,
        tenant.as_uuid(),
        session.as_uuid(),
        document_hashes,
        holder_hashes,
    )
    .fetch_one(executor)
    .await
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_document_of_another_session_is_known_with_its_holder(pool: PgPool) {
        tenants_and_key(&pool).await;
        let (first, second) = (session(&pool, 0).await, session(&pool, 1).await);
        let mark = |document, holder| NewDocumentMark {
            tenant: TENANT,
            session: first,
            document_hash: [document; 32],
            holder_hash: [holder; 32],
            created_at: now(),
        };
        for _ in 0..2 {
            let stored = insert_document_mark(&pool, &mark(1, 10)).await;
            stored.unwrap();
        }
        let found = async |tenant, by, document: u8, holder: u8| {
            let documents = [vec![0; 32], vec![document; 32]];
            let holders = [vec![0; 32], vec![holder; 32]];
            has_document_other_holder(&pool, (tenant, by), &documents, &holders)
                .await
                .unwrap()
        };
        assert_eq!(found(TENANT, second, 1, 10).await, Some(false));
        assert_eq!(found(TENANT, second, 1, 11).await, Some(true));
        assert_eq!(found(TENANT, second, 2, 10).await, None);
        assert_eq!(found(TENANT, first, 1, 11).await, None);
        assert_eq!(found(OTHER, second, 1, 11).await, None);
        insert_document_mark(&pool, &mark(1, 11)).await.unwrap();
        assert_eq!(found(TENANT, second, 1, 10).await, Some(true));
    }
}
