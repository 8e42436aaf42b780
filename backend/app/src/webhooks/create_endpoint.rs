use chrono::{DateTime, Utc};
use credence_storage::WebhookEndpointRow;
use credence_types::{Redacted, TenantId, WebhookEndpointId};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::events::EventType;
use crate::fault::Fault;
use crate::idempotency::{Answered, Once};
use crate::idempotency_key::IdempotencyKey;
use crate::webhooks::WebhookError;
use crate::webhooks::endpoint::{WebhookEndpoint, checked_description, checked_url, names_of};
use crate::webhooks::secret::{EndpointKey, Secret, SignatureScheme};

/// As many endpoints as a tenant may have.
const MOST: usize = 20;

/// An endpoint to be made.
#[derive(Debug, Clone)]
pub struct NewWebhookEndpoint {
    /// Where; https, unless the operator allows more.
    pub url: String,
    /// The integrator's own words for it, at most 200 characters.
    pub description: Option<String>,
    /// What it listens to; empty is everything.
    pub event_types: Vec<EventType>,
    /// How deliveries are signed.
    pub scheme: SignatureScheme,
}

/// An endpoint that was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CreatedWebhookEndpoint {
    /// The endpoint.
    pub endpoint: WebhookEndpoint,
    /// What verifies a signature, with [`SignatureScheme::V1`]: `whsec_…`; shown this once.
    pub secret: Option<Redacted<String>>,
}

/// Makes an endpoint (scope `webhooks:write`). It is told of what happens from now on.
///
/// # Errors
/// When the address or the description is refused, there are as many as there may be, or the
/// idempotency key is in use or was used for another content.
pub async fn create_webhook_endpoint(
    app: &App,
    integrator: &Integrator,
    mut new: NewWebhookEndpoint,
    idempotency_key: Option<IdempotencyKey>,
) -> Result<Answered<CreatedWebhookEndpoint>, WebhookError> {
    new.url = checked_url(app, &new.url)?;
    new.description = new.description.map(checked_description).transpose()?;
    let tenant = integrator.tenant;
    let event_types = names_of(&new.event_types);
    let content = (&new.url, &new.description, &event_types, new.scheme);
    let once = idempotency_key
        .map(|key| Once::new(tenant, key, "POST /v1/webhook-endpoints", &content))
        .transpose()?;
    let mut transaction = app.pool.begin().await?;
    if let Some(once) = &once
        && let Some(before) = once.begin(app, &mut transaction).await?
    {
        return Ok(Answered::before(before));
    }
    // Two that are made at the same time are not both the last there may be.
    credence_storage::lock_tenant(&mut *transaction, tenant).await?;
    let others = credence_storage::list_webhook_endpoints(&mut *transaction, tenant).await?;
    if others.len() >= MOST {
        return Err(WebhookError::TooMany);
    }
    let now = app.now();
    let (row, secret) = endpoint_of(app, tenant, new, now)?;
    credence_storage::insert_webhook_endpoint(&mut *transaction, &row).await?;
    // The address stays out of the log, which is kept for years (`audit_days`): it may carry a token.
    let actor = Actor::Integrator(integrator.key);
    let act = Act::new(tenant, actor, "webhook_endpoint_created")
        .with("webhook_endpoint_id", row.id)
        .with("signature", &row.signature)
        .with("event_types", row.event_types.join(" "));
    append(&mut transaction, act, now).await?;
    let created = CreatedWebhookEndpoint {
        endpoint: WebhookEndpoint::of(&row, now)?,
        secret: secret.shared(),
    };
    if let Some(once) = &once {
        once.finish(app, &mut transaction, &created).await?;
    }
    transaction.commit().await?;
    Ok(Answered::now(created))
}

/// A new endpoint's row, and its secret in clear.
fn endpoint_of(
    app: &App,
    tenant: TenantId,
    new: NewWebhookEndpoint,
    now: DateTime<Utc>,
) -> Result<(WebhookEndpointRow, Secret), Fault> {
    let id = WebhookEndpointId::new(now);
    let (key, sealing_key) = EndpointKey::generate(app, tenant, id)?;
    let secret = Secret::generate(new.scheme)?;
    let row = WebhookEndpointRow {
        tenant,
        id,
        url: new.url,
        description: new.description,
        event_types: names_of(&new.event_types),
        signature: new.scheme.as_str().to_owned(),
        sealing_key,
        secret_sealed: key.seal(&secret)?,
        public_key: secret.public_key()?,
        old_secret_sealed: None,
        old_secret_until: None,
        created_at: now,
        updated_at: now,
        disabled_at: None,
        disabled_reason: None,
        failing_since: None,
        held_until: None,
    };
    Ok((row, secret))
}
