use chrono::{DateTime, Utc};
use credence_types::{
    ApiKeyId, EventId, RequestId, RetakeStep, SessionId, TenantId, VerificationId,
    WebhookDeliveryId,
};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::consent::ConsentRow;
use crate::idempotency::NewIdempotency;
use crate::retention_promised::PromisedDays;
use crate::session_hold::SessionHold;
use crate::session_row::RawSession;
use crate::session_state::SessionState;

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

/// The key that seals a session's images and fields, wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedKey {
    /// The name of the operator's key.
    pub kek: String,
    /// The wrapped key.
    pub bytes: Vec<u8>,
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

/// A session, with the decision it rests on.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// Whose.
    pub tenant: TenantId,
    /// The session.
    pub id: SessionId,
    /// Where it stands.
    pub state: SessionState,
    /// SHA-256 of the person's token; compare in constant time.
    pub token_hash: Vec<u8>,
    /// The integrator's own name for it.
    pub reference: Option<String>,
    /// The integrator's key it was made with.
    pub created_by: ApiKeyId,
    /// Counts every change.
    pub version: i64,
    /// How many submissions there were.
    pub attempts: u32,
    /// How many submissions it allows.
    pub attempts_allowed: u32,
    /// The submission being looked at, or looked at last.
    pub dvs_request: Option<RequestId>,
    /// The verification that the state rests on.
    pub verification: Option<VerificationId>,
    /// What to do again.
    pub retake_step: Option<RetakeStep>,
    /// Why, as a stable code.
    pub retake_code: Option<String>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// `policy` or `reviewer`.
    pub decided_by: Option<String>,
    /// Whether the person has agreed to the search for duplicates.
    pub duplicate_search_consented: bool,
    /// Its sealing key; `None` once erased.
    pub sealing_key: Option<SealedKey>,
    /// The name as the person's passport prints it, sealed; `None` until the person wrote it.
    pub names_sealed: Option<Vec<u8>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Until when photographs can be handed in.
    pub expires_at: DateTime<Utc>,
    /// The decision of `verification`.
    pub decision: Option<serde_json::Value>,
    /// The kinds of document that the tenant's own policy accepts; `None` where the installation's
    /// counts.
    pub accepted_document_types: Option<serde_json::Value>,
    /// Why it was cancelled, where the integrator did not call it off.
    pub cancel_code: Option<String>,
    /// What was agreed to last.
    pub consent: Option<ConsentRow>,
    /// What the tenant is called; absent from a list.
    pub tenant_name: Option<String>,
    /// The tenant's branding; absent from a list.
    pub branding: Option<serde_json::Value>,
    /// SHA-256 of the tenant's logo, in hexadecimal; absent from a list.
    pub logo_sha256: Option<String>,
    /// How long the tenant keeps things, as a document; `None` while nothing counts for it.
    pub retention: Option<serde_json::Value>,
    /// How long its person was told that things are kept.
    pub promised_days: PromisedDays,
    /// When its images were destroyed.
    pub images_destroyed_at: Option<DateTime<Utc>>,
    /// When what was read was destroyed.
    pub fields_destroyed_at: Option<DateTime<Utc>>,
    /// The legal hold on it.
    pub hold: Option<SessionHold>,
}

/// Which change of a session is the latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionVersion {
    /// Whose.
    pub tenant: TenantId,
    /// The session.
    pub id: SessionId,
    /// The latest change.
    pub version: i64,
}

