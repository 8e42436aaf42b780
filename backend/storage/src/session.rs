use chrono::{DateTime, Utc};
use credence_types::{ApiKeyId, RequestId, RetakeStep, SessionId, TenantId, VerificationId};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::consent::ConsentRow;
use crate::retention_promised::PromisedDays;
use crate::session_hold::SessionHold;
use crate::session_row::RawSession;
use crate::session_state::SessionState;

/// The key that seals a session's images and fields, wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedKey {
    /// The name of the operator's key.
    pub kek: String,
    /// The wrapped key.
    pub bytes: Vec<u8>,
}

/// A session, with the decision it rests on.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// Whose.
    pub tenant: TenantId,
    /// The session.
    pub id: SessionId,
    /// Where it stands.
    pub state: SessionState,
    /// SHA-256 of the person's token; compare in constant time.
    pub token_hash: Vec<u8>,
    /// The integrator's own name for it.
    pub reference: Option<String>,
    /// The integrator's key it was made with.
    pub created_by: ApiKeyId,
    /// Counts every change.
    pub version: i64,
    /// How many submissions there were.
    pub attempts: u32,
    /// How many submissions it allows.
    pub attempts_allowed: u32,
    /// The submission being looked at, or looked at last.
    pub dvs_request: Option<RequestId>,
    /// The verification that the state rests on.
    pub verification: Option<VerificationId>,
    /// What to do again.
    pub retake_step: Option<RetakeStep>,
    /// Why, as a stable code.
    pub retake_code: Option<String>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// `policy` or `reviewer`.
    pub decided_by: Option<String>,
    /// Whether the person has agreed to the search for duplicates.
    pub duplicate_search_consented: bool,
    /// Its sealing key; `None` once erased.
    pub sealing_key: Option<SealedKey>,
    /// The name as the person's passport prints it, sealed; `None` until the person wrote it.
    pub names_sealed: Option<Vec<u8>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Until when photographs can be handed in.
    pub expires_at: DateTime<Utc>,
    /// The decision of `verification`.
    pub decision: Option<serde_json::Value>,
    /// The kinds of document that the tenant's own policy accepts; `None` where the installation's
    /// counts.
    pub accepted_document_types: Option<serde_json::Value>,
    /// Why it was cancelled, where the integrator did not call it off.
    pub cancel_code: Option<String>,
    /// What was agreed to last.
    pub consent: Option<ConsentRow>,
    /// What the tenant is called; absent from a list.
    pub tenant_name: Option<String>,
    /// The tenant's branding; absent from a list.
    pub branding: Option<serde_json::Value>,
    /// SHA-256 of the tenant's logo, in hexadecimal; absent from a list.
    pub logo_sha256: Option<String>,
    /// How long the tenant keeps things, as a document; `None` while nothing counts for it.
    pub retention: Option<serde_json::Value>,
    /// How long its person was told that things are kept.
    pub promised_days: PromisedDays,
    /// When its images were destroyed.
    pub images_destroyed_at: Option<DateTime<Utc>>,
    /// When what was read was destroyed.
    pub fields_destroyed_at: Option<DateTime<Utc>>,
    /// The legal hold on it.
    pub hold: Option<SessionHold>,
}

/// Which change of a session is the latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionVersion {
    /// Whose.
    pub tenant: TenantId,
    /// The session.
    pub id: SessionId,
    /// The latest change.
    pub version: i64,
}

