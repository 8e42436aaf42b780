use chrono::{DateTime, Utc};
use credence_types::{SessionId, TenantId};
use sqlx::PgExecutor;

use crate::session::SealedKey;

/// A template of a face to be stored.
#[derive(Debug, Clone)]
pub struct NewFaceTemplate<'a> {
    /// Whose.
    pub tenant: TenantId,
    /// The session it comes from.
    pub session: SessionId,
    /// The model that made it, by its file's SHA-256.
    pub model_sha256: &'a str,
    /// The template, sealed under the session's key.
    pub template_sealed: &'a [u8],
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it is deleted.
    pub expires_at: DateTime<Utc>,
}

/// A template of another session, with the key to it.
#[derive(Debug, Clone)]
pub struct FaceTemplateRow {
    /// The session.
    pub session: SessionId,
    /// The template, sealed under the session's key.
    pub template_sealed: Vec<u8>,
    /// The session's key.
    pub sealing_key: SealedKey,
}

/// Stores a session's template in place of an earlier one; an erased session takes none.
///
/// # Errors
/// When the database refuses.
pub async fn set_face_template(
    executor: impl PgExecutor<'_>,
    new: &NewFaceTemplate<'_>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.face_template
             (tenant_id, session_id, model_sha256, template_sealed, created_at, expires_at)
         select s.tenant_id, s.id, $3, $4, $5, $6
         from credence.session s
         where s.tenant_id = $1 and s.id = $2 and s.sealing_key is not null
         for share
         on conflict (tenant_id, session_id) do update
         set model_sha256 = excluded.model_sha256, template_sealed = excluded.template_sealed,
             created_at = excluded.created_at, expires_at = excluded.expires_at",
        new.tenant.as_uuid(),
        new.session.as_uuid(),
        new.model_sha256,
        new.template_sealed,
        new.created_at,
        new.expires_at,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The templates by this model of a tenant's other sessions that are still kept at `now`, newest
/// first, at most `most`.
///
/// # Errors
/// When the database refuses.
pub async fn list_face_templates(
    executor: impl PgExecutor<'_>,
    (tenant, session): (TenantId, SessionId),
    model_sha256: &str,
    now: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Vec<FaceTemplateRow>> {
    let rows = sqlx::query!(
        r#"select t.session_id, t.template_sealed, s.sealing_kek as "sealing_kek!",
                  s.sealing_key as "sealing_key!"
           from credence.face_template t
           join credence.session s on s.tenant_id = t.tenant_id and s.id = t.session_id
           where t.tenant_id = $1 and t.session_id <> $2 and t.model_sha256 = $3
               and t.expires_at > $4 and s.sealing_kek is not null and s.sealing_key is not null
           order by t.created_at desc
           limit $5"#,
        tenant.as_uuid(),
        session.as_uuid(),
        model_sha256,
        now,
        most,
    )
    .fetch_all(executor)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| FaceTemplateRow {
            session: SessionId::from_uuid(row.session_id),
            template_sealed: row.template_sealed,
            sealing_key: SealedKey {
                kek: row.sealing_kek,
                bytes: row.sealing_key,
            },
        })
        .collect())
}

/// Deletes the templates of every tenant whose time is over, but those of sessions on hold. Gives how many.
///
/// # Errors
/// When the database refuses.
pub async fn delete_expired_face_templates(
    executor: impl PgExecutor<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    sqlx::query!(
        "delete from credence.face_template t
         where t.expires_at <= $1 and not exists (
             select 1 from credence.session s
             where s.tenant_id = t.tenant_id and s.id = t.session_id and s.held_since is not null)",
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn templates_of_other_sessions_are_listed_until_they_expire(pool: PgPool) {
        tenants_and_key(&pool).await;
        let (first, second) = (session(&pool, 0).await, session(&pool, 1).await);
        let mut new = NewFaceTemplate {
            tenant: TENANT,
            session: first,
            model_sha256: "aa",
            template_sealed: &[1],
            created_at: now(),
            expires_at: now() + TimeDelta::days(1),
        };
        set_face_template(&pool, &new).await.unwrap();
        new.template_sealed = &[2];
        set_face_template(&pool, &new).await.unwrap();
        let listed = async |tenant, by, model, at| {
            let rows = list_face_templates(&pool, (tenant, by), model, at, 10).await;
            let rows = rows.unwrap().into_iter();
            rows.map(|row| (row.session, row.template_sealed))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            listed(TENANT, second, "aa", now()).await,
            [(first, vec![2])]
        );
        assert!(listed(TENANT, first, "aa", now()).await.is_empty());
        assert!(listed(TENANT, second, "bb", now()).await.is_empty());
        assert!(listed(OTHER, second, "aa", now()).await.is_empty());
        let over = new.expires_at;
        assert!(listed(TENANT, second, "aa", over).await.is_empty());
        assert_eq!(
            delete_expired_face_templates(&pool, now()).await.unwrap(),
            0
        );
        assert_eq!(delete_expired_face_templates(&pool, over).await.unwrap(), 1);
    }
}
