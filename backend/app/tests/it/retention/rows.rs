//! The rows of random sessions: made, and looked at.

use chrono::{DateTime, TimeDelta, Utc};
use credence_types::{SessionId, TenantId};
use sqlx::PgPool;

use crate::retention::model::Left;

/// What the person of a session was promised.
pub(super) type Promised = Option<(u32, u32)>;

/// A session with a row of everything that hangs on it.
pub(super) async fn insert(
    pool: &PgPool,
    (tenant, session): (TenantId, SessionId),
    (state, promised): (&str, Promised),
    began_at: DateTime<Utc>,
) {
    let is_decided = ["approved", "rejected"].contains(&state);
    let decided_at = is_decided.then_some(began_at);
    // What happens after a decision does not make its time longer.
    let updated_at = began_at + TimeDelta::days(if is_decided { 40 } else { 0 });
    let far = began_at + TimeDelta::days(4_000);
    sqlx::query(
        "insert into credence.session (tenant_id, id, state, token_hash, created_by,
             attempts_allowed, decided_at, sealing_kek, sealing_key, names_sealed,
             created_at, updated_at, expires_at, images_promised_days, fields_promised_days)
         values ($1, $2, $3, '', $2, 5, $4, 'one', 'key', 'names', $5, $6, $7, $8, $9)",
    )
    .bind(tenant.as_uuid())
    .bind(session.as_uuid())
    .bind(state)
    .bind(decided_at)
    .bind(began_at - TimeDelta::hours(1))
    .bind(updated_at)
    .bind(far)
    .bind(promised.map(|days| i32::try_from(days.0).unwrap()))
    .bind(promised.map(|days| i32::try_from(days.1).unwrap()))
    .execute(pool)
    .await
    .unwrap();
    for sql in [
        "insert into credence.submission (tenant_id, dvs_request_id, session_id, attempt, created_at)
         values ($1, $2, $2, 1, now())",
        "insert into credence.verification (tenant_id, id, session_id, dvs_request_id,
             evidence_sealed, evidence_sha256, decision, policy_version, engine_build, created_at)
         values ($1, $2, $2, $2, 'evidence', '', '{}', '1', '1', now())",
        "insert into credence.image (tenant_id, id, session_id, verification_id, step, media_type,
             byte_length, object_key, created_at)
         values ($1, $2, $2, $2, 'front', 'image/jpeg', 1,
             $1::text || '/20270115/' || $2::text, now())",
        "insert into credence.image_mark (tenant_id, session_id, step, bytes_hash, created_at)
         values ($1, $2, 'front', '1', now())",
        "insert into credence.document_mark (tenant_id, session_id, document_hash, holder_hash,
             created_at)
         values ($1, $2, '1', '1', now())",
    ] {
        sqlx::query(sql)
            .bind(tenant.as_uuid())
            .bind(session.as_uuid())
            .execute(pool)
            .await
            .unwrap();
    }
}

/// Everything that the database has of each session, as text.
pub(super) async fn snapshots(
    pool: &PgPool,
    sessions: impl Iterator<Item = SessionId>,
) -> Vec<String> {
    let mut all = Vec::new();
    for id in sessions {
        let text: String = sqlx::query_scalar(
            "select concat(
                 (select to_json(s)::text from credence.session s where s.id = $1),
                 (select to_json(v)::text from credence.verification v where v.session_id = $1),
                 (select to_json(i)::text from credence.image i where i.session_id = $1),
                 (select to_json(m)::text from credence.image_mark m where m.session_id = $1),
                 (select to_json(d)::text from credence.document_mark d where d.session_id = $1))",
        )
        .bind(id.as_uuid())
        .fetch_one(pool)
        .await
        .unwrap();
        all.push(text);
    }
    all
}

/// What is left of a session; whatever is neither whole nor gone is nothing that there may be.
pub(super) async fn seen(pool: &PgPool, id: SessionId) -> Left {
    let (has_session, has_fields, has_images): (i64, i64, i64) = sqlx::query_as(
        "select
             (select count(*) from credence.session where id = $1 and state <> 'erased'
                  and sealing_key is not null),
             (select count(*) from credence.session s
              join credence.verification v on v.session_id = s.id and v.evidence_sealed <> ''
              join credence.document_mark d on d.session_id = s.id
              where s.id = $1 and s.names_sealed is not null and s.fields_destroyed_at is null),
             (select count(*) from credence.session s
              join credence.image i on i.session_id = s.id
              join credence.image_mark m on m.session_id = s.id
              where s.id = $1 and s.images_destroyed_at is null)",
    )
    .bind(id.as_uuid())
    .fetch_one(pool)
    .await
    .unwrap();
    match (has_session, has_fields, has_images) {
        (0, 0, 0) => Left::Nothing,
        (1, 0, 0) => Left::Summary,
        (1, 1, 0) => Left::Fields,
        (1, 1, 1) => Left::Everything,
        other => panic!("{other:?}"),
    }
}
