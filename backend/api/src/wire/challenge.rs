use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::names::TurnDirection;

/// Head turns for the page to record, and to send with the next submission.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Challenge {
    /// To be repeated with the recording, which answers it once.
    nonce: String,
    /// The person's own directions, in order; the head is held straight before, between and after.
    turns: Vec<TurnDirection>,
    /// Until when the submission must be handed in.
    expires_at: DateTime<Utc>,
}

impl From<credence_app::Challenge> for Challenge {
    fn from(challenge: credence_app::Challenge) -> Self {
        Self {
            nonce: challenge.nonce,
            turns: challenge.turns.into_iter().map(Into::into).collect(),
            expires_at: challenge.expires_at,
        }
    }
}
