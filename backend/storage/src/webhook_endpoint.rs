use chrono::{DateTime, Utc};
use credence_types::{TenantId, WebhookEndpointId};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::session::SealedKey;

/// An address that is told of events.
#[derive(Debug, Clone)]
pub struct WebhookEndpointRow {
    /// Whose.
    pub tenant: TenantId,
    /// The endpoint.
    pub id: WebhookEndpointId,
    /// Where.
    pub url: String,
    /// The integrator's own words for it.
    pub description: Option<String>,
    /// What it listens to; empty is everything.
    pub event_types: Vec<String>,
    /// `v1` or `v1a`.
    pub signature: String,
    /// The key that seals its secrets.
    pub sealing_key: SealedKey,
    /// What signs, sealed.
    pub secret_sealed: Vec<u8>,
    /// The public half of what signs, for `v1a`.
    pub public_key: Option<Vec<u8>>,
    /// What signed before the last rotation, sealed.
    pub old_secret_sealed: Option<Vec<u8>>,
    /// Until when the old one signs too.
    pub old_secret_until: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When its settings last changed.
    pub updated_at: DateTime<Utc>,
    /// Since when nothing is sent.
    pub disabled_at: Option<DateTime<Utc>>,
    /// Why: `integrator`, `gone` or `failing`.
    pub disabled_reason: Option<String>,
    /// The first failure since the last success.
    pub failing_since: Option<DateTime<Utc>>,
    /// The receiver asked to be left alone until then.
    pub held_until: Option<DateTime<Utc>>,
}

/// A row as the database gives it.
pub(crate) struct RawEndpoint {
    pub(crate) tenant_id: Uuid,
    pub(crate) id: Uuid,
    pub(crate) url: String,
    pub(crate) description: Option<String>,
    pub(crate) event_types: Vec<String>,
    pub(crate) signature: String,
    pub(crate) sealing_kek: String,
    pub(crate) sealing_key: Vec<u8>,
    pub(crate) secret_sealed: Vec<u8>,
    pub(crate) public_key: Option<Vec<u8>>,
    pub(crate) old_secret_sealed: Option<Vec<u8>>,
    pub(crate) old_secret_until: Option<DateTime<Utc>>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) disabled_at: Option<DateTime<Utc>>,
    pub(crate) disabled_reason: Option<String>,
    pub(crate) failing_since: Option<DateTime<Utc>>,
    pub(crate) held_until: Option<DateTime<Utc>>,
}

