use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use chrono::{DateTime, TimeDelta, Utc};
use credence_storage::NewChallenge;
use credence_types::{SessionId, TurnDirection, hex};

use crate::app::App;
use crate::consent::is_given;
use crate::credential::{RandomSourceError, SessionToken, sha256};
use crate::fault::Fault;
use crate::read_session::{ReadSessionError, row_for_person};
use crate::session_view::state_at;

/// Long enough to make the turns, look the photographs over and send them on a slow line.
const LIFETIME: TimeDelta = TimeDelta::minutes(10);
/// More are not made for a session: somebody is choosing among them.
const MOST_BY_SESSION: i32 = 10;
const NONCE_BYTES: usize = 16;

/// Head turns to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// To be repeated with the recording.
    pub nonce: String,
    /// The person's own directions, in order; the head is held straight before, between and after.
    pub turns: Vec<TurnDirection>,
    /// Until when the recording must be handed in.
    pub expires_at: DateTime<Utc>,
}

/// A challenge was refused.
#[derive(Debug, thiserror::Error)]
pub enum CreateChallengeError {
    /// The token is unknown: 401.
    #[error("ask for head turns: the token is unknown")]
    UnknownToken,
    /// There is no such session, or the token is for another: 404.
    #[error("ask for head turns: there is no session of that id")]
    NotFound,
    /// Head turns are not asked for here, the session takes no photographs now, or it has had too
    /// many challenges: 409 `challenge_not_available`.
    #[error("ask for head turns: there are none for this session now")]
    NotAvailable,
    /// The person has not agreed to what is asked: 409 `consent_required`.
    #[error("ask for head turns: the person has not agreed")]
    ConsentMissing,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Chooses head turns for the session's next submission.
///
/// # Errors
/// When the token is refused or there are none to be had.
pub async fn create_challenge(
    app: &App,
    token: &SessionToken,
    session: SessionId,
) -> Result<Challenge, CreateChallengeError> {
    let row = row_for_person(app, token, session).await?;
    let now = app.now();
    if !app.config.is_head_turn_asked || !state_at(&row, now).is_open() {
        return Err(CreateChallengeError::NotAvailable);
    }
    if !is_given(app, &row)? {
        return Err(CreateChallengeError::ConsentMissing);
    }
    let mut random = [0; NONCE_BYTES + 1];
    SystemRandom::new()
        .fill(&mut random)
        .map_err(|_| Fault::from(RandomSourceError))?;
    let [choice, nonce @ ..] = random;
    let challenge = Challenge {
        nonce: hex(&nonce),
        turns: turns_of(choice),
        expires_at: now + LIFETIME,
    };
    let new = NewChallenge {
        tenant: row.tenant,
        session: row.id,
        nonce_hash: sha256(&challenge.nonce),
        turns: &challenge.turns,
        created_at: now,
        expires_at: challenge.expires_at,
    };
    let is_made = credence_storage::set_challenge(&app.pool, &new, MOST_BY_SESSION)
        .await
        .map_err(Fault::from)?;
    if !is_made {
        return Err(CreateChallengeError::NotAvailable);
    }
    metrics::counter!("credence_challenges_created_total").increment(1);
    Ok(challenge)
}

/// Two or three turns, each to either side: twelve ways, by the bits of a random byte.
fn turns_of(choice: u8) -> Vec<TurnDirection> {
    let count = if choice & 1 == 0 { 2 } else { 3 };
    (1..=count)
        .map(|place| {
            if choice >> place & 1 == 0 {
                TurnDirection::Left
            } else {
                TurnDirection::Right
            }
        })
        .collect()
}

impl From<ReadSessionError> for CreateChallengeError {
    fn from(error: ReadSessionError) -> Self {
        match error {
            ReadSessionError::UnknownToken => Self::UnknownToken,
            ReadSessionError::NotFound => Self::NotFound,
            ReadSessionError::Fault(fault) => Self::Fault(fault),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_way_of_two_or_three_turns_comes_up() {
        let mut ways: BTreeMap<Vec<&str>, u32> = BTreeMap::new();
        for choice in 0..=255 {
            let way = turns_of(choice).iter().map(|turn| turn.as_str()).collect();
            *ways.entry(way).or_default() += 1;
        }
        assert_eq!(ways.len(), 4 + 8);
        assert!(
            ways.iter()
                .all(|(way, count)| *count == if way.len() == 2 { 32 } else { 16 })
        );
    }
}
