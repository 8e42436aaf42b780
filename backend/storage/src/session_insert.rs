use chrono::{DateTime, Utc};
use credence_types::{ApiKeyId, EventId, SessionId, TenantId, WebhookDeliveryId};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::idempotency::NewIdempotency;
use crate::session::SealedKey;

/// The integrator's key that an insert is made with; the statement itself checks it.
#[derive(Debug, Clone)]
pub struct KeyClaim<'a> {
    /// Whose.
    pub tenant: TenantId,
    /// The key.
    pub id: ApiKeyId,
    /// SHA-256 of its text. The key's secret part has 256 random bits, so the time that comparing
    /// two hashes takes tells nothing that could be used.
    pub key_hash: [u8; 32],
    /// What it must be allowed to do.
    pub scope: &'a str,
}

/// A session to be stored; it begins as `created`.
#[derive(Debug, Clone)]
pub struct NewSessionRow<'a> {
    /// The session.
    pub id: SessionId,
    /// The event that tells of it.
    pub event: EventId,
    /// SHA-256 of the person's token.
    pub token_hash: [u8; 32],
    /// The integrator's own name for it.
    pub reference: Option<&'a str>,
    /// The language of the page.
    pub locale: Option<&'a str>,
    /// How many submissions it allows.
    pub attempts_allowed: u32,
    /// Whether the person has agreed to the search for duplicates.
    pub duplicate_search_consented: bool,
    /// Its sealing key.
    pub sealing_key: &'a SealedKey,
    /// When it is made.
    pub created_at: DateTime<Utc>,
    /// Until when photographs can be handed in.
    pub expires_at: DateTime<Utc>,
}