/// The session of that id.
///
/// # Errors
/// When the database refuses, or the row holds a state or step that this build does not know.
pub async fn session_by_id(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
) -> sqlx::Result<Option<SessionRow>> {
    let row = sqlx::query_as!(
        RawSession,
        r#"select s.tenant_id, s.id, s.state, s.token_hash, s.reference, s.created_by, s.version,
                  s.attempts, s.attempts_allowed, s.dvs_request_id, s.verification_id,
                  s.retake_step, s.retake_code, s.decided_at, s.decided_by, s.sealing_kek,
                  s.sealing_key, s.names_sealed, s.duplicate_search_consented, s.created_at,
                  s.updated_at, s.expires_at,
                  (select v.decision from credence.verification v
                   where v.tenant_id = s.tenant_id and v.id = s.verification_id) as decision,
                  (select p.document -> 'accepted_document_types'
                   from credence.active_policy a
                   join credence.policy p on p.tenant_id = a.tenant_id and p.version = a.version
                       and p.document_sha256 = a.document_sha256
                   where a.tenant_id = s.tenant_id) as accepted_document_types,
                  s.cancel_code,
                  (select jsonb_build_object(
                       'obtained_by', c.obtained_by, 'text_version', c.text_version,
                       'locale', c.locale, 'biometric', c.biometric,
                       'duplicate_search', c.duplicate_search,
                       'address_class', c.address_class, 'given_at', c.given_at,
                       'kept_images_days', c.kept_images_days,
                       'kept_fields_days', c.kept_fields_days)
                   from credence.consent c
                   where c.tenant_id = s.tenant_id and c.session_id = s.id
                   order by c.recorded_at desc limit 1) as consent,
                  (select t.name from credence.tenant t where t.id = s.tenant_id) as tenant_name,
                  (select b.document from credence.branding b
                   where b.tenant_id = s.tenant_id) as branding,
                  (select b.logo_sha256 from credence.branding b
                   where b.tenant_id = s.tenant_id) as logo_sha256,
                  (select r.document from credence.retention_policy r
                   where r.tenant_id = s.tenant_id
                   order by r.version desc limit 1) as retention,
                  s.images_destroyed_at, s.fields_destroyed_at, s.held_since, s.hold_reason,
                  s.images_promised_days, s.fields_promised_days
           from credence.session s
           where s.tenant_id = $1 and s.id = $2"#,
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    row.map(TryFrom::try_from).transpose()
}

/// The latest versions of the given sessions; those that do not exist are left out.
///
/// # Errors
/// When the database refuses.
pub async fn list_session_versions(
    executor: impl PgExecutor<'_>,
    sessions: &[(TenantId, SessionId)],
) -> sqlx::Result<Vec<SessionVersion>> {
    let tenants: Vec<Uuid> = sessions
        .iter()
        .map(|(tenant, _)| tenant.as_uuid())
        .collect();
    let ids: Vec<Uuid> = sessions.iter().map(|(_, id)| id.as_uuid()).collect();
    let rows = sqlx::query!(
        r#"select s.tenant_id, s.id, s.version
           from unnest($1::uuid[], $2::uuid[]) as wanted (tenant_id, id)
           join credence.session s on s.tenant_id = wanted.tenant_id and s.id = wanted.id"#,
        &tenants,
        &ids,
    )
    .fetch_all(executor)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SessionVersion {
            tenant: TenantId::from_uuid(row.tenant_id),
            id: SessionId::from_uuid(row.id),
            version: row.version,
        })
        .collect())
}

pub(crate) fn parsed_state(text: &str) -> sqlx::Result<SessionState> {
    text.parse()
        .map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

pub(crate) fn count(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, sealed_key, session, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_session_is_read_by_its_own_tenant_only(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let row = session_by_id(&pool, TENANT, id).await.unwrap().unwrap();
        assert_eq!(
            (row.state, row.version, row.attempts),
            (SessionState::Created, 1, 0)
        );
        assert_eq!(row.sealing_key, Some(sealed_key()));
        assert!(session_by_id(&pool, OTHER, id).await.unwrap().is_none());
        let versions = list_session_versions(&pool, &[(OTHER, id), (TENANT, id)])
            .await
            .unwrap();
        assert_eq!(
            versions,
            [SessionVersion {
                tenant: TENANT,
                id,
                version: 1
            }]
        );
    }
}
