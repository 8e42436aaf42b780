use chrono::{DateTime, Utc};
use credence_types::{Redacted, SessionId};
use serde::Serialize;
use utoipa::ToSchema;

/// A new link for a session's person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CreatedSessionToken {
    /// The session.
    #[schema(value_type = Uuid)]
    id: SessionId,
    /// What the person's page needs; shown this once.
    #[schema(value_type = String)]
    token: Redacted<String>,
    /// The hosted page for the person. The token is in its fragment: send it to nobody else.
    #[schema(value_type = String, format = "uri")]
    url: Redacted<String>,
    /// Until when the token counts.
    token_expires_at: DateTime<Utc>,
}

impl From<credence_app::CreatedSessionToken> for CreatedSessionToken {
    fn from(made: credence_app::CreatedSessionToken) -> Self {
        Self {
            id: made.id,
            token: made.token,
            url: made.url.map(String::from),
            token_expires_at: made.token_expires_at,
        }
    }
}
