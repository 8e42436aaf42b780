use chrono::{DateTime, Utc};
use credence_types::{TenantId, WebhookEndpointId};
use uuid::Uuid;

use crate::session::SealedKey;

/// An address that is told of events.
#[derive(Debug, Clone)]
pub struct WebhookEndpointRow {
    /// Whose.
    pub tenant: TenantId,
    /// The endpoint.
    pub id: WebhookEndpointId,
    /// Where.
    pub url: String,
    /// The integrator's own words for it.
    pub description: Option<String>,
    /// What it listens to; empty is everything.
    pub event_types: Vec<String>,
    /// `v1` or `v1a`.
    pub signature: String,
    /// The key that seals its secrets.
    pub sealing_key: SealedKey,
    /// What signs, sealed.
    pub secret_sealed: Vec<u8>,
    /// The public half of what signs, for `v1a`.
    pub public_key: Option<Vec<u8>>,
    /// What signed before the last rotation, sealed.
    pub old_secret_sealed: Option<Vec<u8>>,
    /// Until when the old one signs too.
    pub old_secret_until: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When its settings last changed.
    pub updated_at: DateTime<Utc>,
    /// Since when nothing is sent.
    pub disabled_at: Option<DateTime<Utc>>,
    /// Why: `integrator`, `gone` or `failing`.
    pub disabled_reason: Option<String>,
    /// The first failure since the last success.
    pub failing_since: Option<DateTime<Utc>>,
    /// The receiver asked to be left alone until then.
    pub held_until: Option<DateTime<Utc>>,
}

/// A row as the database gives it.
pub(crate) struct RawEndpoint {
    pub(crate) tenant_id: Uuid,
    pub(crate) id: Uuid,
    pub(crate) url: String,
    pub(crate) description: Option<String>,
    pub(crate) event_types: Vec<String>,
    pub(crate) signature: String,
    pub(crate) sealing_kek: String,
    pub(crate) sealing_key: Vec<u8>,
    pub(crate) secret_sealed: Vec<u8>,
    pub(crate) public_key: Option<Vec<u8>>,
    pub(crate) old_secret_sealed: Option<Vec<u8>>,
    pub(crate) old_secret_until: Option<DateTime<Utc>>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) disabled_at: Option<DateTime<Utc>>,
    pub(crate) disabled_reason: Option<String>,
    pub(crate) failing_since: Option<DateTime<Utc>>,
    pub(crate) held_until: Option<DateTime<Utc>>,
}

impl From<RawEndpoint> for WebhookEndpointRow {
    fn from(raw: RawEndpoint) -> Self {
        Self {
            tenant: TenantId::from_uuid(raw.tenant_id),
            id: WebhookEndpointId::from_uuid(raw.id),
            url: raw.url,
            description: raw.description,
            event_types: raw.event_types,
            signature: raw.signature,
            sealing_key: SealedKey {
                kek: raw.sealing_kek,
                bytes: raw.sealing_key,
            },
            secret_sealed: raw.secret_sealed,
            public_key: raw.public_key,
            old_secret_sealed: raw.old_secret_sealed,
            old_secret_until: raw.old_secret_until,
            created_at: raw.created_at,
            updated_at: raw.updated_at,
            disabled_at: raw.disabled_at,
            disabled_reason: raw.disabled_reason,
            failing_since: raw.failing_since,
            held_until: raw.held_until,
        }
    }
}
