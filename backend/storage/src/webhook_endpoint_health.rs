//! How the addresses of webhook endpoints do. What is noted is of the address that was tried: nothing when
//! the endpoint has another by now.

use chrono::{DateTime, Utc};
use credence_types::{TenantId, WebhookEndpointId};
use sqlx::PgExecutor;

/// Notes that an attempt at this address succeeded.
///
/// # Errors
/// When the database refuses.
pub async fn set_webhook_endpoint_well(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    (id, url): (WebhookEndpointId, &str),
) -> sqlx::Result<()> {
    sqlx::query!(
        "update credence.webhook_endpoint set failing_since = null
         where tenant_id = $1 and id = $2 and url = $3 and failing_since is not null",
        tenant.as_uuid(),
        id.as_uuid(),
        url,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Notes that an attempt at this address failed, and until when the receiver wants no other.
///
/// # Errors
/// When the database refuses.
pub async fn set_webhook_endpoint_failing(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    (id, url): (WebhookEndpointId, &str),
    held_until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update credence.webhook_endpoint
         set failing_since = coalesce(failing_since, $4), held_until = greatest(held_until, $3)
         where tenant_id = $1 and id = $2 and url = $5
             and (failing_since is null or $3::timestamptz is not null)",
        tenant.as_uuid(),
        id.as_uuid(),
        held_until,
        now,
        url,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Stops sending to an endpoint, as long as it has this address: whatever it does, or only if nothing but
/// failure came since `failing_before`. `false` when it goes on, or had stopped.
///
/// # Errors
/// When the database refuses.
pub async fn set_webhook_endpoint_disabled(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    (id, url): (WebhookEndpointId, &str),
    (reason, failing_before): (&str, Option<DateTime<Utc>>),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.webhook_endpoint
         set disabled_at = $5, disabled_reason = $3, updated_at = $5
         where tenant_id = $1 and id = $2 and url = $6 and disabled_at is null
             and ($4::timestamptz is null or failing_since <= $4)",
        tenant.as_uuid(),
        id.as_uuid(),
        reason,
        failing_before,
        now,
        url,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{ENDPOINT_URL, TENANT, endpoint, now, tenants_and_key};
    use crate::webhook_endpoint::webhook_endpoint_by_id;
    use crate::webhook_endpoint_row::WebhookEndpointRow;

    async fn read(pool: &PgPool, id: WebhookEndpointId) -> WebhookEndpointRow {
        let row = webhook_endpoint_by_id(pool, TENANT, id).await.unwrap();
        row.unwrap()
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn failing_counts_from_the_first_failure_since_a_success(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = endpoint(&pool, TENANT, &[]).await;
        let at = |seconds| now() + TimeDelta::seconds(seconds);
        for (seconds, held) in [(1, None), (2, Some(at(60))), (3, Some(at(30)))] {
            set_webhook_endpoint_failing(&pool, TENANT, (id, ENDPOINT_URL), held, at(seconds))
                .await
                .unwrap();
        }
        let row = read(&pool, id).await;
        assert_eq!(row.failing_since, Some(at(1)));
        assert_eq!(row.held_until, Some(at(60)));
        let early = ("failing", Some(at(0)));
        let disabled =
            set_webhook_endpoint_disabled(&pool, TENANT, (id, ENDPOINT_URL), early, at(9)).await;
        assert!(!disabled.unwrap());
        let due = ("failing", Some(at(1)));
        let disabled =
            set_webhook_endpoint_disabled(&pool, TENANT, (id, ENDPOINT_URL), due, at(9)).await;
        assert!(disabled.unwrap());
        set_webhook_endpoint_well(&pool, TENANT, (id, ENDPOINT_URL))
            .await
            .unwrap();
        assert_eq!(read(&pool, id).await.failing_since, None);
    }
}
