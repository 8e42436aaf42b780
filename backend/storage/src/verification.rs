use chrono::{DateTime, Utc};
use credence_types::{DocumentType, RequestId, SessionId, TenantId, VerificationId};
use sqlx::PgExecutor;

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
    /// Evidence and fields, sealed under the session's key.
    pub evidence_sealed: Vec<u8>,
    /// SHA-256 of the sealed bytes.
    pub evidence_sha256: Vec<u8>,
    /// The kind of document.
    pub document_type: Option<DocumentType>,
    /// The decision, without personal data.
    pub decision: serde_json::Value,
    /// The policy it was taken under.
    pub policy_version: String,
    /// The build that took it.
    pub engine_build: String,
    /// When.
    pub created_at: DateTime<Utc>,
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
              document_type, decision, policy_version, engine_build, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
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
    let row = sqlx::query!(
        "select session_id, dvs_request_id, evidence_sealed, evidence_sha256, document_type,
                decision, policy_version, engine_build, created_at
         from credence.verification where tenant_id = $1 and id = $2",
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| VerificationRow {
        tenant,
        id,
        session: SessionId::from_uuid(row.session_id),
        dvs_request: RequestId::from_uuid(row.dvs_request_id),
        evidence_sealed: row.evidence_sealed,
        evidence_sha256: row.evidence_sha256,
        document_type: row.document_type.and_then(DocumentType::from_wire_number),
        decision: row.decision,
        policy_version: row.policy_version,
        engine_build: row.engine_build,
        created_at: row.created_at,
    }))
}
