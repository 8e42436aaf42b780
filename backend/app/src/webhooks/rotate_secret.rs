use chrono::TimeDelta;
use credence_storage::NewWebhookSecret;
use credence_types::{Redacted, WebhookEndpointId};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::webhooks::read_endpoints::endpoint_row;
use crate::webhooks::secret::{EndpointKey, Secret, SignatureScheme};
use crate::webhooks::{WebhookEndpoint, WebhookError};

const OVERLAP: TimeDelta = TimeDelta::hours(24);
const LONGEST_OVERLAP: TimeDelta = TimeDelta::days(7);

/// An endpoint with a new secret.
#[derive(Debug, Clone)]
pub struct RotatedSecret {
    /// The endpoint, with its new public key if it has one.
    pub endpoint: WebhookEndpoint,
    /// The new secret, with [`SignatureScheme::V1`]: `whsec_…`; shown this once.
    pub secret: Option<Redacted<String>>,
}

/// Gives an endpoint a new secret (scope `webhooks:write`). The old one signs too for `overlap`, a day
/// when absent; one that was older still signs no more.
///
/// # Errors
/// When there is no such endpoint, or the overlap is longer than a week.
pub async fn rotate_webhook_secret(
    app: &App,
    integrator: &Integrator,
    id: WebhookEndpointId,
    overlap: Option<TimeDelta>,
) -> Result<RotatedSecret, WebhookError> {
    let overlap = overlap.unwrap_or(OVERLAP);
    if overlap > LONGEST_OVERLAP || overlap < TimeDelta::zero() {
        return Err(WebhookError::OverlapTooLong);
    }
    let row = endpoint_row(app, integrator, id).await?;
    let now = app.now();
    let secret = Secret::generate(SignatureScheme::parse(&row.signature)?)?;
    let secret_sealed = EndpointKey::open_for(app, &row)?.seal(&secret)?;
    let public_key = secret.public_key()?;
    let new = NewWebhookSecret {
        secret_sealed: &secret_sealed,
        public_key: public_key.as_deref(),
        old_secret_until: now + overlap,
    };
    let mut transaction = app.pool.begin().await?;
    let is_set =
        credence_storage::set_webhook_secret(&mut *transaction, row.tenant, id, &new, now).await?;
    if !is_set {
        return Err(WebhookError::NotFound);
    }
    let actor = Actor::Integrator(integrator.key);
    let act = Act::new(row.tenant, actor, "webhook_secret_rotated")
        .with("webhook_endpoint_id", id)
        .with_number("overlap_seconds", overlap.num_seconds());
    append(&mut transaction, act, now).await?;
    transaction.commit().await?;
    let row = endpoint_row(app, integrator, id).await?;
    Ok(RotatedSecret {
        endpoint: WebhookEndpoint::of(&row, now)?,
        secret: secret.shared(),
    })
}
