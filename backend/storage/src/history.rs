//! Events and webhook deliveries whose time is over.

use chrono::{DateTime, Utc};
use credence_types::TenantId;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::audit_chain::first_kept_audit;

/// How many rows, and of when the oldest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistoryCount {
    /// How many.
    pub count: u64,
    /// The oldest; `None` where there are none.
    pub oldest: Option<DateTime<Utc>>,
}

/// Deletes up to so many of a tenant's deliveries made at or before an instant, but none that is still
/// to be made or tells of a session on a legal hold. Gives how many.
///
/// # Errors
/// When the database refuses.
pub async fn delete_old_webhook_deliveries(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    until: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    sqlx::query!(
        "with old as (
             select d.id from credence.webhook_delivery d
             where d.tenant_id = $1 and d.created_at <= $2 and d.status <> 'pending'
                 and not exists (
                     select 1 from credence.event e
                     join credence.session h on h.tenant_id = e.tenant_id and h.id = e.session_id
                     where e.tenant_id = $1 and e.id = d.event_id and h.held_since is not null
                 )
             limit $3
             for update of d skip locked
         )
         delete from credence.webhook_delivery d using old
         where d.tenant_id = $1 and d.id = old.id",
        tenant.as_uuid(),
        until,
        limit,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected())
}

/// Deletes up to so many of a tenant's events of an instant or before, but none that a delivery still
/// tells of (no delivery is older than its event), and none about a session on a legal hold. Gives how
/// many.
///
/// # Errors
/// When the database refuses.
pub async fn delete_old_events(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    until: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    sqlx::query!(
        "with old as (
             select e.id from credence.event e
             where e.tenant_id = $1 and e.id < $2 and e.created_at <= $3
                 and not exists (
                     select 1 from credence.webhook_delivery d
                     where d.tenant_id = $1 and d.event_id = e.id
                         and d.created_at <= $3
                 )
                 and not exists (
                     select 1 from credence.session h
                     where h.tenant_id = $1 and h.id = e.session_id and h.held_since is not null
                 )
             limit $4
             for update of e skip locked
         )
         delete from credence.event e using old
         where e.tenant_id = $1 and e.id = old.id",
        tenant.as_uuid(),
        first_id_after(until),
        until,
        limit,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected())
}

/// How many of a tenant's events are of an instant or before.
///
/// # Errors
/// When the database refuses.
pub async fn count_old_events(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    until: DateTime<Utc>,
) -> sqlx::Result<HistoryCount> {
    let row = sqlx::query!(
        r#"select count(*) as "count!", min(created_at) as oldest from credence.event e
           where tenant_id = $1 and id < $2 and created_at <= $3
               and not exists (
                   select 1 from credence.session h
                   where h.tenant_id = $1 and h.id = e.session_id and h.held_since is not null
               )"#,
        tenant.as_uuid(),
        first_id_after(until),
        until,
    )
    .fetch_one(executor)
    .await?;
    Ok(HistoryCount::new(row.count, row.oldest))
}

/// How many of a tenant's deliveries were made at or before an instant and are over.
///
/// # Errors
/// When the database refuses.
pub async fn count_old_webhook_deliveries(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    until: DateTime<Utc>,
) -> sqlx::Result<HistoryCount> {
    let row = sqlx::query!(
        r#"select count(*) as "count!", min(created_at) as oldest
           from credence.webhook_delivery d
           where tenant_id = $1 and created_at <= $2 and status <> 'pending'
               and not exists (
                   select 1 from credence.event e
                   join credence.session h on h.tenant_id = e.tenant_id and h.id = e.session_id
                   where e.tenant_id = $1 and e.id = d.event_id and h.held_since is not null
               )"#,
        tenant.as_uuid(),
        until,
    )
    .fetch_one(executor)
    .await?;
    Ok(HistoryCount::new(row.count, row.oldest))
}

