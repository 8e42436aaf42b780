use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use credence_storage::{ActorKind, AuditRow, DetailValue};
use credence_types::{AdministratorId, ApiKeyId, SessionId, TenantId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::chain::{FORM, Hash, chain_hash, content};
use crate::fault::Fault;

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
        form: FORM,
        at,
        actor_kind,
        actor,
        action: act.action.to_owned(),
        session: act.session,
        detail: act.detail,
        previous_hash: head.hash,
        hash: Vec::new(),
    };
    let previous = Hash::try_from(row.previous_hash.as_slice());
    let previous = previous.map_err(|_| Fault::Corrupt("an audit chain's head"))?;
    row.hash = chain_hash(&previous, &content(&row)?).to_vec();
    credence_storage::insert_audit(connection, &row).await?;
    Ok(())
}
