use super::interval::{Share, trials_without_error};

/// Nobody is approved on a false match rate above this, ten times what NIST asks.
const LOOSEST: f64 = 1e-3;

/// The rates of error that thresholds are chosen for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted {
    false_match_rate: f64,
    mismatch_rate: f64,
}

impl Default for Wanted {
    /// What NIST SP 800-63A-4 asks of a comparison: at most 1 false match in 10,000 pairs of two
    /// people, at most 1 in 100 pairs of one person taken for two.
    fn default() -> Self {
        Self {
            false_match_rate: 1e-4,
            mismatch_rate: 1e-2,
        }
    }
}

impl Wanted {
    /// The false match rate at the threshold of what is consistent, and the share of one person's
    /// pairs that may lie beyond the threshold of a mismatch; each above a millionth and below a
    /// half, else `None`.
    #[must_use]
    pub fn new(false_match_rate: f64, mismatch_rate: f64) -> Option<Self> {
        let is_meant = |rate| (1e-6..0.5).contains(&rate);
        (is_meant(false_match_rate) && is_meant(mismatch_rate)).then_some(Self {
            false_match_rate,
            mismatch_rate,
        })
    }

    /// The false match rate.
    #[must_use]
    pub const fn false_match_rate(&self) -> f64 {
        self.false_match_rate
    }

    /// The share of one person's pairs beyond the threshold of a mismatch.
    #[must_use]
    pub const fn mismatch_rate(&self) -> f64 {
        self.mismatch_rate
    }

    /// Pairs of two people that are needed at least, if none of them is a false match.
    #[must_use]
    pub fn impostor_pairs_needed(&self) -> u64 {
        trials_without_error(self.false_match_rate).unwrap_or(u64::MAX)
    }

    /// Pairs of one person that are needed at least, if none of them is taken for two.
    #[must_use]
    pub fn genuine_pairs_needed(&self) -> u64 {
        trials_without_error(self.mismatch_rate).unwrap_or(u64::MAX)
    }

    /// What counts say against the wanted false match rate; `None` when they support it.
    ///
    /// The upper bound of all pairs must not be above the rate. A group may be too small to show
    /// that of its own; it must only not be shown to be worse.
    pub fn objection<'a>(
        &self,
        false_matches: Share,
        groups: impl IntoIterator<Item = (&'a str, Share)>,
    ) -> Option<Objection> {
        if false_matches.of < self.impostor_pairs_needed() {
            return Some(Objection::TooFewPairs);
        }
        if false_matches.upper() > self.false_match_rate {
            return Some(Objection::TooManyFalseMatches);
        }
        let mut groups = groups.into_iter();
        groups
            .find(|(_, share)| share.interval().0 > self.false_match_rate)
            .map(|(name, _)| Objection::WorseGroup(name.to_owned()))
            .or_else(|| (self.false_match_rate > LOOSEST).then_some(Objection::TooLoose))
    }
}

/// Why counts do not support a false match rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Objection {
    /// There are too few pairs of two people to show so low a rate, however good the model.
    TooFewPairs,
    /// There are too many false matches.
    TooManyFalseMatches,
    /// A group is shown to have a higher rate.
    WorseGroup(String),
    /// They do, and the rate is too high to approve anybody by: above 1 in 1,000.
    TooLoose,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_judged_without_their_pairs() {
        let wanted = Wanted::default();
        let judge = |all: (u64, u64), group: (u64, u64)| {
            let group = ("b", Share::new(group.0, group.1));
            wanted.objection(Share::new(all.0, all.1), [group])
        };
        assert_eq!(judge((0, 30_000), (0, 45)), None);
        assert_eq!(judge((0, 29_000), (0, 45)), Some(Objection::TooFewPairs));
        let too_many = Some(Objection::TooManyFalseMatches);
        assert_eq!(judge((9, 100_000), (0, 45)), too_many);
        let worse = Some(Objection::WorseGroup("b".to_owned()));
        assert_eq!(judge((1, 100_000), (1, 45)), worse);
    }

    #[test]
    fn a_rate_too_high_to_approve_by_is_no_calibration_however_many_the_pairs() {
        let judge = |rate| {
            let wanted = Wanted::new(rate, 0.01).unwrap();
            wanted.objection(Share::new(0, 1_000_000), [])
        };
        assert_eq!(judge(1e-3), None);
        assert_eq!(judge(2e-3), Some(Objection::TooLoose));
    }

    #[test]
    fn rates_that_cannot_be_meant_are_refused() {
        for rate in [0.0, -1e-4, 0.5, 1e-9, f64::NAN] {
            assert_eq!(Wanted::new(rate, 0.01), None);
            assert_eq!(Wanted::new(1e-4, rate), None);
        }
    }
}