/// Makes a session and tells of it, if the key is good. Gives the deliveries of the event, which want
/// a job each; `None` when the key is not good: nothing was made.
///
/// # Errors
/// When the database refuses.
pub async fn insert_session(
    executor: impl PgExecutor<'_>,
    key: &KeyClaim<'_>,
    new: &NewSessionRow<'_>,
) -> sqlx::Result<Option<Vec<WebhookDeliveryId>>> {
    let made = sqlx::query!(
        r#"with key as (
             select tenant_id, id from credence.integrator_key
             where tenant_id = $1 and id = $2 and key_hash = $3 and revoked_at is null
                 and $4 = any(scopes) and (expires_at is null or expires_at > $12)
         ), session as (
             insert into credence.session
                 (tenant_id, id, state, token_hash, reference, locale, created_by,
                  attempts_allowed, sealing_kek, sealing_key, created_at, updated_at, expires_at,
                  duplicate_search_consented)
             select key.tenant_id, $5, 'created', $6, $7, $8, key.id, $9, $10, $11, $12, $12, $13,
                    $14
             from key
             returning tenant_id, id
         ), event as (
             insert into credence.event
                 (tenant_id, id, session_id, type, sequence, payload, created_at)
             select tenant_id, $15, id, 'session.created', 1,
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
        new.duplicate_search_consented,
        new.event.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    Ok(made.map(|made| deliveries(made.deliveries)))
}

/// As [`insert_session`], unless the idempotency key was used before; a call that runs at the same
/// time waits for this one. `None` when the key is not good or the idempotency key is taken: nothing
/// was made.
///
/// # Errors
/// When the database refuses.
pub async fn insert_session_once(
    executor: impl PgExecutor<'_>,
    key: &KeyClaim<'_>,
    new: &NewSessionRow<'_>,
    idempotency: &NewIdempotency<'_>,
) -> sqlx::Result<Option<Vec<WebhookDeliveryId>>> {
    let made = sqlx::query!(
        r#"with key as (
             select tenant_id, id from credence.integrator_key
             where tenant_id = $1 and id = $2 and key_hash = $3 and revoked_at is null
                 and $4 = any(scopes) and (expires_at is null or expires_at > $12)
         ), first as (
             insert into credence.idempotency
                 (tenant_id, key, request_hash, session_id, token_sealed, created_at)
             select key.tenant_id, $14, $15, $5, $16, $12 from key
             on conflict (tenant_id, key) do nothing
             returning tenant_id
         ), session as (
             insert into credence.session
                 (tenant_id, id, state, token_hash, reference, locale, created_by,
                  attempts_allowed, sealing_kek, sealing_key, created_at, updated_at, expires_at,
                  duplicate_search_consented)
             select first.tenant_id, $5, 'created', $6, $7, $8, $2, $9, $10, $11, $12, $12, $13,
                    $17
             from first
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
        idempotency.key,
        &idempotency.request_hash,
        idempotency.token_sealed,
        new.duplicate_search_consented,
        new.event.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    Ok(made.map(|made| deliveries(made.deliveries)))
}

/// The session of that id.
///
/// # Errors
/// When the database refuses, or the row holds a state or step that this build does not know.
pub async fn session_by_id(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
) -> sqlx::Result<Option<SessionRow>> {
    let row = sqlx::query_as!(
        RawSession,
        r#"select s.tenant_id, s.id, s.state, s.token_hash, s.reference, s.created_by, s.version,
                  s.attempts, s.attempts_allowed, s.dvs_request_id, s.verification_id,
                  s.retake_step, s.retake_code, s.decided_at, s.decided_by, s.sealing_kek,
                  s.sealing_key, s.names_sealed, s.duplicate_search_consented, s.created_at,
                  s.updated_at, s.expires_at,
                  (select v.decision from credence.verification v
                   where v.tenant_id = s.tenant_id and v.id = s.verification_id) as decision,
                  (select p.document -> 'accepted_document_types'
                   from credence.active_policy a
                   join credence.policy p on p.tenant_id = a.tenant_id and p.version = a.version
                       and p.document_sha256 = a.document_sha256
                   where a.tenant_id = s.tenant_id) as accepted_document_types,
                  s.cancel_code,
                  (select jsonb_build_object(
                       'obtained_by', c.obtained_by, 'text_version', c.text_version,
                       'locale', c.locale, 'biometric', c.biometric,
                       'duplicate_search', c.duplicate_search,
                       'address_class', c.address_class, 'given_at', c.given_at,
                       'kept_images_days', c.kept_images_days,
                       'kept_fields_days', c.kept_fields_days)
                   from credence.consent c
                   where c.tenant_id = s.tenant_id and c.session_id = s.id
                   order by c.recorded_at desc limit 1) as consent,
                  (select t.name from credence.tenant t where t.id = s.tenant_id) as tenant_name,
                  (select b.document from credence.branding b
                   where b.tenant_id = s.tenant_id) as branding,
                  (select b.logo_sha256 from credence.branding b
                   where b.tenant_id = s.tenant_id) as logo_sha256,
                  (select r.document from credence.retention_policy r
                   where r.tenant_id = s.tenant_id
                   order by r.version desc limit 1) as retention,
                  s.images_destroyed_at, s.fields_destroyed_at, s.held_since, s.hold_reason,
                  s.images_promised_days, s.fields_promised_days
           from credence.session s
           where s.tenant_id = $1 and s.id = $2"#,
        tenant.as_uuid(),
        id.as_uuid(),
    )
    .fetch_optional(executor)
    .await?;
    row.map(TryFrom::try_from).transpose()
}

/// The latest versions of the given sessions; those that do not exist are left out.
///
/// # Errors
/// When the database refuses.
pub async fn list_session_versions(
    executor: impl PgExecutor<'_>,
    sessions: &[(TenantId, SessionId)],
) -> sqlx::Result<Vec<SessionVersion>> {
    let tenants: Vec<Uuid> = sessions
        .iter()
        .map(|(tenant, _)| tenant.as_uuid())
        .collect();
    let ids: Vec<Uuid> = sessions.iter().map(|(_, id)| id.as_uuid()).collect();
    let rows = sqlx::query!(
        r#"select s.tenant_id, s.id, s.version
           from unnest($1::uuid[], $2::uuid[]) as wanted (tenant_id, id)
           join credence.session s on s.tenant_id = wanted.tenant_id and s.id = wanted.id"#,
        &tenants,
        &ids,
    )
    .fetch_all(executor)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SessionVersion {
            tenant: TenantId::from_uuid(row.tenant_id),
            id: SessionId::from_uuid(row.id),
            version: row.version,
        })
        .collect())
}

