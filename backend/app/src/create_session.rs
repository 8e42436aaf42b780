use chrono::{DateTime, Utc};
use credence_storage::SessionState;
use credence_types::{Redacted, SessionId};
use url::Url;

use crate::app::App;
use crate::authenticate::AuthenticationError;
use crate::credential::IntegratorKey;
use crate::fault::Fault;

/// What an integrator asks for.
#[derive(Debug, Clone, Default)]
pub struct NewSession {
    /// The integrator's own name for this attempt, at most 200 characters.
    pub reference: Option<String>,
    /// The language of the page (BCP 47), at most 35 characters.
    pub locale: Option<String>,
    /// Makes the call repeatable: the same key with the same content gets the same answer.
    /// 1 to 255 printable ASCII characters.
    pub idempotency_key: Option<String>,
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
}

/// A session could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CreateSessionError {
    /// The key was refused.
    #[error(transparent)]
    Authentication(#[from] AuthenticationError),
    /// The reference is too long: 422.
    #[error("create a session: the reference has more than 200 characters")]
    ReferenceTooLong,
    /// The locale is malformed: 422.
    #[error("create a session: the locale is no language tag")]
    LocaleMalformed,
    /// The idempotency key is malformed: 422.
    #[error("create a session: the idempotency key is empty, too long or not printable ASCII")]
    IdempotencyKeyMalformed,
    /// The idempotency key was used for another content: 422.
    #[error("create a session: the idempotency key was used for another content")]
    IdempotencyKeyReused,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Makes a session. The key (scope `sessions:write`) is checked in the same statement that inserts,
/// so the whole call is one round trip to the database.
///
/// # Errors
/// When the key or the content is refused.
pub async fn create_session(
    app: &App,
    key: &IntegratorKey,
    new: NewSession,
) -> Result<CreatedSession, CreateSessionError> {
    todo!()
}