/// How many of a tenant's audit rows stand before every one that is kept ([`first_kept_audit`]).
///
/// # Errors
/// When the database refuses.
pub async fn count_old_audit(
    connection: &mut PgConnection,
    tenant: TenantId,
    before: DateTime<Utc>,
) -> sqlx::Result<HistoryCount> {
    let kept = first_kept_audit(&mut *connection, tenant, before).await?;
    let row = sqlx::query!(
        r#"select count(*) as "count!", min(at) as oldest from credence.audit
           where tenant_id = $1 and sequence < $2"#,
        tenant.as_uuid(),
        kept.unwrap_or(i64::MAX),
    )
    .fetch_one(connection)
    .await?;
    Ok(HistoryCount::new(row.count, row.oldest))
}

impl HistoryCount {
    fn new(count: i64, oldest: Option<DateTime<Utc>>) -> Self {
        let count = u64::try_from(count).unwrap_or(0);
        Self { count, oldest }
    }
}

/// The smallest id of a later millisecond (UUIDv7: milliseconds first).
fn first_id_after(instant: DateTime<Utc>) -> Uuid {
    let milliseconds = u128::try_from(instant.timestamp_millis()).unwrap_or(0);
    Uuid::from_u128(milliseconds.saturating_add(1) << 80)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, endpoint, now, session, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn what_is_still_to_be_delivered_stays_with_its_event(pool: PgPool) {
        tenants_and_key(&pool).await;
        endpoint(&pool, TENANT, &[]).await;
        session(&pool, 0).await;
        session(&pool, 1).await;
        let (before, until) = (now() - TimeDelta::microseconds(1), now());
        let deliveries = async |tenant, until| {
            let counted = count_old_webhook_deliveries(&pool, tenant, until).await;
            let deleted = delete_old_webhook_deliveries(&pool, tenant, until, 10).await;
            assert_eq!(counted.unwrap().count, *deleted.as_ref().unwrap());
            deleted.unwrap()
        };
        let events =
            async |tenant, until| delete_old_events(&pool, tenant, until, 10).await.unwrap();
        assert_eq!(deliveries(TENANT, until).await, 0);
        sqlx::query!(
            "update credence.webhook_delivery set status = 'delivered'
             where id = (select id from credence.webhook_delivery limit 1)"
        )
        .execute(&pool)
        .await
        .unwrap();
        assert_eq!(deliveries(OTHER, until).await, 0);
        assert_eq!(deliveries(TENANT, before).await, 0);
        assert_eq!(deliveries(TENANT, until).await, 1);
        let counted = count_old_events(&pool, TENANT, until).await.unwrap();
        assert_eq!((counted.count, counted.oldest), (2, Some(now())));
        assert_eq!(events(OTHER, until).await, 0);
        assert_eq!(events(TENANT, before).await, 0);
        // The other one's delivery is pending.
        assert_eq!(events(TENANT, until).await, 1);
        assert_eq!(events(TENANT, until).await, 0);
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn what_tells_of_a_session_on_hold_stays(pool: PgPool) {
        tenants_and_key(&pool).await;
        endpoint(&pool, TENANT, &[]).await;
        let held = session(&pool, 0).await;
        session(&pool, 1).await;
        sqlx::query!("update credence.webhook_delivery set status = 'delivered'")
            .execute(&pool)
            .await
            .unwrap();
        crate::set_session_held(&pool, TENANT, held, "dispute", now())
            .await
            .unwrap();
        let counted = count_old_webhook_deliveries(&pool, TENANT, now()).await;
        assert_eq!(counted.unwrap().count, 1);
        let gone = delete_old_webhook_deliveries(&pool, TENANT, now(), 10).await;
        assert_eq!(gone.unwrap(), 1);
        let counted = count_old_events(&pool, TENANT, now()).await.unwrap();
        assert_eq!(counted.count, 1);
        let gone = delete_old_events(&pool, TENANT, now(), 10).await.unwrap();
        assert_eq!(gone, 1);
        crate::set_session_released(&pool, TENANT, held)
            .await
            .unwrap();
        let gone = delete_old_webhook_deliveries(&pool, TENANT, now(), 10).await;
        assert_eq!(gone.unwrap(), 1);
        assert_eq!(
            delete_old_events(&pool, TENANT, now(), 10).await.unwrap(),
            1
        );
    }
}
