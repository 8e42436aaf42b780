use credence_storage::SessionState;
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EventType {
    /// A session was made.
    SessionCreated,
    /// Photographs, or the name that was asked for, were handed in.
    SessionSubmitted,
    /// A worker looks at them.
    SessionProcessing,
    /// The policy or a reviewer approved.
    SessionApproved,
    /// The policy or a reviewer rejected.
    SessionRejected,
    /// The case waits for a reviewer.
    SessionNeedsReview,
    /// The person asked for a human, and the case waits for a reviewer.
    SessionReviewRequested,
    /// The person is asked for something again.
    SessionRetake,
    /// Nothing was handed in in time.
    SessionExpired,
    /// The integrator called it off.
    SessionCancelled,
    /// Everything personal was destroyed.
    SessionErased,
    /// The last copy of what was personal is gone.
    SessionErasureCompleted,
    /// It came to nothing for a reason of ours.
    SessionFailed,
    /// An integrator tries an endpoint.
    WebhookTest,
}

impl EventType {
    /// Every type.
    pub const ALL: [Self; 14] = [
        Self::SessionCreated,
        Self::SessionSubmitted,
        Self::SessionProcessing,
        Self::SessionApproved,
        Self::SessionRejected,
        Self::SessionNeedsReview,
        Self::SessionReviewRequested,
        Self::SessionRetake,
        Self::SessionExpired,
        Self::SessionCancelled,
        Self::SessionErased,
        Self::SessionErasureCompleted,
        Self::SessionFailed,
        Self::WebhookTest,
    ];

    /// The name used in the API, in webhooks and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SessionCreated => "session.created",
            Self::SessionSubmitted => "session.submitted",
            Self::SessionProcessing => "session.processing",
            Self::SessionApproved => "session.approved",
            Self::SessionRejected => "session.rejected",
            Self::SessionNeedsReview => "session.needs_review",
            Self::SessionReviewRequested => "session.review_requested",
            Self::SessionRetake => "session.retake",
            Self::SessionExpired => "session.expired",
            Self::SessionCancelled => "session.cancelled",
            Self::SessionErased => "session.erased",
            Self::SessionErasureCompleted => "session.erasure_completed",
            Self::SessionFailed => "session.failed",
            Self::WebhookTest => "webhook.test",
        }
    }

    /// What it means, in a sentence for integrators.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::SessionCreated => "A session was made.",
            Self::SessionSubmitted => {
                "Photographs, or the name that was asked for, were handed in."
            }
            Self::SessionProcessing => "What was handed in is being looked at.",
            Self::SessionApproved => "The session was approved, by the policy or a reviewer.",
            Self::SessionRejected => "The session was rejected, by the policy or a reviewer.",
            Self::SessionNeedsReview => "The session waits for a reviewer.",
            Self::SessionReviewRequested => {
                "The person asked for a human; the session, settled or not, waits for a reviewer."
            }
            Self::SessionRetake => "The person is asked for a picture or their name again.",
            Self::SessionExpired => "Nothing was handed in in time.",
            Self::SessionCancelled => "The session was called off.",
            Self::SessionErased => "Everything personal about the session was destroyed.",
            Self::SessionErasureCompleted => {
                "The last copy is gone; the receipt of the erasure can be fetched."
            }
            Self::SessionFailed => "The session came to nothing for a reason of ours.",
            Self::WebhookTest => "You tried an endpoint; there is no session behind it.",
        }
    }

    /// The type of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

impl From<SessionState> for EventType {
    /// What is told when a session has come to a state.
    fn from(state: SessionState) -> Self {
        match state {
            SessionState::Created => Self::SessionCreated,
            SessionState::Submitted => Self::SessionSubmitted,
            SessionState::Processing => Self::SessionProcessing,
            SessionState::Approved => Self::SessionApproved,
            SessionState::Rejected => Self::SessionRejected,
            SessionState::NeedsReview => Self::SessionNeedsReview,
            SessionState::Retake => Self::SessionRetake,
            SessionState::Failed => Self::SessionFailed,
            SessionState::Expired => Self::SessionExpired,
            SessionState::Cancelled => Self::SessionCancelled,
            SessionState::Erased => Self::SessionErased,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_are_of_the_alphabet_that_the_standard_allows() {
        for one in EventType::ALL {
            assert_eq!(EventType::parse(one.as_str()), Some(one));
            let is_allowed = |letter: u8| letter.is_ascii_alphanumeric() || b"_.".contains(&letter);
            assert!(one.as_str().bytes().all(is_allowed));
            assert!(one.meaning().ends_with('.'));
        }
        assert_eq!(EventType::parse("session"), None);
    }

    #[test]
    fn every_state_is_told_by_its_name() {
        for state in SessionState::ALL {
            let wanted = format!("session.{state}");
            assert_eq!(EventType::from(state).as_str(), wanted);
        }
    }
}
