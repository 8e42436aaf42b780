//! What is hashed, and how a row follows from the one before.

use std::collections::BTreeMap;

use aws_lc_rs::digest::{Context, SHA256};
use credence_storage::{AuditRow, StoredAuditRow};
use credence_types::{SessionId, TenantId};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::fault::Fault;

/// SHA-256.
pub(super) type Hash = [u8; 32];

/// What the first row follows from.
pub(super) const CHAIN_START: Hash = [0; 32];
/// Rows of the time before there were forms; their number is not among their bytes.
const FIRST_FORM: i16 = 1;
/// The form of new rows.
pub(super) const FORM: i16 = 2;

/// The bytes that are hashed: JSON with the keys in this order, the detail's keys sorted, and the
/// instant in microseconds, which is what the database keeps. The number of the form stands first, so
/// that bytes of one form are never those of another.
#[derive(Serialize)]
struct Content<'a, D> {
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<i16>,
    tenant_id: TenantId,
    sequence: i64,
    at_microseconds: Option<i64>,
    actor_kind: &'a str,
    actor_id: Option<Uuid>,
    action: &'a str,
    session_id: Option<Uuid>,
    detail: D,
}

/// A row as the chain sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link<'a> {
    pub(super) tenant: TenantId,
    pub(super) sequence: i64,
    pub(super) form: i16,
    /// The bytes that are hashed.
    pub(super) content: &'a [u8],
}

/// Whether this build knows the form.
pub(super) fn is_known(form: i16) -> bool {
    (FIRST_FORM..=FORM).contains(&form)
}

/// The form among the bytes that are hashed.
fn written(form: i16) -> Option<i16> {
    (form != FIRST_FORM).then_some(form)
}

/// The bytes of a row about to be stored.
pub(super) fn content(row: &AuditRow) -> Result<Vec<u8>, Fault> {
    bytes(&Content {
        form: written(row.form),
        tenant_id: row.tenant,
        sequence: row.sequence,
        at_microseconds: Some(row.at.timestamp_micros()),
        actor_kind: row.actor_kind.as_str(),
        actor_id: row.actor,
        action: &row.action,
        session_id: row.session.map(SessionId::as_uuid),
        detail: &row.detail,
    })
}

/// The bytes of a row as it stands in the database.
pub(super) fn stored_content(tenant: TenantId, row: &StoredAuditRow) -> Result<Vec<u8>, Fault> {
    // Sorted here: a map of JSON values keeps whatever order a build's features give it.
    let sorted: Option<BTreeMap<&str, &Value>> = row
        .detail
        .as_object()
        .map(|members| members.iter().map(|(name, value)| (name.as_str(), value)))
        .map(Iterator::collect);
    let content = Content {
        form: written(row.form),
        tenant_id: tenant,
        sequence: row.sequence,
        at_microseconds: row.at_microseconds,
        actor_kind: &row.actor_kind,
        actor_id: row.actor,
        action: &row.action,
        session_id: row.session,
        detail: &row.detail,
    };
    match sorted {
        Some(detail) => bytes(&content.with(detail)),
        None => bytes(&content),
    }
}

impl<'a, D> Content<'a, D> {
    fn with<E>(self, detail: E) -> Content<'a, E> {
        Content {
            form: self.form,
            tenant_id: self.tenant_id,
            sequence: self.sequence,
            at_microseconds: self.at_microseconds,
            actor_kind: self.actor_kind,
            actor_id: self.actor_id,
            action: self.action,
            session_id: self.session_id,
            detail,
        }
    }
}

fn bytes(content: &impl Serialize) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec(content).map_err(|_| Fault::Corrupt("an audit row"))
}

/// SHA-256(previous hash ‖ content). The hash is of one length and the content begins with a brace, so
/// that no two pairs are the same bytes.
pub(super) fn chain_hash(previous: &Hash, content: &[u8]) -> Hash {
    let mut context = Context::new(&SHA256);
    context.update(previous);
    context.update(content);
    let mut hash = CHAIN_START;
    hash.copy_from_slice(context.finish().as_ref());
    hash
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use credence_storage::{ActorKind, DetailValue};
    use serde_json::json;

    use super::*;

    fn row() -> AuditRow {
        AuditRow {
            tenant: TenantId::from_uuid(Uuid::from_u128(1)),
            sequence: 1,
            form: FIRST_FORM,
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

    fn stored(row: &AuditRow) -> StoredAuditRow {
        StoredAuditRow {
            sequence: row.sequence,
            form: row.form,
            at_microseconds: Some(row.at.timestamp_micros()),
            actor_kind: row.actor_kind.as_str().to_owned(),
            actor: row.actor,
            action: row.action.clone(),
            session: row.session.map(SessionId::as_uuid),
            detail: serde_json::to_value(&row.detail).unwrap(),
            previous_hash: row.previous_hash.clone(),
            hash: row.hash.clone(),
        }
    }

    /// Golden: an offline check written elsewhere must come to the same hash.
    #[test]
    fn the_bytes_of_both_forms_are_stable() {
        let rest = "\"tenant_id\":\"00000000-0000-0000-0000-000000000001\",\"sequence\":1,\
            \"at_microseconds\":1800000000000000,\"actor_kind\":\"system\",\"actor_id\":null,\
            \"action\":\"verification_decided\",\
            \"session_id\":\"00000000-0000-0000-0000-000000000002\",\
            \"detail\":{\"attempt\":1,\"outcome\":\"approved\"}}";
        for (form, start) in [(1, "{"), (2, "{\"form\":2,")] {
            let row = AuditRow { form, ..row() };
            let expected = format!("{start}{rest}");
            assert_eq!(content(&row).unwrap(), expected.as_bytes());
            let stored = stored_content(row.tenant, &stored(&row)).unwrap();
            assert_eq!(stored, expected.as_bytes());
            let mut bytes = CHAIN_START.to_vec();
            bytes.extend_from_slice(expected.as_bytes());
            let hash = chain_hash(&CHAIN_START, expected.as_bytes());
            assert_eq!(hash, crate::credential::sha256_bytes(&bytes));
        }
    }

    #[test]
    fn every_part_counts() {
        let before = content(&row()).unwrap();
        let changes: [fn(&mut AuditRow); 9] = [
            |row| row.tenant = TenantId::from_uuid(Uuid::from_u128(9)),
            |row| row.sequence = 2,
            |row| row.form = 2,
            |row| row.at += chrono::TimeDelta::microseconds(1),
            |row| row.actor_kind = ActorKind::Person,
            |row| row.actor = Some(Uuid::nil()),
            |row| row.action.push('x'),
            |row| row.session = None,
            |row| row.detail.clear(),
        ];
        for change in changes {
            let mut changed = row();
            change(&mut changed);
            assert_ne!(content(&changed).unwrap(), before);
        }
    }

    #[test]
    fn what_nobody_writes_has_other_bytes() {
        let before = content(&row()).unwrap();
        for detail in [json!(null), json!([1]), json!("x"), json!({ "a": 1.5 })] {
            let changed = StoredAuditRow {
                detail,
                ..stored(&row())
            };
            assert_ne!(stored_content(row().tenant, &changed).unwrap(), before);
        }
        let endless = StoredAuditRow {
            at_microseconds: None,
            ..stored(&row())
        };
        assert_ne!(stored_content(row().tenant, &endless).unwrap(), before);
    }
}