fn deliveries(ids: Vec<Uuid>) -> Vec<WebhookDeliveryId> {
    ids.into_iter().map(WebhookDeliveryId::from_uuid).collect()
}

pub(crate) fn parsed_state(text: &str) -> sqlx::Result<SessionState> {
    text.parse()
        .map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

pub(crate) fn count(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{
        OTHER, TENANT, claim, new_session, now, sealed_key, session, tenants_and_key,
    };
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
            let made = insert_session(&pool, &key, &new).await.unwrap();
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
        assert!(insert_session(&pool, &good, &new).await.unwrap().is_none());
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
            let made = insert_session(&pool, &claim(), &new).await.unwrap();
            assert_eq!(made.is_some(), is_made);
            let new = new_session(SessionId::new(now()), &sealing_key);
            let made = insert_session_once(&pool, &claim(), &new, &idempotency).await;
            assert_eq!(made.unwrap().is_some(), is_made);
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_session_is_read_by_its_own_tenant_only(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let row = session_by_id(&pool, TENANT, id).await.unwrap().unwrap();
        assert_eq!(
            (row.state, row.version, row.attempts),
            (SessionState::Created, 1, 0)
        );
        assert_eq!(row.sealing_key, Some(sealed_key()));
        assert!(session_by_id(&pool, OTHER, id).await.unwrap().is_none());
        let versions = list_session_versions(&pool, &[(OTHER, id), (TENANT, id)])
            .await
            .unwrap();
        assert_eq!(
            versions,
            [SessionVersion {
                tenant: TENANT,
                id,
                version: 1
            }]
        );
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
            insert_session_once(&pool, &claim(), &new, &idempotency)
                .await
                .unwrap()
                .is_some()
        );
        let new = new_session(SessionId::new(now()), &sealing_key);
        assert!(
            insert_session_once(&pool, &claim(), &new, &idempotency)
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
