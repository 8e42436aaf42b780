use chrono::{DateTime, Utc};
use credence_types::{DocumentType, RequestId, SessionId, TenantId, VerificationId};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::session::SealedKey;

/// What came of one submission.
#[derive(Debug, Clone)]
pub struct VerificationRow {
    /// Whose.
    pub tenant: TenantId,
    /// The verification.
    pub id: VerificationId,
    /// The session.
    pub session: SessionId,
    /// The DVS request.
    pub dvs_request: RequestId,
    /// Evidence and fields, sealed under the session's key; empty once their time was over.
    pub evidence_sealed: Vec<u8>,
    /// SHA-256 of the sealed bytes. One of the plain bytes would be a way to try out what they hold.
    pub evidence_sha256: Vec<u8>,
    /// The kind of document.
    pub document_type: Option<DocumentType>,
    /// The decision, without personal data.
    pub decision: serde_json::Value,
    /// SHA-256 of the decision's JSON as its build wrote it; `None` in rows that are older.
    pub decision_sha256: Option<Vec<u8>>,
    /// The policy it was taken under.
    pub policy_version: String,
    /// That policy's document; `None` in rows that are older.
    pub policy_sha256: Option<Vec<u8>>,
    /// The build that took it.
    pub engine_build: String,
    /// The models that read the pictures; `None` where the reader does not tell.
    pub models: Option<serde_json::Value>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// A verification with the key of its session.
#[derive(Debug, Clone)]
pub struct StoredVerificationRow {
    /// The verification.
    pub verification: VerificationRow,
    /// The session's sealing key; `None` once erased.
    pub sealing_key: Option<SealedKey>,
}

impl VerificationRow {
    /// Whether retention has taken the evidence; nothing that is sealed is empty.
    #[must_use]
    pub const fn is_evidence_destroyed(&self) -> bool {
        self.evidence_sealed.is_empty()
    }
}

struct Raw {
    tenant_id: Uuid,
    id: Uuid,
    session_id: Uuid,
    dvs_request_id: Uuid,
    evidence_sealed: Vec<u8>,
    evidence_sha256: Vec<u8>,
    document_type: Option<i32>,
    decision: serde_json::Value,
    decision_sha256: Option<Vec<u8>>,
    policy_version: String,
    policy_sha256: Option<Vec<u8>>,
    engine_build: String,
    models: Option<serde_json::Value>,
    created_at: DateTime<Utc>,
    sealing_kek: Option<String>,
    sealing_key: Option<Vec<u8>>,
}

impl From<Raw> for StoredVerificationRow {
    fn from(raw: Raw) -> Self {
        let key = raw.sealing_kek.zip(raw.sealing_key);
        Self {
            verification: VerificationRow {
                tenant: TenantId::from_uuid(raw.tenant_id),
                id: VerificationId::from_uuid(raw.id),
                session: SessionId::from_uuid(raw.session_id),
                dvs_request: RequestId::from_uuid(raw.dvs_request_id),
                evidence_sealed: raw.evidence_sealed,
                evidence_sha256: raw.evidence_sha256,
                document_type: raw.document_type.and_then(DocumentType::from_wire_number),
                decision: raw.decision,
                decision_sha256: raw.decision_sha256,
                policy_version: raw.policy_version,
                policy_sha256: raw.policy_sha256,
                engine_build: raw.engine_build,
                models: raw.models,
                created_at: raw.created_at,
            },
            sealing_key: key.map(|(kek, bytes)| SealedKey { kek, bytes }),
        }
    }
}

/// Stores a verification. `false` when there is one of that session and request already.
///
/// # Errors
/// When the database refuses.
pub async fn insert_verification(
    executor: impl PgExecutor<'_>,
    new: &VerificationRow,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into credence.verification
             (tenant_id, id, session_id, dvs_request_id, evidence_sealed, evidence_sha256,
              document_type, decision, policy_version, engine_build, created_at,
              decision_sha256, policy_sha256, models)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         on conflict (tenant_id, session_id, dvs_request_id) do nothing",
        new.tenant.as_uuid(),
        new.id.as_uuid(),
        new.session.as_uuid(),
        new.dvs_request.as_uuid(),
        new.evidence_sealed,
        new.evidence_sha256,
        new.document_type.map(DocumentType::wire_number),
        new.decision,
        new.policy_version,
        new.engine_build,
        new.created_at,
        new.decision_sha256,
        new.policy_sha256,
        new.models,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// The verification of that id.
///
/// # Errors
/// When the database refuses.
pub async fn verification_by_id(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: VerificationId,
) -> sqlx::Result<Option<VerificationRow>> {
    let row = sqlx::query_as!(
        Raw,
        r#"select tenant_id, id, session_id, dvs_request_id, evidence_sealed, evidence_sha256,
                  document_type, decision, decision_sha256, policy_version, policy_sha256,
                  engine_build, models, created_at, null as sealing_kek,
                  null::bytea as sealing_key
           from credence.verification where tenant_id = $1 and id = $2"#,
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| StoredVerificationRow::from(row).verification))
}

/// The tenant's verifications, newest first, those before `before` if given.
///
/// # Errors
/// When the database refuses.
pub async fn list_verifications(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    before: Option<VerificationId>,
    limit: u32,
) -> sqlx::Result<Vec<StoredVerificationRow>> {
    let rows = sqlx::query_as!(
        Raw,
        r#"select v.tenant_id, v.id, v.session_id, v.dvs_request_id, v.evidence_sealed,
                  v.evidence_sha256, v.document_type, v.decision, v.decision_sha256,
                  v.policy_version, v.policy_sha256, v.engine_build, v.models, v.created_at,
                  s.sealing_kek, s.sealing_key
           from credence.verification v
           join credence.session s on s.tenant_id = v.tenant_id and s.id = v.session_id
           where v.tenant_id = $1 and v.id < $2
           order by v.id desc limit $3"#,
        tenant.as_uuid(),
        before.map_or(Uuid::max(), VerificationId::as_uuid),
        i64::from(limit),
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The verifications of a session, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_verifications_by_session(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
) -> sqlx::Result<Vec<StoredVerificationRow>> {
    let rows = sqlx::query_as!(
        Raw,
        r#"select v.tenant_id, v.id, v.session_id, v.dvs_request_id, v.evidence_sealed,
                  v.evidence_sha256, v.document_type, v.decision, v.decision_sha256,
                  v.policy_version, v.policy_sha256, v.engine_build, v.models, v.created_at,
                  s.sealing_kek, s.sealing_key
           from credence.verification v
           join credence.session s on s.tenant_id = v.tenant_id and s.id = v.session_id
           where v.tenant_id = $1 and v.session_id = $2
           order by v.id"#,
        tenant.as_uuid(),
        session.as_uuid(),
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use serde_json::json;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};

    fn verification(session: SessionId, number: i64) -> VerificationRow {
        let at = now() + TimeDelta::seconds(number);
        VerificationRow {
            tenant: TENANT,
            id: VerificationId::new(at),
            session,
            dvs_request: RequestId::new(at),
            evidence_sealed: vec![1, 2],
            evidence_sha256: vec![3; 32],
            document_type: None,
            decision: json!({ "number": number }),
            decision_sha256: Some(vec![4; 32]),
            policy_version: "one".to_owned(),
            policy_sha256: Some(vec![5; 32]),
            engine_build: "credence".to_owned(),
            models: Some(json!([{ "name": "print-line", "sha256": "00" }])),
            created_at: at,
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn verifications_are_listed_by_tenant_and_page_with_their_sessions_key(pool: PgPool) {
        tenants_and_key(&pool).await;
        let one = session(&pool, 0).await;
        let two = session(&pool, 1).await;
        for (of, number) in [(one, 1), (two, 2), (one, 3)] {
            let row = verification(of, number);
            assert!(insert_verification(&pool, &row).await.unwrap());
            let again = VerificationRow {
                id: VerificationId::new(now()),
                ..row.clone()
            };
            assert!(!insert_verification(&pool, &again).await.unwrap());
            let read = verification_by_id(&pool, TENANT, row.id).await.unwrap();
            let read = read.unwrap();
            assert_eq!(read.decision_sha256, row.decision_sha256);
            assert_eq!(
                (read.models, read.policy_sha256),
                (row.models, row.policy_sha256)
            );
            assert!(
                verification_by_id(&pool, OTHER, row.id)
                    .await
                    .unwrap()
                    .is_none()
            );
        }
        let numbers = |rows: Vec<StoredVerificationRow>| -> Vec<_> {
            assert!(rows.iter().all(|row| row.sealing_key.is_some()));
            let decisions = rows.into_iter().map(|row| row.verification.decision);
            decisions
                .map(|decision| decision["number"].as_i64().unwrap())
                .collect()
        };
        let page = list_verifications(&pool, TENANT, None, 2).await.unwrap();
        let last = page.last().map(|row| row.verification.id);
        assert_eq!(numbers(page), [3, 2]);
        let rest = list_verifications(&pool, TENANT, last, 2).await.unwrap();
        assert_eq!(numbers(rest), [1]);
        let of_one = list_verifications_by_session(&pool, TENANT, one)
            .await
            .unwrap();
        assert_eq!(numbers(of_one), [1, 3]);
        assert!(
            list_verifications(&pool, OTHER, None, 2)
                .await
                .unwrap()
                .is_empty()
        );
        let strange = list_verifications_by_session(&pool, OTHER, one).await;
        assert!(strange.unwrap().is_empty());
    }
}