impl From<RawEndpoint> for WebhookEndpointRow {
    fn from(raw: RawEndpoint) -> Self {
        Self {
            tenant: TenantId::from_uuid(raw.tenant_id),
            id: WebhookEndpointId::from_uuid(raw.id),
            url: raw.url,
            description: raw.description,
            event_types: raw.event_types,
            signature: raw.signature,
            sealing_key: SealedKey {
                kek: raw.sealing_kek,
                bytes: raw.sealing_key,
            },
            secret_sealed: raw.secret_sealed,
            public_key: raw.public_key,
            old_secret_sealed: raw.old_secret_sealed,
            old_secret_until: raw.old_secret_until,
            created_at: raw.created_at,
            updated_at: raw.updated_at,
            disabled_at: raw.disabled_at,
            disabled_reason: raw.disabled_reason,
            failing_since: raw.failing_since,
            held_until: raw.held_until,
        }
    }
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
    let row = sqlx::query_as!(
        RawEndpoint,
        "select tenant_id, id, url, description, event_types, signature, sealing_kek, sealing_key,
                secret_sealed, public_key, old_secret_sealed, old_secret_until, created_at,
                updated_at, disabled_at, disabled_reason, failing_since, held_until
         from credence.webhook_endpoint where tenant_id = $1 and id = $2",
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
    let row = sqlx::query_as!(
        RawEndpoint,
        "select tenant_id, id, url, description, event_types, signature, sealing_kek, sealing_key,
                secret_sealed, public_key, old_secret_sealed, old_secret_until, created_at,
                updated_at, disabled_at, disabled_reason, failing_since, held_until
         from credence.webhook_endpoint where tenant_id = $1 and id = $2 for no key update",
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
    let rows = sqlx::query_as!(
        RawEndpoint,
        "select tenant_id, id, url, description, event_types, signature, sealing_kek, sealing_key,
                secret_sealed, public_key, old_secret_sealed, old_secret_until, created_at,
                updated_at, disabled_at, disabled_reason, failing_since, held_until
         from credence.webhook_endpoint where tenant_id = $1 order by id",
        tenant.as_uuid(),
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(WebhookEndpointRow::from).collect())
}

/// Sets what an integrator may set. Switching it on forgets past failures. `false` when there is no
/// such endpoint.
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
             disabled_at = case $6::boolean when true then null
                 when false then coalesce(disabled_at, $7) else disabled_at end,
             disabled_reason = case $6 when true then null
                 when false then coalesce(disabled_reason, 'integrator') else disabled_reason end,
             failing_since = case when $6 then null else failing_since end,
             held_until = case when $6 then null else held_until end,
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
/// # Errors
/// When the database refuses.
pub async fn delete_webhook_endpoint(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: WebhookEndpointId,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "with deliveries as (
             delete from credence.webhook_delivery where tenant_id = $1 and endpoint_id = $2
         )
         delete from credence.webhook_endpoint where tenant_id = $1 and id = $2",
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .execute(executor)
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

/// Notes that an attempt succeeded.
///
/// # Errors
/// When the database refuses.
pub async fn set_webhook_endpoint_well(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: WebhookEndpointId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update credence.webhook_endpoint set failing_since = null
         where tenant_id = $1 and id = $2 and failing_since is not null",
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Notes that an attempt failed, and until when the receiver wants no other.
///
/// # Errors
/// When the database refuses.
pub async fn set_webhook_endpoint_failing(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: WebhookEndpointId,
    held_until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update credence.webhook_endpoint
         set failing_since = coalesce(failing_since, $4), held_until = greatest(held_until, $3)
         where tenant_id = $1 and id = $2 and (failing_since is null or $3::timestamptz is not null)",
        tenant.as_uuid(),
        id.as_uuid(),
        held_until,
        now,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Stops sending to an endpoint: whatever it does, or only if nothing but failure came since
/// `failing_before`. `false` when it goes on, or had stopped.
///
/// # Errors
/// When the database refuses.
pub async fn set_webhook_endpoint_disabled(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: WebhookEndpointId,
    (reason, failing_before): (&str, Option<DateTime<Utc>>),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.webhook_endpoint
         set disabled_at = $5, disabled_reason = $3, updated_at = $5
         where tenant_id = $1 and id = $2 and disabled_at is null
             and ($4::timestamptz is null or failing_since <= $4)",
        tenant.as_uuid(),
        id.as_uuid(),
        reason,
        failing_before,
        now,
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
    use crate::fixture::{OTHER, TENANT, endpoint, now, tenants_and_key};

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
        let gone = set_webhook_endpoint_disabled(&pool, OTHER, id, ("gone", None), now()).await;
        assert!(!gone.unwrap());
        assert!(!delete_webhook_endpoint(&pool, OTHER, id).await.unwrap());
        assert!(delete_webhook_endpoint(&pool, TENANT, id).await.unwrap());
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn failing_counts_from_the_first_failure_since_a_success(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = endpoint(&pool, TENANT, &[]).await;
        let at = |seconds| now() + TimeDelta::seconds(seconds);
        for (seconds, held) in [(1, None), (2, Some(at(60))), (3, Some(at(30)))] {
            set_webhook_endpoint_failing(&pool, TENANT, id, held, at(seconds))
                .await
                .unwrap();
        }
        let row = read(&pool, id).await;
        assert_eq!(row.failing_since, Some(at(1)));
        assert_eq!(row.held_until, Some(at(60)));
        let early = ("failing", Some(at(0)));
        let disabled = set_webhook_endpoint_disabled(&pool, TENANT, id, early, at(9)).await;
        assert!(!disabled.unwrap());
        let due = ("failing", Some(at(1)));
        let disabled = set_webhook_endpoint_disabled(&pool, TENANT, id, due, at(9)).await;
        assert!(disabled.unwrap());
        set_webhook_endpoint_well(&pool, TENANT, id).await.unwrap();
        assert_eq!(read(&pool, id).await.failing_since, None);
    }
    #[sqlx::test(migrations = "../../migrations")]
    async fn what_is_not_set_stays_and_switching_on_forgets_failures(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = endpoint(&pool, TENANT, &["session.expired"]).await;
        let held = Some(now() + TimeDelta::hours(1));
        set_webhook_endpoint_failing(&pool, TENANT, id, held, now())
            .await
            .unwrap();
        set_webhook_endpoint_disabled(&pool, TENANT, id, ("gone", None), now())
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
}
