use chrono::{DateTime, Utc};
use credence_types::{EventId, SessionId, TenantId, WebhookDeliveryId, WebhookEndpointId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// Something that became of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRow {
    /// The event.
    pub id: EventId,
    /// The session; `None` for an event that tries an endpoint.
    pub session: Option<SessionId>,
    /// What happened, as a stable name.
    pub event_type: String,
    /// The session's version right after it.
    pub sequence: Option<i64>,
    /// Ids, the state and its number; no personal data.
    pub payload: serde_json::Value,
    /// When.
    pub created_at: DateTime<Utc>,
}

struct Raw {
    id: Uuid,
    session_id: Option<Uuid>,
    event_type: String,
    sequence: Option<i64>,
    payload: serde_json::Value,
    created_at: DateTime<Utc>,
}

impl From<Raw> for EventRow {
    fn from(raw: Raw) -> Self {
        Self {
            id: EventId::from_uuid(raw.id),
            session: raw.session_id.map(SessionId::from_uuid),
            event_type: raw.event_type,
            sequence: raw.sequence,
            payload: raw.payload,
            created_at: raw.created_at,
        }
    }
}

/// Which events to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct EventFilter<'a> {
    /// Only those about this session.
    pub session: Option<SessionId>,
    /// Only those of this type.
    pub event_type: Option<&'a str>,
    /// Only those older than this one.
    pub before: Option<EventId>,
}

/// Notes what has just become of each session, with its state and version as they are in this
/// transaction, and a delivery for each endpoint that listens. Gives the deliveries, which want a job
/// each.
///
/// # Errors
/// When the database refuses; also when a change was told before.
pub async fn insert_session_events(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    event_type: &str,
    about: &[(EventId, SessionId)],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<WebhookDeliveryId>> {
    let events: Vec<Uuid> = about.iter().map(|(event, _)| event.as_uuid()).collect();
    let sessions: Vec<Uuid> = about.iter().map(|(_, session)| session.as_uuid()).collect();
    let deliveries = sqlx::query_scalar!(
        "with event as (
             insert into credence.event
                 (tenant_id, id, session_id, type, sequence, payload, created_at)
             select s.tenant_id, about.event_id, s.id, $4, s.version,
                    jsonb_build_object('session_id', s.id, 'state', s.state,
                        'sequence', s.version), $5
             from unnest($2::uuid[], $3::uuid[]) as about (event_id, session_id)
             join credence.session s on s.tenant_id = $1 and s.id = about.session_id
             returning tenant_id, id, type, created_at
         )
         insert into credence.webhook_delivery
             (tenant_id, id, endpoint_id, event_id, status, next_attempt_at, created_at)
         select event.tenant_id, gen_random_uuid(), endpoint.id, event.id, 'pending',
                event.created_at, event.created_at
         from event
         join credence.webhook_endpoint as endpoint on endpoint.tenant_id = event.tenant_id
             and endpoint.disabled_at is null
             and (endpoint.event_types = '{}' or event.type = any(endpoint.event_types))
         returning id",
        tenant.as_uuid(),
        &events,
        &sessions,
        event_type,
        now,
    )
    .fetch_all(executor)
    .await?;
    Ok(deliveries
        .into_iter()
        .map(WebhookDeliveryId::from_uuid)
        .collect())
}

