use chrono::{DateTime, Utc};
use credence_types::{TenantId, WebhookEndpointId};
use sqlx::{PgConnection, PgExecutor};

use crate::webhook_endpoint_row::{RawEndpoint, WebhookEndpointRow};

/// Selects whole rows: what follows the table's name, and its arguments.
macro_rules! endpoints {
    ($rest:tt, $($argument:expr),+ $(,)?) => {
        sqlx::query_as!(
            RawEndpoint,
            "select tenant_id, id, url, description, event_types, signature, sealing_kek, sealing_key,
                    secret_sealed, public_key, old_secret_sealed, old_secret_until, created_at,
                    updated_at, disabled_at, disabled_reason, failing_since, held_until
             from credence.webhook_endpoint " + $rest,
            $($argument),+
        )
    };
}

/// What an integrator may set; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct WebhookEndpointSettings<'a> {
    /// Where.
    pub url: Option<&'a str>,
    /// The integrator's own words for it; empty for none.
    pub description: Option<&'a str>,
    /// What it listens to; empty is everything.
    pub event_types: Option<&'a [String]>,
    /// Whether anything is sent.
    pub is_enabled: Option<bool>,
}

/// A secret that takes another's place.
#[derive(Debug, Clone)]
pub struct NewWebhookSecret<'a> {
    /// What signs from now on, sealed.
    pub secret_sealed: &'a [u8],
    /// Its public half, for `v1a`.
    pub public_key: Option<&'a [u8]>,
    /// Until when the one before signs too.
    pub old_secret_until: DateTime<Utc>,
}

