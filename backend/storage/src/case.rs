use chrono::{DateTime, Utc};
use credence_types::{DocumentType, SessionId, TenantId};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::session::{count, parsed_state};
use crate::session_state::SessionState;

/// A session as the console lists it.
#[derive(Debug, Clone)]
pub struct CaseRow {
    /// The session.
    pub id: SessionId,
    /// The integrator's own name for it.
    pub reference: Option<String>,
    /// Where it stands.
    pub state: SessionState,
    /// How many submissions there were.
    pub attempts: u32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// The kind of document, once read.
    pub document_type: Option<DocumentType>,
    /// The latest decision.
    pub decision: Option<serde_json::Value>,
    /// Whether the person has asked for a human since.
    pub is_review_requested: bool,
}

struct Raw {
    id: Uuid,
    reference: Option<String>,
    state: String,
    attempts: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    document_type: Option<i32>,
    decision: Option<serde_json::Value>,
    is_review_requested: bool,
}

impl TryFrom<Raw> for CaseRow {
    type Error = sqlx::Error;

    fn try_from(raw: Raw) -> Result<Self, Self::Error> {
        Ok(Self {
            id: SessionId::from_uuid(raw.id),
            reference: raw.reference,
            state: parsed_state(&raw.state)?,
            attempts: count(raw.attempts),
            created_at: raw.created_at,
            updated_at: raw.updated_at,
            document_type: raw.document_type.and_then(DocumentType::from_wire_number),
            decision: raw.decision,
            is_review_requested: raw.is_review_requested,
        })
    }
}

/// The tenant's sessions, newest first, those older than `before` if given.
///
/// # Errors
/// When the database refuses.
pub async fn list_cases(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    before: Option<SessionId>,
    limit: u32,
) -> sqlx::Result<Vec<CaseRow>> {
    sqlx::query_as!(
        Raw,
        r#"select s.id, s.reference, s.state, s.attempts, s.created_at, s.updated_at,
                  v.document_type as "document_type?", v.decision as "decision?",
                  exists (
                      select 1 from credence.review_request r
                      where r.tenant_id = s.tenant_id and r.session_id = s.id
                          and s.state = 'needs_review'
                          and r.created_at >= coalesce(s.decided_at, '-infinity')
                  ) as "is_review_requested!"
           from credence.session s
           left join credence.verification v
               on v.tenant_id = s.tenant_id and v.id = s.verification_id
           where s.tenant_id = $1 and s.id < $2
           order by s.id desc limit $3"#,
        tenant.as_uuid(),
        before.map_or(Uuid::max(), SessionId::as_uuid),
        i64::from(limit),
    )
    .fetch_all(executor)
    .await?
    .into_iter()
    .map(TryFrom::try_from)
    .collect()
}

/// As [`list_cases`], in one state only.
///
/// # Errors
/// When the database refuses.
pub async fn list_cases_by_state(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    state: SessionState,
    before: Option<SessionId>,
    limit: u32,
) -> sqlx::Result<Vec<CaseRow>> {
    sqlx::query_as!(
        Raw,
        r#"select s.id, s.reference, s.state, s.attempts, s.created_at, s.updated_at,
                  v.document_type as "document_type?", v.decision as "decision?",
                  exists (
                      select 1 from credence.review_request r
                      where r.tenant_id = s.tenant_id and r.session_id = s.id
                          and s.state = 'needs_review'
                          and r.created_at >= coalesce(s.decided_at, '-infinity')
                  ) as "is_review_requested!"
           from credence.session s
           left join credence.verification v
               on v.tenant_id = s.tenant_id and v.id = s.verification_id
           where s.tenant_id = $1 and s.state = $2 and s.id < $3
           order by s.id desc limit $4"#,
        tenant.as_uuid(),
        state.as_str(),
        before.map_or(Uuid::max(), SessionId::as_uuid),
        i64::from(limit),
    )
    .fetch_all(executor)
    .await?
    .into_iter()
    .map(TryFrom::try_from)
    .collect()
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, session, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn cases_are_listed_newest_first_by_page_and_tenant(pool: PgPool) {
        tenants_and_key(&pool).await;
        let mut made = Vec::new();
        for number in 0..5 {
            made.push(session(&pool, number).await);
        }
        made.reverse();
        let first = list_cases(&pool, TENANT, None, 3).await.unwrap();
        let ids: Vec<_> = first.iter().map(|case| case.id).collect();
        assert_eq!(ids, made[..3]);
        let rest = list_cases(&pool, TENANT, ids.last().copied(), 3)
            .await
            .unwrap();
        let ids: Vec<_> = rest.iter().map(|case| case.id).collect();
        assert_eq!(ids, made[3..]);
        assert!(list_cases(&pool, OTHER, None, 3).await.unwrap().is_empty());
        let created = list_cases_by_state(&pool, TENANT, SessionState::Created, None, 9);
        assert_eq!(created.await.unwrap().len(), 5);
        let approved = list_cases_by_state(&pool, TENANT, SessionState::Approved, None, 9);
        assert!(approved.await.unwrap().is_empty());
    }
}
