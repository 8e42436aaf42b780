use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use credence_types::{AdministratorId, SessionId, TenantId};
use serde::{Deserialize, Serialize};
use sqlx::PgExecutor;
use uuid::Uuid;

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// The person who proves who they are.
    Person,
    /// The integrator's service.
    Integrator,
    /// Somebody at the console.
    Reviewer,
    /// The service itself.
    System,
}

impl ActorKind {
    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Integrator => "integrator",
            Self::Reviewer => "reviewer",
            Self::System => "system",
        }
    }

    fn parse(text: &str) -> sqlx::Result<Self> {
        [Self::Person, Self::Integrator, Self::Reviewer, Self::System]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| sqlx::Error::Decode("read an actor's kind: unknown name".into()))
    }
}

/// One value of an audit row's detail: flat, so that its bytes can be hashed the same way twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum DetailValue {
    /// A count.
    Number(i64),
    /// A code or an id.
    Text(String),
}

/// A row of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Whose log.
    pub tenant: TenantId,
    /// Its place, counted from 1.
    pub sequence: i64,
    /// How its bytes are written before they are hashed.
    pub form: i16,
    /// When.
    pub at: DateTime<Utc>,
    /// Who acted.
    pub actor_kind: ActorKind,
    /// Which of them.
    pub actor: Option<Uuid>,
    /// What was done, as a stable code.
    pub action: String,
    /// The session it was about.
    pub session: Option<SessionId>,
    /// Codes and ids; no personal data.
    pub detail: BTreeMap<String, DetailValue>,
    /// The hash of the row before.
    pub previous_hash: Vec<u8>,
    /// The hash of this row.
    pub hash: Vec<u8>,
}

/// The end of a tenant's chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditHead {
    /// The last row's place; 0 before the first.
    pub sequence: i64,
    /// The last row's hash; 32 zero bytes before the first.
    pub hash: Vec<u8>,
}

/// A row of the audit log as the console shows it.
#[derive(Debug, Clone)]
pub struct HistoryRow {
    /// Its place.
    pub sequence: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who acted.
    pub actor_kind: ActorKind,
    /// The reviewer's or the key's name.
    pub actor_name: Option<String>,
    /// What was done.
    pub action: String,
    /// Codes and ids.
    pub detail: BTreeMap<String, DetailValue>,
}

/// The end of the chain, locked until the transaction ends: appends take turns.
///
/// # Errors
/// When the database refuses, or there is no such tenant.
pub async fn lock_audit_head(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
) -> sqlx::Result<AuditHead> {
    sqlx::query_as!(
        AuditHead,
        "select sequence, hash from credence.audit_head where tenant_id = $1 for update",
        tenant.as_uuid(),
    )
    .fetch_one(executor)
    .await
}

/// Appends a row and moves the head; the caller holds [`lock_audit_head`].
///
/// # Errors
/// When the database refuses.
pub async fn insert_audit(executor: impl PgExecutor<'_>, row: &AuditRow) -> sqlx::Result<()> {
    let detail = serde_json::to_value(&row.detail).map_err(|e| sqlx::Error::Encode(Box::new(e)))?;
    sqlx::query!(
        "with appended as (
             insert into credence.audit
                 (tenant_id, sequence, at, actor_kind, actor_id, action, session_id, detail,
                  previous_hash, hash, form)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         )
         update credence.audit_head set sequence = $2, hash = $10 where tenant_id = $1",
        row.tenant.as_uuid(),
        row.sequence,
        row.at,
        row.actor_kind.as_str(),
        row.actor,
        row.action,
        row.session.map(SessionId::as_uuid),
        detail,
        row.previous_hash,
        row.hash,
        row.form,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The latest 500 acts about a session, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_audit_by_session(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
) -> sqlx::Result<Vec<HistoryRow>> {
    let rows = sqlx::query!(
        r#"select l.sequence, l.at, l.actor_kind, l.action, l.detail,
                  coalesce(a.name, k.name) as actor_name
           from (select sequence, at, actor_kind, actor_id, action, detail from credence.audit
                 where tenant_id = $1 and session_id = $2 order by sequence desc limit 500) as l
           left join credence.administrator a
               on a.tenant_id = $1 and a.id = l.actor_id and l.actor_kind = 'reviewer'
           left join credence.integrator_key k
               on k.tenant_id = $1 and k.id = l.actor_id and l.actor_kind = 'integrator'
           order by l.sequence"#,
        tenant.as_uuid(),
        session.as_uuid(),
    )
    .fetch_all(executor)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(HistoryRow {
                sequence: row.sequence,
                at: row.at,
                actor_kind: ActorKind::parse(&row.actor_kind)?,
                actor_name: row.actor_name,
                action: row.action,
                detail: parsed_detail(row.detail)?,
            })
        })
        .collect()
}

/// Whether a verification was decided after the reviewer last looked at the session. `false` when
/// they never did.
///
/// # Errors
/// When the database refuses.
pub async fn is_look_outdated(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
    reviewer: AdministratorId,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists(
               select 1 from credence.audit
               where tenant_id = $1 and session_id = $2 and action = 'verification_decided'
                   and sequence > (
                       select max(sequence) from credence.audit
                       where tenant_id = $1 and session_id = $2 and actor_kind = 'reviewer'
                           and actor_id = $3 and action in ('case_opened', 'case_decided')
                   )
           ) as "exists!""#,
        tenant.as_uuid(),
        session.as_uuid(),
        reviewer.as_uuid(),
    )
    .fetch_one(executor)
    .await
}

fn parsed_detail(detail: serde_json::Value) -> sqlx::Result<BTreeMap<String, DetailValue>> {
    serde_json::from_value(detail).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

/// How often an act was noted about a session.
///
/// # Errors
/// When the database refuses.
pub async fn count_audit(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    session: SessionId,
    action: &str,
) -> sqlx::Result<i64> {
    let count = sqlx::query_scalar!(
        "select count(*) from credence.audit
         where tenant_id = $1 and session_id = $2 and action = $3",
        tenant.as_uuid(),
        session.as_uuid(),
        action,
    )
    .fetch_one(executor)
    .await?;
    Ok(count.unwrap_or_default())
}

/// Whether a backup was ever made.
///
/// # Errors
/// When the database refuses.
pub async fn was_backed_up(executor: impl PgExecutor<'_>) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists(select 1 from credence.audit where action = 'backup_made') as "is_made!""#
    )
    .fetch_one(executor)
    .await
}
