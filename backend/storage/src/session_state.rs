use std::fmt;
use std::str::FromStr;

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SessionState {
    /// Made; nothing was submitted yet.
    Created,
    /// A DVS request was handed in; its job waits.
    Submitted,
    /// A worker is at it.
    Processing,
    /// Approved, by the policy or a reviewer.
    Approved,
    /// Rejected, by the policy or a reviewer.
    Rejected,
    /// Waits for a reviewer.
    NeedsReview,
    /// The person is asked for a picture again.
    Retake,
    /// Came to nothing for a reason of ours.
    Failed,
    /// Nothing was submitted in time.
    Expired,
    /// The integrator called it off.
    Cancelled,
    /// Everything personal was destroyed.
    Erased,
}

/// The text is no state of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("read a session's state: unknown name")]
pub struct SessionStateError;

impl SessionState {
    /// Every state.
    pub const ALL: [Self; 11] = [
        Self::Created,
        Self::Submitted,
        Self::Processing,
        Self::Approved,
        Self::Rejected,
        Self::NeedsReview,
        Self::Retake,
        Self::Failed,
        Self::Expired,
        Self::Cancelled,
        Self::Erased,
    ];

    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Submitted => "submitted",
            Self::Processing => "processing",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::NeedsReview => "needs_review",
            Self::Retake => "retake",
            Self::Failed => "failed",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Erased => "erased",
        }
    }

    /// Whether the person may hand in photographs.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Created | Self::Retake)
    }

    /// Whether nothing will change any more but by erasure, or because the person asks for a human.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        matches!(
            self,
            Self::Approved
                | Self::Rejected
                | Self::Failed
                | Self::Expired
                | Self::Cancelled
                | Self::Erased
        )
    }
}

impl fmt::Display for SessionState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for SessionState {
    type Err = SessionStateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or(SessionStateError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_reads_back() {
        for state in SessionState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert!("Approved".parse::<SessionState>().is_err());
    }
}
