use chrono::{DateTime, Utc};
use credence_storage::SessionState;
use credence_types::{Redacted, SessionId};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::fault::Fault;
use crate::idempotency::{Answered, IdempotencyError, Once};
use crate::idempotency_key::IdempotencyKey;
use crate::read_session::row_for_integrator;
use crate::session_view::state_at;
use crate::signing::issue_session_token;

/// A new token for a session's person.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CreatedSessionToken {
    /// The session.
    pub id: SessionId,
    /// What the person's page holds; shown this once.
    pub token: Redacted<String>,
    /// The hosted page with the token in its fragment.
    pub url: Redacted<Url>,
    /// Until when the token counts.
    pub token_expires_at: DateTime<Utc>,
}

/// A token could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CreateSessionTokenError {
    /// There is no such session, or it is another tenant's: 404.
    #[error("make a session's token: there is no session of that id")]
    NotFound,
    /// Once photographs were handed in, the link shows what they say: the key needs `pii:read` and
    /// `images:read` as well: 403 `scope_missing`.
    #[error("make a session's token: the key lacks pii:read or images:read")]
    ScopeMissing,
    /// It was cancelled, or its time is over: 409 `session_not_open`.
    #[error("make a session's token: the session was cancelled or has expired")]
    NotOpen,
    /// It was erased: 410 `session_erased`.
    #[error("make a session's token: the session was erased")]
    SessionErased,
    /// The call comes again, and cannot be answered as before.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Gives a session's person a new link (scope `sessions:write`), which counts for as long as a new
/// session's; the one before ends. It brings a person back for whom a reviewer asked a picture again, or
/// who wants to know the outcome. Once photographs were handed in, the link and the code that is made
/// with it show what they say, so that the key needs `pii:read` and `images:read` too. Audited.
///
/// # Errors
/// When there is no such session, or it was cancelled, expired or erased; or the idempotency key is in
/// use or was used for something else.
pub async fn create_session_token(
    app: &App,
    integrator: &Integrator,
    session: SessionId,
    idempotency_key: Option<IdempotencyKey>,
) -> Result<Answered<CreatedSessionToken>, CreateSessionTokenError> {
    let (tenant, now) = (integrator.tenant, app.now());
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(CreateSessionTokenError::NotFound)?;
    if row.attempts > 0 && !integrator.reads_people() {
        return Err(CreateSessionTokenError::ScopeMissing);
    }
    // Also where the call comes again: nobody gets the way into it any more.
    if let Some(refusal) = refusal(state_at(&row, now)) {
        return Err(refusal);
    }
    let operation = format!("POST /v1/sessions/{session}/token");
    let once = idempotency_key
        .map(|key| Once::new(tenant, key, &operation, &()))
        .transpose()?
        .map(|once| once.about(session));
    // Outside the transaction, which would wait for the signing keys with a connection in hand.
    let (text, token) = issue_session_token(app, tenant, session, now).await?;
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    if let Some(once) = &once
        && let Some(before) = once.begin(app, &mut transaction).await?
    {
        return Ok(Answered::before(before));
    }
    let is_set =
        credence_storage::set_session_token(&mut transaction, tenant, session, &token.hash, now)
            .await
            .map_err(Fault::from)?;
    if !is_set {
        let row = row_for_integrator(app, integrator, session).await?;
        let refusal = row.and_then(|row| refusal(state_at(&row, now)));
        return Err(refusal.unwrap_or(CreateSessionTokenError::NotOpen));
    }
    let fragment = format!("{session}.{}", text.expose());
    let created = CreatedSessionToken {
        id: session,
        url: Redacted::new(app.config.page("verify", &fragment)),
        token: text,
        token_expires_at: now + app.config.session_ttl,
    };
    if let Some(once) = &once {
        once.finish(app, &mut transaction, &created).await?;
    }
    let actor = Actor::Integrator(integrator.key);
    let act = Act::new(tenant, actor, "session_token_created").about(row.id);
    append(&mut transaction, act, now).await?;
    transaction.commit().await.map_err(Fault::from)?;
    Ok(Answered::now(created))
}

/// Why a session in that state gives no way in.
const fn refusal(state: SessionState) -> Option<CreateSessionTokenError> {
    match state {
        SessionState::Erased => Some(CreateSessionTokenError::SessionErased),
        SessionState::Cancelled | SessionState::Expired => Some(CreateSessionTokenError::NotOpen),
        SessionState::Created
        | SessionState::Submitted
        | SessionState::Processing
        | SessionState::Approved
        | SessionState::Rejected
        | SessionState::NeedsReview
        | SessionState::Retake
        | SessionState::Failed => None,
    }
}
