//! What is kept about a person, in every table that has something of theirs.

use credence_types::SessionId;
use sqlx::PgPool;

use crate::house::{TENANT, now};

/// Texts and bytes that tell of the person of a session, each found in one place of the database.
pub(crate) fn canaries(number: u128) -> Vec<Vec<u8>> {
    let texts = [
        format!("order of Quetzalcoatl {number:02}"),
        format!("qz-{number:02}"),
        format!("hold for Quetzalcoatl {number:02}"),
        format!("decided of Quetzalcoatl {number:02}"),
        format!("consent of Quetzalcoatl {number:02}"),
    ];
    let marks = [b'd', b'h', b'b', b'c', b'n', b't'];
    let mut all: Vec<Vec<u8>> = texts.map(String::into_bytes).into();
    all.extend(marks.map(|kind| mark(kind, number)));
    all
}

/// Stands for a keyed hash or a template.
fn mark(kind: u8, number: u128) -> Vec<u8> {
    format!("{}-of-{number:02}", char::from(kind).to_string().repeat(20)).into_bytes()
}

/// Adds the rows to a session.
pub(crate) async fn add(pool: &PgPool, session: SessionId, number: u128) {
    sqlx::query(
        "with s as (
             update credence.session
             set reference = $4, locale = $5, names_sealed = '\\x07', held_since = $3,
                 hold_reason = $6, decided_at = $3, decided_by = 'policy', verification_id = $2,
                 retake_step = 'face', retake_code = 'face_missing'
             where tenant_id = $1 and id = $2
         ), v as (
             update credence.verification
             set decision = jsonb_build_object('of', $7::text, 'scores', '[1, 0.25, null]'::jsonb)
             where tenant_id = $1 and session_id = $2
         ), d as (
             insert into credence.document_mark values ($1, $2, $9, $10, $3)
         ), i as (
             insert into credence.image_mark values ($1, $2, 'face', $11, repeat('10', 128)::bit(256), $3),
                 ($1, $2, 'front', $11, null, $3)
         ), f as (
             insert into credence.face_template values ($1, $2, 'model', $14, $3, $3)
         ), c as (
             insert into credence.continuation values ($1, $2, $12, $3, null, null)
         ), n as (
             insert into credence.challenge values ($1, $2, $13, '{left,right}', $3, $3, 2, null, null)
         ), q as (
             insert into credence.review_request values ($1, $2, $2, '\\x08', $3)
         ), a as (
             insert into credence.administrator
             values ($1, $2, $2::text, 'Reviewer', 'reviewer', 'hash', $3)
         )
         insert into credence.consent
         values ($1, $2, 'page', $8, $5, true, true, 'public_v4', $3, $3 + interval '1 microsecond')",
    )
    .bind(TENANT.as_uuid())
    .bind(session.as_uuid())
    .bind(now())
    .bind(format!("order of Quetzalcoatl {number:02}"))
    .bind(format!("qz-{number:02}"))
    .bind(format!("hold for Quetzalcoatl {number:02}"))
    .bind(format!("decided of Quetzalcoatl {number:02}"))
    .bind(format!("consent of Quetzalcoatl {number:02}"))
    .bind(mark(b'd', number))
    .bind(mark(b'h', number))
    .bind(mark(b'b', number))
    .bind(mark(b'c', number))
    .bind(mark(b'n', number))
    .bind(mark(b't', number))
    .execute(pool)
    .await
    .unwrap();
    sqlx::query("insert into credence.review values ($1, $2, $2, $2, 'reject', '\\x09', $3)")
        .bind(TENANT.as_uuid())
        .bind(session.as_uuid())
        .bind(now())
        .execute(pool)
        .await
        .unwrap();
}
