use chrono::{DateTime, Utc};
use credence_storage::{KeyClaim, NewIdempotency, NewSessionRow, SessionState};
use credence_types::{EventId, Redacted, SessionId};
use subtle::ConstantTimeEq;
use url::Url;

use crate::app::App;
use crate::authenticate::{AuthenticationError, Integrator, Scope, authenticate_integrator};
use crate::credential::{IntegratorKey, sha256_bytes};
use crate::fault::Fault;
use crate::idempotency::{IdempotencyError, fingerprint};
use crate::idempotency_key::IdempotencyKey;
use crate::request_hash::{is_same_request, request_hash};
use crate::sealing::{Sealed, SessionKey};
use crate::signing::issue_session_token;
use crate::webhooks::queue_deliveries_or_leave;

/// What an integrator asks for.
#[derive(Debug, Clone, Default)]
pub struct NewSession {
    /// The integrator's own name for this attempt, at most 200 characters, no control characters.
    pub reference: Option<String>,
    /// The language of the page (BCP 47), at most 35 characters.
    pub locale: Option<String>,
    /// The person has agreed, to the integrator, to have their face searched for among other
    /// sessions.
    pub duplicate_search_consented: bool,
    /// Makes the call repeatable: the same key with the same content gets the same answer.
    pub idempotency_key: Option<IdempotencyKey>,
}

/// A session that was made (or made earlier under the same idempotency key).
#[derive(Debug, Clone)]
pub struct CreatedSession {
    /// The session.
    pub id: SessionId,
    /// `created`, whatever has become of it since.
    pub state: SessionState,
    /// What the person's page holds; shown this once.
    pub token: Redacted<String>,
    /// The hosted page with the token in its fragment.
    pub url: Redacted<Url>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when photographs can be handed in.
    pub expires_at: DateTime<Utc>,
    /// It was made by the same call before.
    pub is_replayed: bool,
}

