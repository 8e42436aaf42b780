use chrono::{DateTime, TimeDelta, Utc};
use credence_app::{SecretRotation, WebhookEndpointChange};
use credence_types::{Redacted, WebhookEndpointId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::event::EventType;
use super::names::{DisabledReason, SignatureScheme};

/// An endpoint to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateWebhookEndpointBody {
    /// Where events are sent: a public https address.
    #[schema(
        max_length = 2000,
        format = "uri",
        example = "https://shop.example/hooks/identity"
    )]
    url: String,
    /// Your own words for it.
    #[serde(default)]
    #[schema(max_length = 200)]
    description: Option<String>,
    /// What it listens to; empty or absent is everything.
    #[serde(default)]
    event_types: Vec<EventType>,
    /// How deliveries are signed: `v1` with a secret that both sides hold, `v1a` (ed25519) with a key
    /// that never leaves this service.
    #[serde(default)]
    #[schema(inline)]
    signature: Option<SignatureScheme>,
}

impl From<CreateWebhookEndpointBody> for credence_app::NewWebhookEndpoint {
    fn from(body: CreateWebhookEndpointBody) -> Self {
        Self {
            url: body.url,
            description: body.description,
            event_types: body.event_types.into_iter().map(Into::into).collect(),
            scheme: body
                .signature
                .map_or(credence_app::SignatureScheme::V1, Into::into),
        }
    }
}

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateWebhookEndpointBody {
    /// Where events are sent: a public https address.
    #[serde(default)]
    #[schema(max_length = 2000, format = "uri")]
    url: Option<String>,
    /// Your own words for it; empty for none.
    #[serde(default)]
    #[schema(max_length = 200)]
    description: Option<String>,
    /// What it listens to; empty is everything.
    #[serde(default)]
    event_types: Option<Vec<EventType>>,
    /// Whether anything is sent. Events that come while it is off are not kept for it; deliveries that
    /// were under way are skipped and can be sent again.
    #[serde(default)]
    enabled: Option<bool>,
}

impl From<UpdateWebhookEndpointBody> for WebhookEndpointChange {
    fn from(body: UpdateWebhookEndpointBody) -> Self {
        let types = body.event_types;
        Self {
            url: body.url,
            description: body.description,
            event_types: types.map(|types| types.into_iter().map(Into::into).collect()),
            is_enabled: body.enabled,
        }
    }
}

/// How to rotate a secret.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RotateSecretBody {
    /// How long the old secret signs beside the new one; a day when absent.
    #[serde(default)]
    #[schema(maximum = 604_800)]
    overlap_seconds: Option<u32>,
    /// Rotate though the secret before the last rotation still signs. It signs no more then.
    #[serde(default)]
    force: bool,
}

impl From<RotateSecretBody> for SecretRotation {
    fn from(body: RotateSecretBody) -> Self {
        let seconds = body.overlap_seconds;
        Self {
            overlap: seconds.map(|seconds| TimeDelta::seconds(seconds.into())),
            is_forced: body.force,
        }
    }
}

/// An address that is told of events.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookEndpoint {
    #[schema(value_type = Uuid)]
    id: WebhookEndpointId,
    url: String,
    #[schema(required)]
    description: Option<String>,
    /// What it listens to; empty is everything.
    event_types: Vec<EventType>,
    signature: SignatureScheme,
    /// What verifies a signature, with `v1a`: `whpk_…`.
    #[schema(required)]
    public_key: Option<String>,
    /// Until when the secret before the last rotation signs too.
    #[schema(required)]
    old_secret_until: Option<DateTime<Utc>>,
    enabled: bool,
    #[schema(required)]
    disabled_at: Option<DateTime<Utc>>,
    /// Why nothing is sent.
    #[schema(required)]
    disabled_reason: Option<DisabledReason>,
    /// The first failure since the last success. After five days it is disabled.
    #[schema(required)]
    failing_since: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<credence_app::WebhookEndpoint> for WebhookEndpoint {
    fn from(endpoint: credence_app::WebhookEndpoint) -> Self {
        let (disabled_at, disabled_reason) = endpoint.disabled.unzip();
        Self {
            id: endpoint.id,
            url: endpoint.url,
            description: endpoint.description,
            event_types: endpoint.event_types.into_iter().map(Into::into).collect(),
            signature: endpoint.scheme.into(),
            public_key: endpoint.public_key,
            old_secret_until: endpoint.old_secret_until,
            enabled: disabled_at.is_none(),
            disabled_at,
            disabled_reason: disabled_reason.map(Into::into),
            failing_since: endpoint.failing_since,
            created_at: endpoint.created_at,
            updated_at: endpoint.updated_at,
        }
    }
}

/// An endpoint with a new secret.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookEndpointWithSecret {
    #[serde(flatten)]
    endpoint: WebhookEndpoint,
    /// What verifies a signature, with `v1`: `whsec_…`. Shown nowhere else.
    #[schema(value_type = Option<String>, required)]
    secret: Option<Redacted<String>>,
}

impl From<credence_app::CreatedWebhookEndpoint> for WebhookEndpointWithSecret {
    fn from(made: credence_app::CreatedWebhookEndpoint) -> Self {
        Self {
            endpoint: made.endpoint.into(),
            secret: made.secret,
        }
    }
}

impl From<credence_app::RotatedSecret> for WebhookEndpointWithSecret {
    fn from(rotated: credence_app::RotatedSecret) -> Self {
        Self {
            endpoint: rotated.endpoint.into(),
            secret: rotated.secret,
        }
    }
}

/// Every endpoint.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookEndpointList {
    endpoints: Vec<WebhookEndpoint>,
}

impl From<Vec<credence_app::WebhookEndpoint>> for WebhookEndpointList {
    fn from(endpoints: Vec<credence_app::WebhookEndpoint>) -> Self {
        Self {
            endpoints: endpoints.into_iter().map(Into::into).collect(),
        }
    }
}
