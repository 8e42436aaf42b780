use chrono::{DateTime, Utc};
use credence_types::{ImageId, ImageKind, SessionId, TenantId, VerificationId};
use sqlx::PgExecutor;

/// An image that is kept, sealed, in the object store.
#[derive(Debug, Clone)]
pub struct ImageRow {
    /// Whose.
    pub tenant: TenantId,
    /// The image.
    pub id: ImageId,
    /// The session.
    pub session: SessionId,
    /// The verification it belongs to.
    pub verification: VerificationId,
    /// What it shows.
    pub kind: ImageKind,
    /// Its media type.
    pub media_type: String,
    /// Its size before sealing.
    pub byte_length: u64,
    /// Where it is kept.
    pub object_key: String,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
}

/// Stores an image's row.
///
/// # Errors
/// When the database refuses.
pub async fn insert_image(executor: impl PgExecutor<'_>, new: &ImageRow) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.image
             (tenant_id, id, session_id, verification_id, step, media_type, byte_length,
              object_key, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        new.tenant.as_uuid(),
        new.id.as_uuid(),
        new.session.as_uuid(),
        new.verification.as_uuid(),
        new.kind.as_str(),
        new.media_type,
        i64::try_from(new.byte_length).unwrap_or(i64::MAX),
        new.object_key,
        new.created_at,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The images of a verification: front, back, face, portrait.
///
/// # Errors
/// When the database refuses.
pub async fn list_images_by_verification(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
    verification: VerificationId,
) -> sqlx::Result<Vec<ImageRow>> {
    let rows = sqlx::query!(
        "select id, step, media_type, byte_length, object_key, created_at from credence.image
         where tenant_id = $1 and session_id = $2 and verification_id = $3
         order by array_position(array['front', 'back', 'face', 'portrait'], step)",
        tenant.as_uuid(),
        session.as_uuid(),
        verification.as_uuid(),
    )
    .fetch_all(executor)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ImageRow {
                tenant,
                id: ImageId::from_uuid(row.id),
                session,
                verification,
                kind: parsed_kind(&row.step)?,
                media_type: row.media_type,
                byte_length: u64::try_from(row.byte_length).unwrap_or(0),
                object_key: row.object_key,
                created_at: row.created_at,
            })
        })
        .collect()
}

/// The images of every verification of a session, the newest verification's first.
///
/// # Errors
/// When the database refuses.
pub async fn list_images_by_session(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
) -> sqlx::Result<Vec<ImageRow>> {
    let rows = sqlx::query!(
        "select id, verification_id, step, media_type, byte_length, object_key, created_at
         from credence.image where tenant_id = $1 and session_id = $2
         order by verification_id desc,
             array_position(array['front', 'back', 'face', 'portrait'], step)",
        tenant.as_uuid(),
        session.as_uuid(),
    )
    .fetch_all(executor)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ImageRow {
                tenant,
                id: ImageId::from_uuid(row.id),
                session,
                verification: VerificationId::from_uuid(row.verification_id),
                kind: parsed_kind(&row.step)?,
                media_type: row.media_type,
                byte_length: u64::try_from(row.byte_length).unwrap_or(0),
                object_key: row.object_key,
                created_at: row.created_at,
            })
        })
        .collect()
}

/// The image of that id, if it is of that session.
///
/// # Errors
/// When the database refuses.
pub async fn image_by_id(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
    id: ImageId,
) -> sqlx::Result<Option<ImageRow>> {
    let row = sqlx::query!(
        "select verification_id, step, media_type, byte_length, object_key, created_at
         from credence.image where tenant_id = $1 and id = $2 and session_id = $3",
        tenant.as_uuid(),
        id.as_uuid(),
        session.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    row.map(|row| {
        Ok(ImageRow {
            tenant,
            id,
            session,
            verification: VerificationId::from_uuid(row.verification_id),
            kind: parsed_kind(&row.step)?,
            media_type: row.media_type,
            byte_length: u64::try_from(row.byte_length).unwrap_or(0),
            object_key: row.object_key,
            created_at: row.created_at,
        })
    })
    .transpose()
}

fn parsed_kind(text: &str) -> sqlx::Result<ImageKind> {
    ImageKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == text)
        .ok_or_else(|| sqlx::Error::Decode("read an image's kind: unknown name".into()))
}
