//! What an attempt leaves behind, in one transaction with what becomes of its job. Whoever lost the
//! job's lease rolls back.

use chrono::{DateTime, TimeDelta, Utc};
use credence_jobs::Job;
use credence_storage::{WebhookAttempt, WebhookDeliveryRow, WebhookEndpointRow};
use sqlx::PgConnection;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::fault::Fault;
use crate::webhooks::DisabledReason;
use crate::webhooks::list_deliveries::DeliveryStatus;
use crate::webhooks::reply::{DeliveryCode, Reply};
use crate::webhooks::schedule::{wait_after, wait_out};

/// How long an endpoint may do nothing but fail.
const FAILING_FOR: TimeDelta = TimeDelta::days(5);

/// Notes an attempt: the delivery arrived, is tried again at its time, or is given up.
pub(crate) async fn settle(
    app: &App,
    job: &Job,
    (delivery, endpoint): (&WebhookDeliveryRow, &WebhookEndpointRow),
    reply: Reply,
) -> Result<(), Fault> {
    let now = app.now();
    let (status, next_attempt_at) = status_after(delivery, reply, now);
    let attempt = WebhookAttempt {
        attempts_before: delivery.attempts,
        status: status.as_str(),
        next_attempt_at,
        last_status: reply.status,
        last_code: reply.code.as_str(),
    };
    let mut transaction = app.pool.begin().await?;
    let connection = &mut *transaction;
    let tenant = job.tenant;
    let id = delivery.id;
    let is_noted = credence_storage::set_webhook_delivery_attempted(
        &mut *connection,
        tenant,
        id,
        &attempt,
        now,
    )
    .await?;
    // One that went with its endpoint meanwhile, or was asked for again, is looked at anew.
    let run_again_at = if is_noted { next_attempt_at } else { Some(now) };
    let is_ours = match run_again_at {
        Some(at) => app.queue.run_again_at(&mut *connection, job, at).await?,
        None => app.queue.complete(&mut *connection, job).await?,
    };
    if !is_ours {
        transaction.rollback().await?;
        return Ok(());
    }
    let disabled = note_health(connection, endpoint, reply, now).await?;
    transaction.commit().await?;
    let code = reply.code.as_str();
    metrics::counter!("credence_webhook_attempts_total", "outcome" => code).increment(1);
    if status == DeliveryStatus::Exhausted {
        metrics::counter!("credence_webhooks_exhausted_total").increment(1);
    }
    if let Some(reason) = disabled {
        let reason = reason.as_str();
        tracing::warn!(endpoint = %endpoint.id, reason, "disabled a webhook endpoint");
    }
    Ok(())
}

/// Where the delivery stands after this attempt, and when the next one is.
fn status_after(
    delivery: &WebhookDeliveryRow,
    reply: Reply,
    now: DateTime<Utc>,
) -> (DeliveryStatus, Option<DateTime<Utc>>) {
    match reply.code {
        DeliveryCode::Accepted => return (DeliveryStatus::Delivered, None),
        DeliveryCode::Gone => return (DeliveryStatus::Exhausted, None),
        DeliveryCode::Redirect
        | DeliveryCode::Throttled
        | DeliveryCode::Refused
        | DeliveryCode::Unreachable
        | DeliveryCode::Tls
        | DeliveryCode::Timeout
        | DeliveryCode::Broken
        | DeliveryCode::EndpointDisabled
        | DeliveryCode::Internal => {}
    }
    let Some(wait) = wait_after(delivery.attempts.saturating_add(1), delivery.id) else {
        return (DeliveryStatus::Exhausted, None);
    };
    let hold = reply.hold.map(|hold| wait_out(hold, delivery.id));
    let wait = hold.map_or(wait, |hold| hold.max(wait));
    (DeliveryStatus::Pending, Some(now + wait))
}

/// Notes how the endpoint does, and disables one that is gone or has failed for too long. Last in the
/// transaction, for the audit log's sake.
async fn note_health(
    connection: &mut PgConnection,
    endpoint: &WebhookEndpointRow,
    reply: Reply,
    now: DateTime<Utc>,
) -> Result<Option<DisabledReason>, Fault> {
    let (tenant, id) = (endpoint.tenant, endpoint.id);
    // What the address did says nothing of another that the endpoint was given meanwhile.
    let tried = (id, endpoint.url.as_str());
    if reply.code == DeliveryCode::Accepted {
        credence_storage::set_webhook_endpoint_well(connection, tenant, tried).await?;
        return Ok(None);
    }
    let held_until = reply.hold.map(|hold| now + hold);
    credence_storage::set_webhook_endpoint_failing(
        &mut *connection,
        tenant,
        tried,
        held_until,
        now,
    )
    .await?;
    let (reason, failing_before) = if reply.code == DeliveryCode::Gone {
        (DisabledReason::Gone, None)
    } else {
        (DisabledReason::Failing, Some(now - FAILING_FOR))
    };
    let why = (reason.as_str(), failing_before);
    let is_disabled =
        credence_storage::set_webhook_endpoint_disabled(&mut *connection, tenant, tried, why, now)
            .await?;
    if !is_disabled {
        return Ok(None);
    }
    let act = Act::new(tenant, Actor::System, "webhook_endpoint_disabled")
        .with("webhook_endpoint_id", id)
        .with("reason", reason.as_str());
    append(connection, act, now).await?;
    Ok(Some(reason))
}

/// Ends a delivery without an attempt.
pub(crate) async fn end(
    app: &App,
    job: &Job,
    delivery: &WebhookDeliveryRow,
    (status, code): (DeliveryStatus, DeliveryCode),
) -> Result<(), Fault> {
    let mut transaction = app.pool.begin().await?;
    let what = (status.as_str(), code.as_str());
    let (tenant, id) = (job.tenant, delivery.id);
    credence_storage::set_webhook_delivery_ended(&mut *transaction, tenant, id, what).await?;
    if app.queue.complete(&mut transaction, job).await? {
        transaction.commit().await?;
        metrics::counter!("credence_webhook_attempts_total", "outcome" => code.as_str())
            .increment(1);
    }
    Ok(())
}

/// Puts a delivery off without an attempt.
pub(crate) async fn put_off(
    app: &App,
    job: &Job,
    delivery: &WebhookDeliveryRow,
    until: DateTime<Utc>,
) -> Result<(), Fault> {
    let mut transaction = app.pool.begin().await?;
    let (tenant, id) = (job.tenant, delivery.id);
    credence_storage::set_webhook_delivery_put_off(&mut *transaction, tenant, id, until).await?;
    if app.queue.run_again_at(&mut transaction, job, until).await? {
        transaction.commit().await?;
    }
    Ok(())
}

/// Removes a job that has nothing to send any more.
pub(crate) async fn drop_job(app: &App, job: &Job) -> Result<(), Fault> {
    let mut connection = app.pool.acquire().await?;
    app.queue.complete(&mut connection, job).await?;
    Ok(())
}
