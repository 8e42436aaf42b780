use crate::retention::{OutcomeRetention, RetentionPolicy};

/// For how many days at most what a person hands in is kept once there is an outcome, as the words of the
/// consent say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept {
    /// The photographs.
    pub(crate) images_days: u32,
    /// What was read from them.
    pub(crate) fields_days: u32,
}

impl Kept {
    /// What holds whatever the outcome.
    pub(crate) fn under(policy: &RetentionPolicy) -> Self {
        let longest = |days: fn(OutcomeRetention) -> u32| {
            let outcomes = policy.outcomes().into_iter();
            outcomes.map(|(_, kept)| days(kept)).max().unwrap_or(0)
        };
        Self {
            images_days: longest(|kept| kept.images_days),
            fields_days: longest(|kept| kept.fields_days),
        }
    }
}
