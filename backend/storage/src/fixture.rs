//! What the tests of the queries share.

use chrono::{DateTime, TimeDelta, Utc};
use credence_types::{AdministratorId, ApiKeyId, EventId, SessionId, TenantId, WebhookEndpointId};
use sqlx::PgPool;
use uuid::Uuid;

use crate::administrator::AdministratorRow;
use crate::integrator_key::{NewIntegratorKey, insert_integrator_key};
use crate::session::SealedKey;
use crate::session_insert::{KeyClaim, NewSessionRow, insert_session};
use crate::tenant::insert_tenant;
use crate::webhook_endpoint::insert_webhook_endpoint;
use crate::webhook_endpoint_row::WebhookEndpointRow;

pub(crate) const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
pub(crate) const OTHER: TenantId = TenantId::from_uuid(Uuid::from_u128(2));
pub(crate) const KEY: ApiKeyId = ApiKeyId::from_uuid(Uuid::from_u128(3));
pub(crate) const KEY_HASH: [u8; 32] = [9; 32];

pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

/// Two tenants, the first with a key that may create sessions.
pub(crate) async fn tenants_and_key(pool: &PgPool) {
    insert_tenant(pool, TENANT, "One", now()).await.unwrap();
    insert_tenant(pool, OTHER, "Two", now()).await.unwrap();
    let key = NewIntegratorKey {
        tenant: TENANT,
        id: KEY,
        name: "Shop",
        key_hash: KEY_HASH,
        scopes: &["sessions:write".to_owned()],
        created_at: now(),
        expires_at: None,
    };
    insert_integrator_key(pool, &key).await.unwrap();
}

pub(crate) fn claim() -> KeyClaim<'static> {
    KeyClaim {
        tenant: TENANT,
        id: KEY,
        key_hash: KEY_HASH,
        scope: "sessions:write",
    }
}

pub(crate) fn new_session(id: SessionId, sealing_key: &SealedKey) -> NewSessionRow<'_> {
    NewSessionRow {
        id,
        event: EventId::new(now()),
        token_hash: [4; 32],
        reference: Some("order 7"),
        locale: None,
        attempts_allowed: 2,
        duplicate_search_consented: false,
        sealing_key,
        created_at: now(),
        expires_at: now() + TimeDelta::hours(1),
    }
}

pub(crate) fn sealed_key() -> SealedKey {
    SealedKey {
        kek: "kek".to_owned(),
        bytes: vec![1],
    }
}

/// A session made `number` seconds after [`now`].
pub(crate) async fn session(pool: &PgPool, number: i64) -> SessionId {
    let id = SessionId::new(now() + TimeDelta::seconds(number));
    let sealing_key = sealed_key();
    assert!(
        insert_session(pool, &claim(), &new_session(id, &sealing_key), None)
            .await
            .unwrap()
            .is_some()
    );
    id
}

pub(crate) fn administrator(tenant: TenantId) -> AdministratorRow {
    AdministratorRow {
        tenant,
        id: AdministratorId::new(now()),
        email: "ada@example.org".to_owned(),
        name: "Ada".to_owned(),
        role: "administrator".to_owned(),
        password_hash: "$argon2id$".to_owned(),
        created_at: now(),
    }
}

/// An endpoint that listens to these types, all when there are none.
/// Where [`endpoint`] leads.
pub(crate) const ENDPOINT_URL: &str = "https://hooks.example.org/";

pub(crate) async fn endpoint(
    pool: &PgPool,
    tenant: TenantId,
    event_types: &[&str],
) -> WebhookEndpointId {
    let row = WebhookEndpointRow {
        tenant,
        id: WebhookEndpointId::new(now()),
        url: ENDPOINT_URL.to_owned(),
        description: None,
        event_types: event_types.iter().map(|&name| name.to_owned()).collect(),
        signature: "v1".to_owned(),
        sealing_key: sealed_key(),
        secret_sealed: vec![2],
        public_key: None,
        old_secret_sealed: None,
        old_secret_until: None,
        created_at: now(),
        updated_at: now(),
        disabled_at: None,
        disabled_reason: None,
        failing_since: None,
        held_until: None,
    };
    insert_webhook_endpoint(pool, &row).await.unwrap();
    row.id
}