/// A session could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CreateSessionError {
    /// The key was refused.
    #[error(transparent)]
    Authentication(#[from] AuthenticationError),
    /// The reference is too long or has a control character: 422.
    #[error("create a session: the reference has more than 200 characters or a control character")]
    ReferenceMalformed,
    /// The locale is malformed: 422.
    #[error("create a session: the locale is no language tag")]
    LocaleMalformed,
    /// The call comes again once photographs were handed in, whose link shows what they say: the key
    /// needs `pii:read` and `images:read` as well: 403 `scope_missing`.
    #[error("create a session: the key lacks pii:read or images:read to be told an older link")]
    ScopeMissing,
    /// The call comes again, and cannot be answered as before.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Makes a session. The key (scope `sessions:write`) is checked in the same statement that inserts,
/// so the whole call is one round trip to the database, the event that
/// tells of it included; its webhooks, where anybody listens, cost another.
///
/// # Errors
/// When the key or the content is refused.
pub async fn create_session(
    app: &App,
    key: &IntegratorKey,
    new: NewSession,
) -> Result<CreatedSession, CreateSessionError> {
    validate(&new)?;
    let now = app.now();
    let id = SessionId::new(now);
    let expires_at = now + app.config.session_ttl;
    let (text, token) = issue_session_token(app, key.tenant, id, now).await?;
    let (session_key, sealing_key) = SessionKey::generate(app, key.tenant, id)?;
    let row = NewSessionRow {
        id,
        event: EventId::new(now),
        token_hash: token.hash,
        reference: new.reference.as_deref(),
        locale: new.locale.as_deref(),
        attempts_allowed: app.config.attempts,
        duplicate_search_consented: new.duplicate_search_consented,
        sealing_key: &sealing_key,
        created_at: now,
        expires_at,
    };
    let claim = KeyClaim {
        tenant: key.tenant,
        id: key.id,
        key_hash: key.hash,
        scope: Scope::SessionsWrite.as_str(),
    };
    let token_sealed;
    let idempotency = match &new.idempotency_key {
        None => None,
        Some(idempotency_key) => {
            token_sealed = session_key.seal(Sealed::Token, text.expose().as_bytes())?;
            Some(NewIdempotency {
                key: idempotency_key.as_str(),
                request_hash: request_hash(app, key.tenant, asked_for(&new)?)?,
                token_sealed: &token_sealed,
            })
        }
    };
    let made = credence_storage::insert_session(&app.pool, &claim, &row, idempotency.as_ref());
    if let Some(deliveries) = made.await.map_err(Fault::from)? {
        queue_deliveries_or_leave(app, key.tenant, &deliveries).await;
        metrics::counter!("credence_sessions_created_total").increment(1);
        app.key_uses.note(key.tenant, key.id, now);
        return Ok(created(app, id, text, now, expires_at));
    }
    let integrator = authenticate_integrator(app, key, Scope::SessionsWrite).await?;
    let before = replay(app, &integrator, &new).await?;
    Ok(CreatedSession {
        is_replayed: true,
        ..before
    })
}

/// The answer first given under the idempotency key.
async fn replay(
    app: &App,
    integrator: &Integrator,
    new: &NewSession,
) -> Result<CreatedSession, CreateSessionError> {
    let missing = Fault::Corrupt("a session that was just made");
    let Some(key) = &new.idempotency_key else {
        return Err(missing.into());
    };
    let first = credence_storage::idempotency_by_key(&app.pool, integrator.tenant, key.as_str())
        .await
        .map_err(Fault::from)?
        // Another call held the key until just now, and came to nothing.
        .ok_or(IdempotencyError::InUse {
            retry_after_seconds: 1,
        })?;
    if first.request_hash.is_empty() {
        return Err(IdempotencyError::SessionErased.into());
    }
    let kept = &first.request_hash;
    let is_same = is_same_request(app, integrator.tenant, asked_for(new)?, kept);
    let is_earlier = bool::from(kept.ct_eq(&earlier_request_hash(new)?));
    if !is_same && !is_earlier {
        return Err(IdempotencyError::Reused.into());
    }
    let Some(session) = first.session else {
        return Err(missing.into());
    };
    let row = credence_storage::session_by_id(&app.pool, integrator.tenant, session)
        .await
        .map_err(Fault::from)?
        .ok_or(Fault::Corrupt("a session behind an idempotency key"))?;
    let Some(session_key) = SessionKey::open_for(app, &row)? else {
        return Err(IdempotencyError::SessionErased.into());
    };
    if row.attempts > 0 && !integrator.reads_people() {
        return Err(CreateSessionError::ScopeMissing);
    }
    // What came to an end without a result takes its token with it.
    let token_sealed = first.token_sealed.ok_or(IdempotencyError::SessionEnded)?;
    let text = session_key.open(Sealed::Token, &token_sealed)?;
    let text = String::from_utf8(text).map_err(|_| Fault::Corrupt("a sealed token"))?;
    let text = Redacted::new(text);
    // What was promised then: a reviewer may have kept the session open for longer since.
    let expires_at = row.created_at + app.config.session_ttl;
    Ok(created(app, row.id, text, row.created_at, expires_at))
}

fn created(
    app: &App,
    id: SessionId,
    token: Redacted<String>,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> CreatedSession {
    let fragment = format!("{id}.{}", token.expose());
    let url = app.config.page("verify", &fragment);
    CreatedSession {
        id,
        state: SessionState::Created,
        token,
        url: Redacted::new(url),
        created_at,
        expires_at,
        is_replayed: false,
    }
}

fn validate(new: &NewSession) -> Result<(), CreateSessionError> {
    if !new.reference.as_deref().is_none_or(is_reference) {
        return Err(CreateSessionError::ReferenceMalformed);
    }
    let is_language_tag = |text: &String| {
        (2..=35).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if !new.locale.as_ref().is_none_or(is_language_tag) {
        return Err(CreateSessionError::LocaleMalformed);
    }
    Ok(())
}

/// The database takes no NUL in a text.
pub(crate) fn is_reference(text: &str) -> bool {
    text.chars().count() <= 200 && !text.contains(char::is_control)
}

/// SHA-256 of what the caller asked for, the idempotency key aside.
fn asked_for(new: &NewSession) -> Result<[u8; 32], Fault> {
    let consented = new.duplicate_search_consented;
    fingerprint(
        "POST /v1/sessions",
        &(&new.reference, &new.locale, consented),
    )
}

/// As builds before there was a fingerprint of the operation made it: keys live for a day, so one
/// from before an upgrade stays good. To be removed with the next release.
fn earlier_request_hash(new: &NewSession) -> Result<[u8; 32], Fault> {
    let content = (&new.reference, &new.locale);
    let bytes = if new.duplicate_search_consented {
        serde_json::to_vec(&(content, "duplicate_search"))
    } else {
        serde_json::to_vec(&content)
    };
    let bytes = bytes.map_err(|_| Fault::Corrupt("a request's content"))?;
    Ok(sha256_bytes(&bytes))
}
