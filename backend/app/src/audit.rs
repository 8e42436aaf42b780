use std::collections::BTreeMap;

use aws_lc_rs::digest::{Context, SHA256};
use chrono::{DateTime, Utc};
use credence_storage::{ActorKind, AuditRow, DetailValue};
use credence_types::{AdministratorId, ApiKeyId, SessionId, TenantId};
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::App;
use crate::fault::Fault;

/// How many rows are checked at a time.
const PAGE: u32 = 1000;
const CHAIN_START: [u8; 32] = [0; 32];

/// What a check of a tenant's audit chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditCheck {
    /// Every row follows from the one before, up to the stored head.
    Whole {
        /// How many rows there are.
        rows: i64,
    },
    /// The first row that does not.
    Broken {
        /// Its sequence number; one past the last row when rows are missing at the end.
        sequence: i64,
    },
}

/// Who acts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Actor {
    Person,
    Integrator(ApiKeyId),
    Reviewer(AdministratorId),
    System,
}

/// An act to be noted. `detail` holds codes and ids only.
#[derive(Debug)]
pub(crate) struct Act {
    pub(crate) tenant: TenantId,
    pub(crate) actor: Actor,
    pub(crate) action: &'static str,
    pub(crate) session: Option<SessionId>,
    pub(crate) detail: BTreeMap<String, DetailValue>,
}

impl Act {
    pub(crate) const fn new(tenant: TenantId, actor: Actor, action: &'static str) -> Self {
        Self {
            tenant,
            actor,
            action,
            session: None,
            detail: BTreeMap::new(),
        }
    }

    pub(crate) fn about(self, session: SessionId) -> Self {
        Self {
            session: Some(session),
            ..self
        }
    }

    pub(crate) fn with(mut self, name: &str, text: impl std::fmt::Display) -> Self {
        let value = DetailValue::Text(text.to_string());
        self.detail.insert(name.to_owned(), value);
        self
    }

    pub(crate) fn with_number(mut self, name: &str, number: impl Into<i64>) -> Self {
        let value = DetailValue::Number(number.into());
        self.detail.insert(name.to_owned(), value);
        self
    }
}

impl Actor {
    pub(crate) const fn kind(self) -> ActorKind {
        self.stored().0
    }

    const fn stored(self) -> (ActorKind, Option<Uuid>) {
        match self {
            Self::Person => (ActorKind::Person, None),
            Self::Integrator(key) => (ActorKind::Integrator, Some(key.as_uuid())),
            Self::Reviewer(id) => (ActorKind::Reviewer, Some(id.as_uuid())),
            Self::System => (ActorKind::System, None),
        }
    }
}

/// Appends an act to its tenant's chain, as part of the caller's transaction. Make it the
/// transaction's last lock: appends of one tenant take turns from here to the commit.
pub(crate) async fn append(
    connection: &mut PgConnection,
    act: Act,
    at: DateTime<Utc>,
) -> Result<(), Fault> {
    let head = credence_storage::lock_audit_head(&mut *connection, act.tenant).await?;
    let (actor_kind, actor) = act.actor.stored();
    let mut row = AuditRow {
        tenant: act.tenant,
        sequence: head.sequence + 1,
        at,
        actor_kind,
        actor,
        action: act.action.to_owned(),
        session: act.session,
        detail: act.detail,
        previous_hash: head.hash,
        hash: Vec::new(),
    };
    row.hash = chain_hash(&row)?;
    credence_storage::insert_audit(connection, &row).await?;
    Ok(())
}