/// Makes a session and tells of it, if the key is good and the idempotency key was not used before; a
/// call with the same one that runs at the same time waits for this one. Gives the deliveries of the
/// event, which want a job each; `None` when nothing was made.
///
/// # Errors
/// When the database refuses.
pub async fn insert_session(
    executor: impl PgExecutor<'_>,
    key: &KeyClaim<'_>,
    new: &NewSessionRow<'_>,
    idempotency: Option<&NewIdempotency<'_>>,
) -> sqlx::Result<Option<Vec<WebhookDeliveryId>>> {
    let made = sqlx::query!(
        r#"with key as (
             select tenant_id, id from credence.integrator_key
             where tenant_id = $1 and id = $2 and key_hash = $3 and revoked_at is null
                 and $4 = any(scopes) and (expires_at is null or expires_at > $12)
         ), first as (
             insert into credence.idempotency
                 (tenant_id, key, request_hash, session_id, token_sealed, created_at)
             select key.tenant_id, $14, $15, $5, $16, $12 from key where $14::text is not null
             on conflict (tenant_id, key) do nothing
             returning tenant_id
         ), allowed as (
             select tenant_id from first
             union all
             select tenant_id from key where $14::text is null
         ), session as (
             insert into credence.session
                 (tenant_id, id, state, token_hash, reference, locale, created_by,
                  attempts_allowed, sealing_kek, sealing_key, created_at, updated_at, expires_at,
                  duplicate_search_consented)
             select allowed.tenant_id, $5, 'created', $6, $7, $8, $2, $9, $10, $11, $12, $12, $13,
                    $17
             from allowed
             returning tenant_id, id
         ), event as (
             insert into credence.event
                 (tenant_id, id, session_id, type, sequence, payload, created_at)
             select tenant_id, $18, id, 'session.created', 1,
                    jsonb_build_object('session_id', id, 'state', 'created', 'sequence', 1), $12
             from session
             returning tenant_id, id, type, created_at
         ), delivery as (
             insert into credence.webhook_delivery
                 (tenant_id, id, endpoint_id, event_id, status, next_attempt_at, created_at)
             select event.tenant_id, gen_random_uuid(), endpoint.id, event.id, 'pending',
                    event.created_at, event.created_at
             from event
             join credence.webhook_endpoint as endpoint on endpoint.tenant_id = event.tenant_id
                 and endpoint.disabled_at is null
                 and (endpoint.event_types = '{}' or event.type = any(endpoint.event_types))
             returning id
         )
         select id as "event!", array(select id from delivery) as "deliveries!" from event"#,
        key.tenant.as_uuid(),
        key.id.as_uuid(),
        &key.key_hash,
        key.scope,
        new.id.as_uuid(),
        &new.token_hash,
        new.reference,
        new.locale,
        i32::try_from(new.attempts_allowed).unwrap_or(i32::MAX),
        new.sealing_key.kek,
        new.sealing_key.bytes,
        new.created_at,
        new.expires_at,
        idempotency.map(|one| one.key),
        idempotency.map(|one| one.request_hash.as_slice()),
        idempotency.map(|one| one.token_sealed),
        new.duplicate_search_consented,
        new.event.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    let deliveries = |ids: Vec<Uuid>| ids.into_iter().map(WebhookDeliveryId::from_uuid).collect();
    Ok(made.map(|made| deliveries(made.deliveries)))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, claim, new_session, now, sealed_key, tenants_and_key};
    use crate::idempotency::idempotency_by_key;
    use crate::integrator_key::integrator_key_by_id;

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_session_is_made_with_a_good_key_only(pool: PgPool) {
        tenants_and_key(&pool).await;
        let sealing_key = sealed_key();
        let good = claim();
        let bad = [
            KeyClaim {
                key_hash: [0; 32],
                ..good.clone()
            },
            KeyClaim {
                tenant: OTHER,
                ..good.clone()
            },
            KeyClaim {
                scope: "results:read",
                ..good.clone()
            },
            KeyClaim {
                id: ApiKeyId::new(now()),
                ..good.clone()
            },
        ];
        for key in bad {
            let new = new_session(SessionId::new(now()), &sealing_key);
            let made = insert_session(&pool, &key, &new, None).await.unwrap();
            assert!(made.is_none(), "{key:?}");
        }
        sqlx::query!("update credence.integrator_key set revoked_at = now()")
            .execute(&pool)
            .await
            .unwrap();
        let key = integrator_key_by_id(&pool, TENANT, good.id)
            .await
            .unwrap()
            .unwrap();
        assert!(key.revoked_at.is_some());
        let new = new_session(SessionId::new(now()), &sealing_key);
        assert!(
            insert_session(&pool, &good, &new, None)
                .await
                .unwrap()
                .is_none()
        );
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_key_makes_sessions_until_it_expires(pool: PgPool) {
        tenants_and_key(&pool).await;
        let sealing_key = sealed_key();
        let idempotency = NewIdempotency {
            key: "again",
            request_hash: [5; 32],
            token_sealed: b"sealed",
        };
        for (expires_at, is_made) in [(now(), false), (now() + TimeDelta::seconds(1), true)] {
            sqlx::query!(
                "update credence.integrator_key set expires_at = $1",
                expires_at
            )
            .execute(&pool)
            .await
            .unwrap();
            let new = new_session(SessionId::new(now()), &sealing_key);
            let made = insert_session(&pool, &claim(), &new, None).await.unwrap();
            assert_eq!(made.is_some(), is_made);
            let new = new_session(SessionId::new(now()), &sealing_key);
            let made = insert_session(&pool, &claim(), &new, Some(&idempotency)).await;
            assert_eq!(made.unwrap().is_some(), is_made);
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn an_idempotency_key_makes_one_session(pool: PgPool) {
        tenants_and_key(&pool).await;
        let sealing_key = sealed_key();
        let idempotency = NewIdempotency {
            key: "again",
            request_hash: [5; 32],
            token_sealed: b"sealed",
        };
        let first = SessionId::new(now());
        let new = new_session(first, &sealing_key);
        assert!(
            insert_session(&pool, &claim(), &new, Some(&idempotency))
                .await
                .unwrap()
                .is_some()
        );
        let new = new_session(SessionId::new(now()), &sealing_key);
        assert!(
            insert_session(&pool, &claim(), &new, Some(&idempotency))
                .await
                .unwrap()
                .is_none()
        );
        let row = idempotency_by_key(&pool, TENANT, "again")
            .await
            .unwrap()
            .unwrap();
        assert_eq!((row.session, row.request_hash), (Some(first), vec![5; 32]));
        assert!(
            idempotency_by_key(&pool, OTHER, "again")
                .await
                .unwrap()
                .is_none()
        );
        let created: Option<i64> = sqlx::query_scalar!("select count(*) from credence.session")
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(created, Some(1));
    }
}
