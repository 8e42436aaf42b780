use chrono::TimeDelta;

use crate::retention::RetentionPolicy;

/// How long at most what a person hands in is kept once there is an outcome, as the words of the
/// consent say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept {
    /// The photographs.
    pub(crate) images: TimeDelta,
    /// What was read from them.
    pub(crate) fields: TimeDelta,
}

impl Kept {
    /// What holds whatever the outcome.
    pub(crate) fn under(policy: &RetentionPolicy) -> Self {
        let outcomes = [
            policy.approved,
            policy.rejected,
            policy.needs_review,
            policy.failed,
            policy.expired,
            policy.cancelled,
        ];
        let longest = |days: [u32; 6]| {
            let days = days.into_iter().max().unwrap_or_default();
            TimeDelta::days(i64::from(days))
        };
        Self {
            images: longest(outcomes.map(|outcome| outcome.images_days)),
            fields: longest(outcomes.map(|outcome| outcome.fields_days)),
        }
    }
}