/// Keeps a new endpoint.
///
/// # Errors
/// When the database refuses.
pub async fn insert_webhook_endpoint(
    executor: impl PgExecutor<'_>,
    row: &WebhookEndpointRow,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.webhook_endpoint
             (tenant_id, id, url, description, event_types, signature, sealing_kek, sealing_key,
              secret_sealed, public_key, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
        row.tenant.as_uuid(),
        row.id.as_uuid(),
        row.url,
        row.description,
        &row.event_types,
        row.signature,
        row.sealing_key.kek,
        row.sealing_key.bytes,
        row.secret_sealed,
        row.public_key,
        row.created_at,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The endpoint of that id.
///
/// # Errors
/// When the database refuses.
pub async fn webhook_endpoint_by_id(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: WebhookEndpointId,
) -> sqlx::Result<Option<WebhookEndpointRow>> {
    let row = endpoints!(
        "where tenant_id = $1 and id = $2",
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(WebhookEndpointRow::from))
}

/// The endpoint of that id, locked until the transaction ends: rotations take turns.
///
/// # Errors
/// When the database refuses.
pub async fn lock_webhook_endpoint(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: WebhookEndpointId,
) -> sqlx::Result<Option<WebhookEndpointRow>> {
    // Not `for update`: deliveries to it are added meanwhile.
    let row = endpoints!(
        "where tenant_id = $1 and id = $2 for no key update",
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(WebhookEndpointRow::from))
}

/// The tenant's endpoints, oldest first. They are few.
///
/// # Errors
/// When the database refuses.
pub async fn list_webhook_endpoints(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
) -> sqlx::Result<Vec<WebhookEndpointRow>> {
    let rows = endpoints!("where tenant_id = $1 order by id", tenant.as_uuid(),)
        .fetch_all(executor)
        .await?;
    Ok(rows.into_iter().map(WebhookEndpointRow::from).collect())
}

/// Sets what an integrator may set. Switching it on forgets past failures, and so does another address:
/// they were the old one's. `false` when there is no such endpoint.
///
/// # Errors
/// When the database refuses.
pub async fn set_webhook_endpoint(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: WebhookEndpointId,
    settings: &WebhookEndpointSettings<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.webhook_endpoint
         set url = coalesce($3, url),
             description = case when $4::text is null then description else nullif($4, '') end,
             event_types = coalesce($5::text[], event_types),
             disabled_at = case
                 when $6::boolean
                     or ($6 is null and url <> $3 and disabled_reason <> 'integrator') then null
                 when not $6 then coalesce(disabled_at, $7) else disabled_at end,
             disabled_reason = case
                 when $6
                     or ($6 is null and url <> $3 and disabled_reason <> 'integrator') then null
                 when not $6 and url <> $3 then 'integrator'
                 when not $6 then coalesce(disabled_reason, 'integrator')
                 else disabled_reason end,
             failing_since = case when $6 or url <> $3 then null else failing_since end,
             held_until = case when $6 or url <> $3 then null else held_until end,
             updated_at = $7
         where tenant_id = $1 and id = $2",
        tenant.as_uuid(),
        id.as_uuid(),
        settings.url,
        settings.description,
        settings.event_types,
        settings.is_enabled,
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Removes an endpoint with its deliveries. `false` when there is no such endpoint.
///
/// Deliveries are locked before their endpoint, as by whoever notes an attempt, so that the two wait
/// for each other in turn. What an event adds in between is skipped when its turn comes.
///
/// # Errors
/// When the database refuses.
pub async fn delete_webhook_endpoint(
    connection: &mut PgConnection,
    tenant: TenantId,
    id: WebhookEndpointId,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "delete from credence.webhook_delivery where tenant_id = $1 and endpoint_id = $2",
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "delete from credence.webhook_endpoint where tenant_id = $1 and id = $2",
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Puts a new secret in the place of the one that signs, which becomes the old one. `false` when
/// there is no such endpoint.
///
/// # Errors
/// When the database refuses.
pub async fn set_webhook_secret(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: WebhookEndpointId,
    new: &NewWebhookSecret<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.webhook_endpoint
         set old_secret_sealed = secret_sealed, old_secret_until = $5, secret_sealed = $3,
             public_key = $4, updated_at = $6
         where tenant_id = $1 and id = $2",
        tenant.as_uuid(),
        id.as_uuid(),
        new.secret_sealed,
        new.public_key,
        new.old_secret_until,
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use credence_types::EventId;
    use sqlx::PgPool;

    use super::*;
    use crate::event::insert_trial_event;
    use crate::fixture::{ENDPOINT_URL, OTHER, TENANT, endpoint, now, tenants_and_key};
    use crate::webhook_delivery::{WebhookAttempt, set_webhook_delivery_attempted};
    use crate::webhook_endpoint_health::{
        set_webhook_endpoint_disabled, set_webhook_endpoint_failing,
    };

    async fn read(pool: &PgPool, id: WebhookEndpointId) -> WebhookEndpointRow {
        let row = webhook_endpoint_by_id(pool, TENANT, id).await.unwrap();
        row.unwrap()
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn another_tenant_neither_sees_nor_changes_an_endpoint(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = endpoint(&pool, TENANT, &[]).await;
        let settings = WebhookEndpointSettings::default();
        let secret = NewWebhookSecret {
            secret_sealed: b"x",
            public_key: None,
            old_secret_until: now(),
        };
        let by_id = webhook_endpoint_by_id(&pool, OTHER, id).await.unwrap();
        assert!(by_id.is_none());
        let locked = lock_webhook_endpoint(&pool, OTHER, id).await.unwrap();
        assert!(locked.is_none());
        let list = list_webhook_endpoints(&pool, OTHER).await.unwrap();
        assert!(list.is_empty());
        let set = set_webhook_endpoint(&pool, OTHER, id, &settings, now()).await;
        assert!(!set.unwrap());
        let rotated = set_webhook_secret(&pool, OTHER, id, &secret, now()).await;
        assert!(!rotated.unwrap());
        let gone =
            set_webhook_endpoint_disabled(&pool, OTHER, (id, ENDPOINT_URL), ("gone", None), now())
                .await;
        assert!(!gone.unwrap());
        let mut connection = pool.acquire().await.unwrap();
        for (tenant, is_theirs) in [(OTHER, false), (TENANT, true)] {
            let deleted = delete_webhook_endpoint(&mut connection, tenant, id).await;
            assert_eq!(deleted.unwrap(), is_theirs);
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn what_is_not_set_stays_and_switching_on_forgets_failures(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = endpoint(&pool, TENANT, &["session.expired"]).await;
        let held = Some(now() + TimeDelta::hours(1));
        set_webhook_endpoint_failing(&pool, TENANT, (id, ENDPOINT_URL), held, now())
            .await
            .unwrap();
        set_webhook_endpoint_disabled(&pool, TENANT, (id, ENDPOINT_URL), ("gone", None), now())
            .await
            .unwrap();
        let set = async |settings: WebhookEndpointSettings<'_>| {
            let set = set_webhook_endpoint(&pool, TENANT, id, &settings, now()).await;
            assert!(set.unwrap());
            read(&pool, id).await
        };
        let row = set(WebhookEndpointSettings {
            description: Some("ours"),
            is_enabled: Some(false),
            ..WebhookEndpointSettings::default()
        })
        .await;
        assert_eq!(row.disabled_reason.as_deref(), Some("gone"));
        assert_eq!(row.description.as_deref(), Some("ours"));
        assert_eq!(row.event_types, ["session.expired"]);
        let row = set(WebhookEndpointSettings {
            url: Some("https://b.example/"),
            description: Some(""),
            event_types: Some(&[]),
            is_enabled: Some(true),
        })
        .await;
        assert_eq!((row.description, row.disabled_at), (None, None));
        assert_eq!((row.failing_since, row.held_until), (None, None));
        assert_eq!(row.url, "https://b.example/");
        assert!(row.event_types.is_empty());
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn another_address_starts_without_the_failures_of_the_old_one(pool: PgPool) {
        tenants_and_key(&pool).await;
        let held = Some(now() + TimeDelta::hours(1));
        for (reason, goes_on) in [("failing", true), ("gone", true), ("integrator", false)] {
            let id = endpoint(&pool, TENANT, &[]).await;
            let tried = (id, ENDPOINT_URL);
            set_webhook_endpoint_failing(&pool, TENANT, tried, held, now())
                .await
                .unwrap();
            set_webhook_endpoint_disabled(&pool, TENANT, tried, (reason, None), now())
                .await
                .unwrap();
            let set = async |url: &str| {
                let settings = WebhookEndpointSettings {
                    url: Some(url),
                    ..WebhookEndpointSettings::default()
                };
                let set = set_webhook_endpoint(&pool, TENANT, id, &settings, now()).await;
                assert!(set.unwrap());
                read(&pool, id).await
            };
            let row = set(ENDPOINT_URL).await;
            assert!(row.failing_since.is_some() && row.disabled_at.is_some());
            let row = set("https://b.example/").await;
            assert_eq!((row.failing_since, row.held_until), (None, None));
            assert_eq!(row.disabled_at.is_none(), goes_on, "{reason}");
            assert_eq!(row.disabled_reason.is_none(), goes_on, "{reason}");
            // An attempt at the old one that ends only now.
            set_webhook_endpoint_failing(&pool, TENANT, tried, held, now())
                .await
                .unwrap();
            assert_eq!(read(&pool, id).await.failing_since, None);
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn deleting_an_endpoint_and_noting_an_attempt_take_turns(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = endpoint(&pool, TENANT, &[]).await;
        let event = (EventId::new(now()), "webhook.test");
        let made = insert_trial_event(&pool, TENANT, id, event, now()).await;
        let delivery = made.unwrap().unwrap();
        let mut noting = pool.begin().await.unwrap();
        let attempt = WebhookAttempt {
            attempts_before: 0,
            status: "pending",
            next_attempt_at: Some(now()),
            last_status: None,
            last_code: "timeout",
        };
        let noted =
            set_webhook_delivery_attempted(&mut *noting, TENANT, delivery, &attempt, now()).await;
        assert!(noted.unwrap());
        let other = pool.clone();
        let deleting = tokio::spawn(async move {
            let mut transaction = other.begin().await?;
            let is_deleted = delete_webhook_endpoint(&mut transaction, TENANT, id).await?;
            transaction.commit().await.map(|()| is_deleted)
        });
        let waiting = "select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'";
        while sqlx::query_scalar::<_, i64>(waiting)
            .fetch_one(&pool)
            .await
            .unwrap()
            == 0
        {
            tokio::task::yield_now().await;
        }
        // With the endpoint locked first, PostgreSQL would end one of the two here.
        let tried = (id, ENDPOINT_URL);
        set_webhook_endpoint_failing(&mut *noting, TENANT, tried, None, now())
            .await
            .unwrap();
        noting.commit().await.unwrap();
        assert!(deleting.await.unwrap().unwrap());
    }
}
