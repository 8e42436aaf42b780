//! What was agreed to before capture, and the end of a session whose person does not agree.

use chrono::{DateTime, Utc};
use credence_types::{SessionId, TenantId};
use serde::{Deserialize, Serialize};
use sqlx::PgExecutor;

use crate::session::count;

/// What a person agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRow {
    /// `page` or `integrator`.
    pub obtained_by: String,
    /// The page's text by its SHA-256 in hexadecimal, or the integrator's own name for its text.
    pub text_version: String,
    /// The language of the words.
    pub locale: Option<String>,
    /// Whether it covers that a machine compares faces.
    pub biometric: bool,
    /// Whether it covers the search for the face among other sessions.
    pub duplicate_search: bool,
    /// What kind of address it came from; never the address.
    pub address_class: Option<String>,
    /// When the person agreed.
    pub given_at: DateTime<Utc>,
    /// For how many days at most images are kept, as the page's words said.
    pub kept_images_days: Option<u32>,
    /// For how many days at most what was read is.
    pub kept_fields_days: Option<u32>,
}

/// A consent with the words that were agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordedConsent {
    /// What was agreed to.
    pub consent: ConsentRow,
    /// The lines of the page's text, as [`insert_consent_text`] keeps them; `None` for an integrator's
    /// own text, which is not kept here.
    pub lines: Option<serde_json::Value>,
}

/// Keeps a consent, and with the session the shortest time that its person was ever promised: a later
/// consent to a longer one covers nothing that was handed in before. `false` where it is kept already,
/// or the session is erased.
///
/// # Errors
/// When the database refuses.
pub async fn insert_consent(
    executor: impl PgExecutor<'_>,
    (tenant, session): (TenantId, SessionId),
    new: &ConsentRow,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "with promised as (
             update credence.session
             set images_promised_days = least(images_promised_days, $11),
                 fields_promised_days = least(fields_promised_days, $12)
             where tenant_id = $1 and id = $2 and sealing_key is not null
             returning tenant_id, id
         )
         insert into credence.consent
             (tenant_id, session_id, obtained_by, text_version, locale, biometric,
              duplicate_search, address_class, given_at, recorded_at, kept_images_days,
              kept_fields_days)
         select tenant_id, id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
         from promised
         on conflict (tenant_id, session_id, obtained_by, text_version) do update
             set given_at = excluded.given_at, recorded_at = excluded.recorded_at,
                 biometric = excluded.biometric, duplicate_search = excluded.duplicate_search,
                 kept_images_days = excluded.kept_images_days,
                 kept_fields_days = excluded.kept_fields_days",
        tenant.as_uuid(),
        session.as_uuid(),
        new.obtained_by,
        new.text_version,
        new.locale,
        new.biometric,
        new.duplicate_search,
        new.address_class,
        new.given_at,
        now,
        signed(new.kept_images_days)?,
        signed(new.kept_fields_days)?,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

fn signed(days: Option<u32>) -> sqlx::Result<Option<i32>> {
    let days = days.map(i32::try_from).transpose();
    days.map_err(|error| sqlx::Error::Encode(Box::new(error)))
}

/// Keeps the words behind a hash, once a tenant.
///
/// # Errors
/// When the database refuses.
pub async fn insert_consent_text(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    (text_sha256, locale): (&str, &str),
    lines: &serde_json::Value,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.consent_text (tenant_id, text_sha256, locale, lines, created_at)
         values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        tenant.as_uuid(),
        text_sha256,
        locale,
        lines,
        now,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Everything that a session's person agreed to, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_consents_by_session(
    executor: impl PgExecutor<'_>,
    (tenant, session): (TenantId, SessionId),
) -> sqlx::Result<Vec<WordedConsent>> {
    let rows = sqlx::query!(
        r#"select c.obtained_by, c.text_version, c.locale, c.biometric, c.duplicate_search,
               c.address_class, c.given_at, c.kept_images_days, c.kept_fields_days,
               t.lines as "lines?"
           from credence.consent c
           left join credence.consent_text t on c.obtained_by = 'page'
               and t.tenant_id = c.tenant_id and t.text_sha256 = c.text_version
           where c.tenant_id = $1 and c.session_id = $2
           order by c.recorded_at"#,
        tenant.as_uuid(),
        session.as_uuid(),
    )
    .fetch_all(executor)
    .await?;
    let worded = rows.into_iter().map(|row| WordedConsent {
        consent: ConsentRow {
            obtained_by: row.obtained_by,
            text_version: row.text_version,
            locale: row.locale,
            biometric: row.biometric,
            duplicate_search: row.duplicate_search,
            address_class: row.address_class,
            given_at: row.given_at,
            kept_images_days: row.kept_images_days.map(count),
            kept_fields_days: row.kept_fields_days.map(count),
        },
        lines: row.lines,
    });
    Ok(worded.collect())
}

