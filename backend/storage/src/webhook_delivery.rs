use chrono::{DateTime, Utc};
use credence_types::{EventId, SessionId, TenantId, WebhookDeliveryId, WebhookEndpointId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// One event for one endpoint.
#[derive(Debug, Clone)]
pub struct WebhookDeliveryRow {
    /// The delivery.
    pub id: WebhookDeliveryId,
    /// Where to.
    pub endpoint: WebhookEndpointId,
    /// What of.
    pub event: EventId,
    /// What happened, as a stable name.
    pub event_type: String,
    /// The session that it is about.
    pub session: Option<SessionId>,
    /// What the event says.
    pub payload: serde_json::Value,
    /// When it happened.
    pub event_at: DateTime<Utc>,
    /// `pending`, `delivered`, `exhausted` or `skipped`.
    pub status: String,
    /// How often it was sent since it was last asked for.
    pub attempts: u32,
    /// When it is sent next, while pending.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When it was last sent.
    pub last_attempt_at: Option<DateTime<Utc>>,
    /// The status of the last answer.
    pub last_status: Option<u16>,
    /// What came of it, as a stable code.
    pub last_code: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

struct Raw {
    id: Uuid,
    endpoint_id: Uuid,
    event_id: Uuid,
    event_type: String,
    session_id: Option<Uuid>,
    payload: serde_json::Value,
    event_at: DateTime<Utc>,
    status: String,
    attempts: i32,
    next_attempt_at: Option<DateTime<Utc>>,
    last_attempt_at: Option<DateTime<Utc>>,
    last_status: Option<i32>,
    last_code: Option<String>,
    created_at: DateTime<Utc>,
}

impl From<Raw> for WebhookDeliveryRow {
    fn from(raw: Raw) -> Self {
        Self {
            id: WebhookDeliveryId::from_uuid(raw.id),
            endpoint: WebhookEndpointId::from_uuid(raw.endpoint_id),
            event: EventId::from_uuid(raw.event_id),
            event_type: raw.event_type,
            session: raw.session_id.map(SessionId::from_uuid),
            payload: raw.payload,
            event_at: raw.event_at,
            status: raw.status,
            attempts: crate::session::count(raw.attempts),
            next_attempt_at: raw.next_attempt_at,
            last_attempt_at: raw.last_attempt_at,
            last_status: raw
                .last_status
                .and_then(|status| u16::try_from(status).ok()),
            last_code: raw.last_code,
            created_at: raw.created_at,
        }
    }
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy)]
pub struct WebhookAttempt<'a> {
    /// How many attempts there were before.
    pub attempts_before: u32,
    /// What the delivery is from now on: `pending`, `delivered`, `exhausted` or `skipped`.
    pub status: &'a str,
    /// When it is sent next, while pending.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// The status of the answer.
    pub last_status: Option<u16>,
    /// What came of it, as a stable code.
    pub last_code: &'a str,
}

/// The delivery of that id.
///
/// # Errors
/// When the database refuses.
pub async fn webhook_delivery_by_id(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: WebhookDeliveryId,
) -> sqlx::Result<Option<WebhookDeliveryRow>> {
    let row = sqlx::query_as!(
        Raw,
        "select d.id, d.endpoint_id, d.event_id, e.type as event_type, e.session_id, e.payload,
                e.created_at as event_at, d.status, d.attempts, d.next_attempt_at,
                d.last_attempt_at, d.last_status, d.last_code, d.created_at
         from credence.webhook_delivery d
         join credence.event e on e.tenant_id = d.tenant_id and e.id = d.event_id
         where d.tenant_id = $1 and d.id = $2",
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(WebhookDeliveryRow::from))
}

/// An endpoint's deliveries, those of the newest events first; those of events older than `before`
/// and of one status, if given.
///
/// # Errors
/// When the database refuses.
pub async fn list_webhook_deliveries(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    endpoint: WebhookEndpointId,
    (status, before): (Option<&str>, Option<EventId>),
    limit: u32,
) -> sqlx::Result<Vec<WebhookDeliveryRow>> {
    let rows = sqlx::query_as!(
        Raw,
        "select d.id, d.endpoint_id, d.event_id, e.type as event_type, e.session_id, e.payload,
                e.created_at as event_at, d.status, d.attempts, d.next_attempt_at,
                d.last_attempt_at, d.last_status, d.last_code, d.created_at
         from credence.webhook_delivery d
         join credence.event e on e.tenant_id = d.tenant_id and e.id = d.event_id
         where d.tenant_id = $1 and d.endpoint_id = $2 and d.event_id < $3
             and ($4::text is null or d.status = $4)
         order by d.event_id desc limit $5",
        tenant.as_uuid(),
        endpoint.as_uuid(),
        before.map_or(Uuid::max(), EventId::as_uuid),
        status,
        i64::from(limit),
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(WebhookDeliveryRow::from).collect())
}

