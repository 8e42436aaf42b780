//! What retention has to do, told as simply as it can be, and without any of its code.

use chrono::{DateTime, TimeDelta, Utc};
use credence_app::{OutcomeRetention, RetentionPolicy};

/// What is left of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Left {
    Nothing,
    /// The bare session with its decision.
    Summary,
    /// The session with what was read.
    Fields,
    /// All of it.
    Everything,
}

/// A session, as the model sees it.
#[derive(Debug, Clone)]
pub(super) struct Life {
    pub(super) state: &'static str,
    /// When the reviewer or the policy decided, or when it ended.
    pub(super) began_at: DateTime<Utc>,
    pub(super) is_held: bool,
    /// For how many days at most the person was told that images, and what was read, are kept.
    pub(super) promised: Option<(u32, u32)>,
    pub(super) left: Left,
}

impl Life {
    /// Somebody sweeps.
    pub(super) fn sweep(&mut self, policy: &RetentionPolicy, now: DateTime<Utc>) {
        let Some(kept) = kept(policy, self.state) else {
            return;
        };
        if self.is_held {
            return;
        }
        let age = now - self.began_at;
        let is_over = |days: u32| age >= TimeDelta::days(i64::from(days));
        let at_most = if is_over(kept.summary_days) {
            Left::Nothing
        } else if is_over(kept.fields_days) || self.promised.is_some_and(|days| is_over(days.1)) {
            Left::Summary
        } else if is_over(kept.images_days) || self.promised.is_some_and(|days| is_over(days.0)) {
            Left::Fields
        } else {
            Left::Everything
        };
        self.left = self.left.min(at_most);
    }
}

fn kept(policy: &RetentionPolicy, state: &str) -> Option<OutcomeRetention> {
    match state {
        "approved" => Some(policy.approved),
        "rejected" => Some(policy.rejected),
        "needs_review" => Some(policy.needs_review),
        "failed" => Some(policy.failed),
        "expired" => Some(policy.expired),
        "cancelled" => Some(policy.cancelled),
        _ => None,
    }
}