/// `created | retake → cancelled`, because the person does not agree. `false` when the session is
/// elsewhere or its time is over.
///
/// # Errors
/// When the database refuses.
pub async fn set_session_declined(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    id: SessionId,
    cancel_code: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.session
         set state = 'cancelled', version = version + 1, cancel_code = $3, retake_step = null,
             retake_code = null, updated_at = $4
         where tenant_id = $1 and id = $2 and state in ('created', 'retake') and expires_at > $4",
        tenant.as_uuid(),
        id.as_uuid(),
        cancel_code,
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Whether the tenant's integrators have to state a consent with a request of their own.
///
/// # Errors
/// When the database refuses.
pub async fn set_verify_needs_consent(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    needs: bool,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "update credence.tenant set verify_needs_consent = $2
         where id = $1 and verify_needs_consent <> $2",
        tenant.as_uuid(),
        needs,
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
    use crate::fixture::{OTHER, TENANT, now, session, tenants_and_key};
    use crate::session::session_by_id;
    use crate::session_end::{delete_session_content, set_session_erased};
    use crate::session_state::SessionState;
    use crate::tenant::tenant_settings;

    fn consent(text_version: &str, seconds: i64) -> ConsentRow {
        ConsentRow {
            obtained_by: "page".to_owned(),
            text_version: text_version.to_owned(),
            locale: Some("en".to_owned()),
            biometric: true,
            duplicate_search: false,
            address_class: Some("public_v4".to_owned()),
            given_at: now() + TimeDelta::seconds(seconds),
            kept_images_days: Some(30),
            kept_fields_days: Some(365),
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn the_latest_consent_counts_and_each_text_is_kept_once(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let keep = async |tenant, row: ConsentRow| {
            insert_consent(&pool, (tenant, id), &row, row.given_at)
                .await
                .unwrap()
        };
        assert!(!keep(OTHER, consent("a", 0)).await);
        assert!(keep(TENANT, consent("a", 0)).await);
        assert!(keep(TENANT, consent("b", 5)).await);
        let latest = async || {
            let row = session_by_id(&pool, TENANT, id).await.unwrap();
            row.unwrap().consent
        };
        assert_eq!(latest().await, Some(consent("b", 5)));
        // The words of before again.
        assert!(keep(TENANT, consent("a", 9)).await);
        assert_eq!(latest().await, Some(consent("a", 9)));
        let row = session_by_id(&pool, TENANT, id).await.unwrap().unwrap();
        assert_eq!(row.tenant_name.as_deref(), Some("One"));
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn consents_are_listed_with_the_words_of_the_page_alone(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let lines = serde_json::json!([{ "key": "purpose", "text": "To be sure." }]);
        for tenant in [TENANT, OTHER] {
            insert_consent_text(&pool, tenant, ("a", "en"), &lines, now())
                .await
                .unwrap();
        }
        let stated = ConsentRow {
            obtained_by: "integrator".to_owned(),
            ..consent("a", 5)
        };
        for row in [&consent("a", 0), &stated, &consent("gone", 9)] {
            insert_consent(&pool, (TENANT, id), row, row.given_at)
                .await
                .unwrap();
        }
        let listed = async |tenant| list_consents_by_session(&pool, (tenant, id)).await.unwrap();
        let worded = |consent, lines| WordedConsent { consent, lines };
        assert_eq!(
            listed(TENANT).await,
            [
                worded(consent("a", 0), Some(lines)),
                worded(stated, None),
                worded(consent("gone", 9), None),
            ]
        );
        assert!(listed(OTHER).await.is_empty());
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn the_shortest_promise_counts_whatever_is_agreed_to_later(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let promised = async || {
            let row = session_by_id(&pool, TENANT, id).await.unwrap();
            let days = row.unwrap().promised_days;
            (days.images, days.fields)
        };
        assert_eq!(promised().await, (None, None));
        for (text_version, images, fields, wanted) in [
            ("a", Some(30), Some(365), (Some(30), Some(365))),
            ("b", Some(1_000), Some(1_000), (Some(30), Some(365))),
            // An integrator's words promise nothing that is known here.
            ("c", None, None, (Some(30), Some(365))),
            ("d", Some(0), Some(400), (Some(0), Some(365))),
        ] {
            let row = ConsentRow {
                kept_images_days: images,
                kept_fields_days: fields,
                ..consent(text_version, 0)
            };
            assert!(
                !insert_consent(&pool, (OTHER, id), &row, now())
                    .await
                    .unwrap()
            );
            assert!(
                insert_consent(&pool, (TENANT, id), &row, now())
                    .await
                    .unwrap()
            );
            assert_eq!(promised().await, wanted);
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn an_erased_session_keeps_no_consent_and_takes_none(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let key = (TENANT, id);
        assert!(
            insert_consent(&pool, key, &consent("a", 0), now())
                .await
                .unwrap()
        );
        assert!(set_session_erased(&pool, TENANT, id, now()).await.unwrap());
        let mut connection = pool.acquire().await.unwrap();
        delete_session_content(&mut connection, TENANT, id)
            .await
            .unwrap();
        assert!(
            !insert_consent(&pool, key, &consent("b", 0), now())
                .await
                .unwrap()
        );
        let row = session_by_id(&pool, TENANT, id).await.unwrap().unwrap();
        assert_eq!(row.consent, None);
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn only_an_open_session_is_declined(pool: PgPool) {
        tenants_and_key(&pool).await;
        let id = session(&pool, 0).await;
        let decline = async |tenant, at| {
            set_session_declined(&pool, tenant, id, "consent_declined", at)
                .await
                .unwrap()
        };
        assert!(!decline(OTHER, now()).await);
        assert!(!decline(TENANT, now() + TimeDelta::hours(1)).await);
        assert!(decline(TENANT, now()).await);
        assert!(!decline(TENANT, now()).await);
        let row = session_by_id(&pool, TENANT, id).await.unwrap().unwrap();
        assert_eq!(row.state, SessionState::Cancelled);
        assert_eq!(row.cancel_code.as_deref(), Some("consent_declined"));
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn whether_integrators_state_a_consent_is_each_tenants_own_matter(pool: PgPool) {
        tenants_and_key(&pool).await;
        for (wanted, is_change) in [(true, false), (false, true), (false, false)] {
            let changed = set_verify_needs_consent(&pool, TENANT, wanted).await;
            assert_eq!(changed.unwrap(), is_change);
        }
        let needs = async |tenant| {
            let settings = tenant_settings(&pool, tenant).await.unwrap();
            settings.unwrap().verify_needs_consent
        };
        assert!(!needs(TENANT).await && needs(OTHER).await);
    }
}
