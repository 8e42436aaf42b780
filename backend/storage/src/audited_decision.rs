use credence_types::{SessionId, TenantId, VerificationId};
use sqlx::PgExecutor;

/// What the audit log says of a decision: hashes in hexadecimal digits, `None` where it says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditedDecision {
    /// SHA-256 of the sealed evidence.
    pub evidence_sha256: Option<String>,
    /// SHA-256 of the decision's JSON.
    pub decision_sha256: Option<String>,
}

/// The row in which the audit log tells of a verification; `None` once it was pruned.
///
/// # Errors
/// When the database refuses.
pub async fn audited_decision_by_verification(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
    verification: VerificationId,
) -> sqlx::Result<Option<AuditedDecision>> {
    sqlx::query_as!(
        AuditedDecision,
        "select detail ->> 'evidence_sha256' as evidence_sha256,
                detail ->> 'decision_sha256' as decision_sha256
         from credence.audit
         where tenant_id = $1 and session_id = $2 and action = 'verification_decided'
             and detail ->> 'verification_id' = $3
         order by sequence limit 1",
        tenant.as_uuid(),
        session.as_uuid(),
        verification.to_string(),
    )
    .fetch_optional(executor)
    .await
}