/// Checks a tenant's audit chain from its first row to its head.
///
/// # Errors
/// When the database is out of reach.
pub async fn verify_audit_chain(app: &App, tenant: TenantId) -> Result<AuditCheck, Fault> {
    // The head first: rows that are appended meanwhile are beyond what is checked.
    let head = credence_storage::audit_head(&app.pool, tenant)
        .await?
        .ok_or(Fault::Corrupt("an audit chain's head"))?;
    let mut sequence = 0;
    let mut hash = CHAIN_START.to_vec();
    while sequence < head.sequence {
        let rows = credence_storage::list_audit(&app.pool, tenant, sequence, PAGE).await?;
        if rows.is_empty() {
            return Ok(AuditCheck::Broken {
                sequence: sequence + 1,
            });
        }
        for row in rows {
            let follows = row.sequence == sequence + 1
                && row.previous_hash == hash
                && row.hash == chain_hash(&row)?;
            if !follows {
                return Ok(AuditCheck::Broken {
                    sequence: sequence + 1,
                });
            }
            sequence = row.sequence;
            hash = row.hash;
            if sequence == head.sequence {
                break;
            }
        }
    }
    if hash == head.hash {
        Ok(AuditCheck::Whole { rows: sequence })
    } else {
        Ok(AuditCheck::Broken { sequence })
    }
}

/// The bytes that are hashed: JSON with the keys in this order, the detail's keys sorted, and the
/// instant in microseconds, which is what the database keeps.
#[derive(Serialize)]
struct Canonical<'a> {
    tenant_id: TenantId,
    sequence: i64,
    at_microseconds: i64,
    actor_kind: &'a str,
    actor_id: Option<Uuid>,
    action: &'a str,
    session_id: Option<SessionId>,
    detail: &'a BTreeMap<String, DetailValue>,
}

/// SHA-256(previous hash ‖ canonical bytes).
fn chain_hash(row: &AuditRow) -> Result<Vec<u8>, Fault> {
    let canonical = Canonical {
        tenant_id: row.tenant,
        sequence: row.sequence,
        at_microseconds: row.at.timestamp_micros(),
        actor_kind: row.actor_kind.as_str(),
        actor_id: row.actor,
        action: &row.action,
        session_id: row.session,
        detail: &row.detail,
    };
    let bytes = serde_json::to_vec(&canonical).map_err(|_| Fault::Corrupt("an audit row"))?;
    let mut context = Context::new(&SHA256);
    context.update(&row.previous_hash);
    context.update(&bytes);
    Ok(context.finish().as_ref().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> AuditRow {
        AuditRow {
            tenant: TenantId::from_uuid(Uuid::from_u128(1)),
            sequence: 1,
            at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
            actor_kind: ActorKind::System,
            actor: None,
            action: "verification_decided".to_owned(),
            session: Some(SessionId::from_uuid(Uuid::from_u128(2))),
            detail: BTreeMap::from([
                (
                    "outcome".to_owned(),
                    DetailValue::Text("approved".to_owned()),
                ),
                ("attempt".to_owned(), DetailValue::Number(1)),
            ]),
            previous_hash: CHAIN_START.to_vec(),
            hash: Vec::new(),
        }
    }

    /// Golden: an offline check written elsewhere must come to the same hash.
    #[test]
    fn the_hash_is_stable() {
        let canonical = "{\"tenant_id\":\"00000000-0000-0000-0000-000000000001\",\"sequence\":1,\
            \"at_microseconds\":1800000000000000,\"actor_kind\":\"system\",\"actor_id\":null,\
            \"action\":\"verification_decided\",\
            \"session_id\":\"00000000-0000-0000-0000-000000000002\",\
            \"detail\":{\"attempt\":1,\"outcome\":\"approved\"}}";
        let mut bytes = CHAIN_START.to_vec();
        bytes.extend_from_slice(canonical.as_bytes());
        let expected = crate::credential::sha256_bytes(&bytes);
        assert_eq!(chain_hash(&row()).unwrap(), expected);
    }

    #[test]
    fn every_part_counts() {
        let hash = chain_hash(&row()).unwrap();
        let changes: [fn(&mut AuditRow); 8] = [
            |row| row.tenant = TenantId::from_uuid(Uuid::from_u128(9)),
            |row| row.sequence = 2,
            |row| row.at += chrono::TimeDelta::microseconds(1),
            |row| row.actor_kind = ActorKind::Person,
            |row| row.actor = Some(Uuid::nil()),
            |row| row.action.push('x'),
            |row| row.session = None,
            |row| {
                row.detail.clear();
            },
        ];
        for change in changes {
            let mut changed = row();
            change(&mut changed);
            assert_ne!(chain_hash(&changed).unwrap(), hash);
        }
    }
}