/// Notes an attempt. `false` when the delivery went with its endpoint, waits for none, or was asked for
/// again meanwhile.
///
/// # Errors
/// When the database refuses.
pub async fn set_webhook_delivery_attempted(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: WebhookDeliveryId,
    attempt: &WebhookAttempt<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.webhook_delivery
         set status = $3, attempts = attempts + 1, next_attempt_at = $4, last_attempt_at = $7,
             last_status = $5, last_code = $6
         where tenant_id = $1 and id = $2 and status = 'pending' and attempts = $8",
        tenant.as_uuid(),
        id.as_uuid(),
        attempt.status,
        attempt.next_attempt_at,
        attempt.last_status.map(i32::from),
        attempt.last_code,
        now,
        i32::try_from(attempt.attempts_before).unwrap_or(i32::MAX),
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Ends a delivery that is not sent (any more). `false` when it waits for no attempt.
///
/// # Errors
/// When the database refuses.
pub async fn set_webhook_delivery_ended(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: WebhookDeliveryId,
    (status, code): (&str, &str),
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.webhook_delivery
         set status = $3, next_attempt_at = null, last_code = $4
         where tenant_id = $1 and id = $2 and status = 'pending'",
        tenant.as_uuid(),
        id.as_uuid(),
        status,
        code,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Puts a pending delivery off without an attempt. `false` when it waits for no attempt.
///
/// # Errors
/// When the database refuses.
pub async fn set_webhook_delivery_put_off(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: WebhookDeliveryId,
    next_attempt_at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.webhook_delivery set next_attempt_at = $3
         where tenant_id = $1 and id = $2 and status = 'pending'",
        tenant.as_uuid(),
        id.as_uuid(),
        next_attempt_at,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Has a delivery sent again from the start, whatever became of it. `false` when there is none.
///
/// # Errors
/// When the database refuses.
pub async fn set_webhook_delivery_again(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: WebhookDeliveryId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.webhook_delivery
         set status = 'pending', attempts = 0, next_attempt_at = $3
         where tenant_id = $1 and id = $2",
        tenant.as_uuid(),
        id.as_uuid(),
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Deliveries of every tenant that should have been sent before `before`, longest overdue first.
///
/// # Errors
/// When the database refuses.
pub async fn list_overdue_webhook_deliveries(
    executor: impl PgExecutor<'_>,
    before: DateTime<Utc>,
    limit: u32,
) -> sqlx::Result<Vec<(TenantId, WebhookDeliveryId)>> {
    let rows = sqlx::query!(
        "select tenant_id, id from credence.webhook_delivery
         where status = 'pending' and next_attempt_at < $1
         order by next_attempt_at limit $2",
        before,
        i64::from(limit),
    )
    .fetch_all(executor)
    .await?;
    let ids = |row: (Uuid, Uuid)| {
        (
            TenantId::from_uuid(row.0),
            WebhookDeliveryId::from_uuid(row.1),
        )
    };
    Ok(rows
        .into_iter()
        .map(|row| ids((row.tenant_id, row.id)))
        .collect())
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::event::insert_trial_event;
    use crate::fixture::{OTHER, TENANT, endpoint, now, tenants_and_key};

    async fn delivery(pool: &PgPool) -> (WebhookEndpointId, WebhookDeliveryId) {
        tenants_and_key(pool).await;
        let endpoint = endpoint(pool, TENANT, &[]).await;
        let event = (EventId::new(now()), "webhook.test");
        let made = insert_trial_event(pool, TENANT, endpoint, event, now()).await;
        (endpoint, made.unwrap().unwrap())
    }

    const FAILED: WebhookAttempt<'static> = WebhookAttempt {
        attempts_before: 0,
        status: "exhausted",
        next_attempt_at: None,
        last_status: Some(500),
        last_code: "status",
    };

    #[sqlx::test(migrations = "../../migrations")]
    async fn an_attempt_is_noted_once_and_sending_again_begins_anew(pool: PgPool) {
        let (_, id) = delivery(&pool).await;
        let attempted = async || {
            set_webhook_delivery_attempted(&pool, TENANT, id, &FAILED, now())
                .await
                .unwrap()
        };
        assert!(attempted().await);
        assert!(!attempted().await);
        let again = set_webhook_delivery_again(&pool, TENANT, id, now()).await;
        assert!(again.unwrap());
        let row = webhook_delivery_by_id(&pool, TENANT, id).await.unwrap();
        let row = row.unwrap();
        assert_eq!((row.status.as_str(), row.attempts), ("pending", 0));
        assert_eq!(row.last_status, Some(500));
        let later = now() + chrono::TimeDelta::seconds(1);
        let overdue = list_overdue_webhook_deliveries(&pool, later, 9).await;
        assert_eq!(overdue.unwrap(), [(TENANT, id)]);
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn another_tenant_neither_sees_nor_changes_a_delivery(pool: PgPool) {
        let (endpoint, id) = delivery(&pool).await;
        let by_id = webhook_delivery_by_id(&pool, OTHER, id).await.unwrap();
        assert!(by_id.is_none());
        let list = list_webhook_deliveries(&pool, OTHER, endpoint, (None, None), 9).await;
        assert!(list.unwrap().is_empty());
        let list = list_webhook_deliveries(&pool, TENANT, endpoint, (Some("pending"), None), 9);
        assert_eq!(list.await.unwrap().len(), 1);
        let attempted = set_webhook_delivery_attempted(&pool, OTHER, id, &FAILED, now()).await;
        assert!(!attempted.unwrap());
        let again = set_webhook_delivery_again(&pool, OTHER, id, now()).await;
        assert!(!again.unwrap());
    }
}
