use chrono::{DateTime, TimeDelta, Utc};
use credence_storage::{NewWebhookSecret, WebhookEndpointRow};
use credence_types::{Redacted, WebhookEndpointId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::idempotency::{Answered, Once};
use crate::idempotency_key::IdempotencyKey;
use crate::webhooks::secret::{EndpointKey, Secret, SignatureScheme};
use crate::webhooks::{WebhookEndpoint, WebhookError};

const OVERLAP: TimeDelta = TimeDelta::hours(24);
const LONGEST_OVERLAP: TimeDelta = TimeDelta::days(7);

/// How to rotate.
#[derive(Debug, Clone, Copy, Default)]
pub struct SecretRotation {
    /// How long the old secret signs too; a day when absent.
    pub overlap: Option<TimeDelta>,
    /// Rotate though the secret before the last rotation still signs: it signs no more.
    pub is_forced: bool,
}

/// An endpoint with a new secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RotatedSecret {
    /// The endpoint, with its new public key if it has one.
    pub endpoint: WebhookEndpoint,
    /// The new secret, with [`SignatureScheme::V1`]: `whsec_…`; shown this once.
    pub secret: Option<Redacted<String>>,
}

/// Gives an endpoint a new secret (scope `webhooks:write`). The old one signs too for the overlap; one
/// that was older still signs no more. Who may have missed the answer of a rotation must not end the
/// secret in use by asking again: without an idempotency key, a second rotation in the overlap has to
/// be forced.
///
/// # Errors
/// When there is no such endpoint, the overlap is longer than a week, the last rotation is under way,
/// or the idempotency key is in use or was used for another content.
pub async fn rotate_webhook_secret(
    app: &App,
    integrator: &Integrator,
    id: WebhookEndpointId,
    rotation: SecretRotation,
    idempotency_key: Option<IdempotencyKey>,
) -> Result<Answered<RotatedSecret>, WebhookError> {
    let overlap = rotation.overlap.unwrap_or(OVERLAP);
    if overlap > LONGEST_OVERLAP || overlap < TimeDelta::zero() {
        return Err(WebhookError::OverlapTooLong);
    }
    let tenant = integrator.tenant;
    let operation = format!("POST /v1/webhook-endpoints/{id}/rotate-secret");
    let content = (overlap.num_seconds(), rotation.is_forced);
    let once = idempotency_key
        .map(|key| Once::new(tenant, key, &operation, &content))
        .transpose()?;
    let mut transaction = app.pool.begin().await?;
    if let Some(once) = &once
        && let Some(before) = once.begin(app, &mut transaction).await?
    {
        return Ok(Answered::before(before));
    }
    let row = credence_storage::lock_webhook_endpoint(&mut *transaction, tenant, id)
        .await?
        .ok_or(WebhookError::NotFound)?;
    let now = app.now();
    let is_under_way = row.old_secret_until.is_some_and(|until| until > now);
    if is_under_way && once.is_none() && !rotation.is_forced {
        return Err(WebhookError::RotationUnderWay);
    }
    let rotated = rotate(app, &mut transaction, &row, overlap, now).await?;
    let actor = Actor::Integrator(integrator.key);
    let act = Act::new(tenant, actor, "webhook_secret_rotated")
        .with("webhook_endpoint_id", id)
        .with_number("overlap_seconds", overlap.num_seconds());
    append(&mut transaction, act, now).await?;
    if let Some(once) = &once {
        once.finish(app, &mut transaction, &rotated).await?;
    }
    transaction.commit().await?;
    Ok(Answered::now(rotated))
}

/// Puts a new secret in the place of the one that signs. The caller holds the endpoint's lock.
async fn rotate(
    app: &App,
    connection: &mut PgConnection,
    row: &WebhookEndpointRow,
    overlap: TimeDelta,
    now: DateTime<Utc>,
) -> Result<RotatedSecret, WebhookError> {
    let secret = Secret::generate(SignatureScheme::parse(&row.signature)?)?;
    let secret_sealed = EndpointKey::open_for(app, row)?.seal(&secret)?;
    let public_key = secret.public_key()?;
    let new = NewWebhookSecret {
        secret_sealed: &secret_sealed,
        public_key: public_key.as_deref(),
        old_secret_until: now + overlap,
    };
    credence_storage::set_webhook_secret(&mut *connection, row.tenant, row.id, &new, now).await?;
    let row = credence_storage::webhook_endpoint_by_id(connection, row.tenant, row.id)
        .await?
        .ok_or(WebhookError::NotFound)?;
    Ok(RotatedSecret {
        endpoint: WebhookEndpoint::of(&row, now)?,
        secret: secret.shared(),
    })
}
