use chrono::{DateTime, TimeDelta, Utc};
use credence_jobs::{Job, Outcome};
use credence_storage::{WebhookDeliveryRow, WebhookEndpointRow};
use credence_types::ErrorChain;
use tracing::{error, warn};

use crate::app::App;
use crate::fault::Fault;
use crate::webhooks::job::WebhookJob;
use crate::webhooks::list_deliveries::DeliveryStatus;
use crate::webhooks::message::Message;
use crate::webhooks::reply::DeliveryCode;
use crate::webhooks::schedule::wait_out;
use crate::webhooks::secret::{EndpointKey, SignatureScheme, SigningKey};
use crate::webhooks::settle::{drop_job, end, put_off, settle};

/// How soon to look again while enough calls to an endpoint are under way.
const NEXT_TURN: TimeDelta = TimeDelta::seconds(2);

/// Works one `webhook` job: one attempt. A worker that dies over it leaves the attempt uncounted, and
/// it is made again, with the same `webhook-id`, when the lease ends.
pub(crate) async fn deliver(app: &App, job: &Job) -> Outcome {
    let Ok(what) = serde_json::from_value::<WebhookJob>(job.payload.clone()) else {
        error!(job = %job.id, "a webhook job is malformed");
        return Outcome::Failed("malformed");
    };
    match attempt(app, job, what).await {
        Ok(()) => Outcome::Settled,
        Err(fault) => {
            warn!(job = %job.id, delivery = %what.delivery, error = %ErrorChain(&fault), "send a webhook");
            Outcome::Postponed("internal")
        }
    }
}

async fn attempt(app: &App, job: &Job, what: WebhookJob) -> Result<(), Fault> {
    let tenant = job.tenant;
    let found = credence_storage::webhook_delivery_by_id(&app.pool, tenant, what.delivery).await?;
    let is_pending = |row: &WebhookDeliveryRow| row.status == DeliveryStatus::Pending.as_str();
    let Some(delivery) = found.filter(is_pending) else {
        return drop_job(app, job).await;
    };
    let endpoint =
        credence_storage::webhook_endpoint_by_id(&app.pool, tenant, delivery.endpoint).await?;
    let Some(endpoint) = endpoint.filter(|row| row.disabled_at.is_none()) else {
        let skipped = (DeliveryStatus::Skipped, DeliveryCode::EndpointDisabled);
        return end(app, job, &delivery, skipped).await;
    };
    if job.is_exhausted() {
        let given_up = (DeliveryStatus::Exhausted, DeliveryCode::Internal);
        return end(app, job, &delivery, given_up).await;
    }
    let now = app.now();
    if let Some(until) = endpoint.held_until.filter(|until| *until > now) {
        let later = now + wait_out(until - now, delivery.id);
        return put_off(app, job, &delivery, later).await;
    }
    let Some(_turn) = app.webhooks.turns.take(job.tenant, endpoint.id) else {
        return put_off(app, job, &delivery, now + NEXT_TURN).await;
    };
    let keys = signing_keys(app, &endpoint, now)?;
    let message = Message::signed(&delivery, &keys, now)?;
    let reply = app.webhooks.send(&endpoint.url, message, now).await;
    settle(app, job, (&delivery, &endpoint), reply).await
}

/// The secret, and beside it the one before the last rotation for as long as it signs.
fn signing_keys(
    app: &App,
    endpoint: &WebhookEndpointRow,
    now: DateTime<Utc>,
) -> Result<Vec<SigningKey>, Fault> {
    let key = EndpointKey::open_for(app, endpoint)?;
    let scheme = SignatureScheme::parse(&endpoint.signature)?;
    let is_signing = endpoint.old_secret_until.is_some_and(|until| until > now);
    let old = endpoint.old_secret_sealed.as_ref().filter(|_| is_signing);
    std::iter::once(&endpoint.secret_sealed)
        .chain(old)
        .map(|sealed| key.open(scheme, sealed))
        .collect()
}