/// Notes an event that tries one endpoint, whatever it listens to, with its delivery. `None` when
/// there is no such endpoint or it is disabled.
///
/// # Errors
/// When the database refuses.
pub async fn insert_trial_event(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    endpoint: WebhookEndpointId,
    (id, event_type): (EventId, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<Option<WebhookDeliveryId>> {
    let delivery = sqlx::query_scalar!(
        "with endpoint as (
             select tenant_id, id from credence.webhook_endpoint
             where tenant_id = $1 and id = $2 and disabled_at is null
         ), event as (
             insert into credence.event
                 (tenant_id, id, session_id, type, sequence, payload, created_at)
             select tenant_id, $3, null, $4, null,
                    jsonb_build_object('webhook_endpoint_id', id), $5
             from endpoint
             returning id
         )
         insert into credence.webhook_delivery
             (tenant_id, id, endpoint_id, event_id, status, next_attempt_at, created_at)
         select endpoint.tenant_id, gen_random_uuid(), endpoint.id, event.id, 'pending', $5, $5
         from endpoint, event
         returning id",
        tenant.as_uuid(),
        endpoint.as_uuid(),
        id.as_uuid(),
        event_type,
        now,
    )
    .fetch_optional(executor)
    .await?;
    Ok(delivery.map(WebhookDeliveryId::from_uuid))
}

/// The tenant's events, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_events(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    filter: EventFilter<'_>,
    limit: u32,
) -> sqlx::Result<Vec<EventRow>> {
    let rows = sqlx::query_as!(
        Raw,
        r#"select id, session_id, type as event_type, sequence, payload, created_at
           from credence.event
           where tenant_id = $1 and id < $2
               and ($3::uuid is null or session_id = $3)
               and ($4::text is null or type = $4)
           order by id desc limit $5"#,
        tenant.as_uuid(),
        filter.before.map_or(Uuid::max(), EventId::as_uuid),
        filter.session.map(SessionId::as_uuid),
        filter.event_type,
        i64::from(limit),
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(EventRow::from).collect())
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, endpoint, now, session, tenants_and_key};

    async fn types(pool: &PgPool, tenant: TenantId, filter: EventFilter<'_>) -> Vec<String> {
        let rows = list_events(pool, tenant, filter, 10).await.unwrap();
        rows.into_iter().map(|row| row.event_type).collect()
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn an_event_tells_the_session_as_it_is_and_once_only(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let rows = list_events(&pool, TENANT, EventFilter::default(), 10)
            .await
            .unwrap();
        assert_eq!(rows.len(), 1, "making a session tells so itself");
        assert_eq!(rows[0].session, Some(id));
        assert_eq!(rows[0].event_type, "session.created");
        let payload = serde_json::json!({ "session_id": id, "state": "created", "sequence": 1 });
        assert_eq!(rows[0].payload, payload);
        let again = [(EventId::new(now()), id)];
        insert_session_events(&pool, TENANT, "session.created", &again, now())
            .await
            .unwrap_err();
        let strange = [(EventId::new(now()), id)];
        let told = insert_session_events(&pool, OTHER, "session.created", &strange, now()).await;
        assert_eq!(told.unwrap(), []);
        assert!(types(&pool, OTHER, EventFilter::default()).await.is_empty());
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn only_endpoints_that_listen_get_a_delivery(pool: PgPool) {
        tenants_and_key(&pool).await;
        endpoint(&pool, TENANT, &[]).await;
        endpoint(&pool, TENANT, &["session.expired"]).await;
        endpoint(&pool, TENANT, &["session.approved"]).await;
        endpoint(&pool, OTHER, &[]).await;
        let id = session(&pool, 0).await;
        sqlx::query("update credence.session set version = 2, state = 'expired'")
            .execute(&pool)
            .await
            .unwrap();
        let about = [(EventId::new(now()), id)];
        let told = insert_session_events(&pool, TENANT, "session.expired", &about, now()).await;
        assert_eq!(told.unwrap().len(), 2);
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn events_are_listed_by_session_type_and_page(pool: PgPool) {
        tenants_and_key(&pool).await;
        let [one, two] = [session(&pool, 0).await, session(&pool, 1).await];
        sqlx::query("update credence.session set version = 2, state = 'expired'")
            .execute(&pool)
            .await
            .unwrap();
        let about = [(EventId::new(now()), two)];
        insert_session_events(&pool, TENANT, "session.expired", &about, now())
            .await
            .unwrap();
        let by_session = EventFilter {
            session: Some(one),
            ..EventFilter::default()
        };
        assert_eq!(types(&pool, TENANT, by_session).await, ["session.created"]);
        let by_type = EventFilter {
            event_type: Some("session.expired"),
            ..EventFilter::default()
        };
        assert_eq!(types(&pool, TENANT, by_type).await, ["session.expired"]);
        let all = list_events(&pool, TENANT, EventFilter::default(), 10)
            .await
            .unwrap();
        let rest = EventFilter {
            before: Some(all[0].id),
            ..EventFilter::default()
        };
        assert_eq!(types(&pool, TENANT, rest).await.len(), 2);
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_trial_goes_to_one_endpoint_of_the_tenant(pool: PgPool) {
        tenants_and_key(&pool).await;
        let mine = endpoint(&pool, TENANT, &["session.approved"]).await;
        endpoint(&pool, TENANT, &[]).await;
        let id = || (EventId::new(now()), "webhook.test");
        let theirs = insert_trial_event(&pool, OTHER, mine, id(), now()).await;
        assert_eq!(theirs.unwrap(), None);
        let ours = insert_trial_event(&pool, TENANT, mine, id(), now()).await;
        assert!(ours.unwrap().is_some());
    }
}
