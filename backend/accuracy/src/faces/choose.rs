use credence_types::FaceThresholds;

use super::comparison::{Comparisons, STEP, rounded};
use super::differential::{Differential, Group, differentials};
use super::distances::Distances;
use super::interval::{Share, most_errors};
use super::wanted::{Objection, Wanted};

/// No thresholds can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// Every pair shows two people.
    #[error("choosing thresholds: no pair of one person could be compared")]
    NoGenuinePair,
    /// Every pair shows one person.
    #[error("choosing thresholds: no pair of two people could be compared")]
    NoImpostorPair,
}

/// Thresholds, and what was measured at them.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What they were chosen for.
    pub wanted: Wanted,
    /// The thresholds.
    pub thresholds: FaceThresholds,
    /// Of two people's pairs, those up to `consistent`.
    pub false_matches: Share,
    /// Of one person's pairs, those above `consistent`.
    pub false_non_matches: Share,
    /// Of one person's pairs, those above `mismatch`.
    pub mismatches: Share,
    /// The rates of every group up to `consistent`.
    pub differentials: Vec<Differential>,
    /// The group that holds `consistent` lower than all pairs together would: there it would be
    /// shown to be worse than wanted.
    pub held_by: Option<String>,
    /// What the pairs say against the wanted false match rate; only without is the model calibrated.
    pub objection: Option<Objection>,
}

impl Choice {
    /// Chooses thresholds.
    ///
    /// `consistent` is as high as the wanted false match rate allows, by the upper bound of the
    /// interval: the number of false matches allowed follows from the number of pairs alone, so that
    /// choosing on the same pairs that are counted does not flatter the bound. It is never above what
    /// one person's pairs need, and where the pairs are too few, it lies below every pair of two
    /// people. `mismatch` is as low as the wanted rate of mismatches allows.
    ///
    /// # Errors
    /// When one of the two kinds of pairs is missing.
    pub fn of(comparisons: &Comparisons, wanted: Wanted) -> Result<Self, ChoiceError> {
        let distances = Distances::of(comparisons.list());
        let farthest = distances.threshold_keeping(0);
        let farthest = farthest.ok_or(ChoiceError::NoGenuinePair)?;
        let pairs = distances.impostor_pairs() as u64;
        if pairs == 0 {
            return Err(ChoiceError::NoImpostorPair);
        }
        let allowed = most_errors(pairs, wanted.false_match_rate()).unwrap_or(0);
        let of_all = highest(&distances, allowed).min(farthest);
        let (of_group, group) = lowest_of_groups(comparisons, wanted, of_all);
        let consistent = of_all.min(of_group);

        let genuine = distances.genuine_pairs() as u64;
        let allowed = most_errors(genuine, wanted.mismatch_rate()).unwrap_or(0);
        let mismatch = distances.threshold_keeping(allowed).unwrap_or(farthest);
        let thresholds = FaceThresholds {
            consistent,
            mismatch: mismatch.max(consistent),
        };
        let differentials = differentials(comparisons, consistent);
        let false_matches = distances.false_matches(consistent);
        let groups = differentials.iter().flat_map(|column| &column.groups);
        let groups = groups.map(|group| (group.value.as_str(), group.false_matches));
        let objection = wanted.objection(false_matches, groups);
        Ok(Self {
            wanted,
            thresholds,
            false_matches,
            false_non_matches: distances.false_non_matches(consistent),
            mismatches: distances.false_non_matches(thresholds.mismatch),
            differentials,
            held_by: group,
            objection,
        })
    }

    /// Whether the pairs support the wanted false match rate.
    #[must_use]
    pub const fn is_supported(&self) -> bool {
        self.objection.is_none()
    }

    /// Whether enough of one person's pairs show that few lie beyond `mismatch`.
    #[must_use]
    pub fn is_mismatch_supported(&self) -> bool {
        self.mismatches.upper() <= self.wanted.mismatch_rate()
    }

    /// Every group of every column.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.differentials.iter().flat_map(|column| &column.groups)
    }
}

/// The highest threshold with at most so many false matches; 0 where even that has more.
fn highest(distances: &Distances, false_matches: u64) -> f64 {
    let is_any = distances.impostor_pairs() as u64 > false_matches;
    if is_any {
        distances.threshold_below(false_matches).unwrap_or(0.0)
    } else {
        f64::INFINITY
    }
}

/// The lowest of the thresholds at which each group is just not shown to be worse than wanted, where
/// that is below `of_all`, and whose it is.
fn lowest_of_groups(
    comparisons: &Comparisons,
    wanted: Wanted,
    of_all: f64,
) -> (f64, Option<String>) {
    let mut lowest = (of_all, None);
    for column in 0..comparisons.columns().len() {
        for value in comparisons.values(column) {
            let distances = Distances::of(comparisons.of(column, value));
            let allowed = most_unremarkable(distances.impostor_pairs() as u64, wanted);
            let threshold = highest(&distances, allowed);
            if threshold < lowest.0 - STEP / 2.0 {
                lowest = (rounded(threshold), Some(value.to_owned()));
            }
        }
    }
    lowest
}

/// The most false matches in so many pairs whose lower bound is not above the wanted rate.
fn most_unremarkable(pairs: u64, wanted: Wanted) -> u64 {
    let (mut held, mut broken) = (0, pairs + 1);
    while broken - held > 1 {
        let middle = held + (broken - held) / 2;
        if Share::new(middle, pairs).interval().0 <= wanted.false_match_rate() {
            held = middle;
        } else {
            broken = middle;
        }
    }
    held
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::comparison::Comparison;
    use super::*;

    fn pairs(columns: &[&str]) -> Comparisons {
        Comparisons::new(columns.iter().map(|column| (*column).to_owned()).collect())
    }

    fn push(
        to: &mut Comparisons,
        distances: impl Iterator<Item = f64>,
        is_same: bool,
        group: &str,
    ) {
        let label: Arc<str> = Arc::from(group);
        for distance in distances {
            let labels = vec![Some(label.clone())];
            to.push(Comparison::new(distance, is_same, labels).unwrap());
        }
    }

    /// So many distances, evenly from one bound to the other.
    fn even(count: u32, from: f64, to: f64) -> impl Iterator<Item = f64> {
        (0..count).map(move |at| from + (to - from) * f64::from(at) / f64::from(count))
    }

    #[test]
    fn enough_pairs_support_the_rate_and_a_threshold_no_higher_than_needed() {
        let mut all = pairs(&["group"]);
        push(&mut all, even(400, 0.1, 0.5), true, "a");
        push(&mut all, even(30_000, 0.8, 1.4), false, "a");
        let choice = Choice::of(&all, Wanted::default()).unwrap();
        assert!(choice.is_supported(), "{choice:?}");
        assert!(choice.is_mismatch_supported());
        // One person's pairs end at 0.499.
        assert!((choice.thresholds.consistent - 0.499).abs() < 1e-6);
        assert_eq!(choice.false_matches, Share::new(0, 30_000));
        assert_eq!(choice.false_non_matches.count, 0);
    }

    #[test]
    fn too_few_pairs_never_support_the_rate_and_the_threshold_is_the_strictest() {
        let mut all = pairs(&["group"]);
        push(&mut all, even(100, 0.1, 0.6), true, "a");
        push(&mut all, even(1140, 0.45, 1.4), false, "a");
        let choice = Choice::of(&all, Wanted::default()).unwrap();
        assert_eq!(choice.objection, Some(Objection::TooFewPairs));
        assert!((choice.thresholds.consistent - 0.4499).abs() < 1e-6);
        assert_eq!(choice.false_matches.count, 0);
        assert_eq!(choice.wanted.impostor_pairs_needed(), 29_956);
        assert_eq!(choice.wanted.genuine_pairs_needed(), 299);
        assert!(!choice.is_mismatch_supported());
    }

    #[test]
    fn overlapping_pairs_are_cut_where_the_bound_holds() {
        let mut all = pairs(&["group"]);
        push(&mut all, even(2000, 0.2, 0.9), true, "a");
        push(&mut all, even(100_000, 0.4, 12.4), false, "a");
        let choice = Choice::of(&all, Wanted::default()).unwrap();
        assert!(choice.is_supported() && choice.is_mismatch_supported());
        // Of 100,000, four have an upper bound of 1.02 in 10,000; three one of 0.88.
        assert_eq!(choice.false_matches.count, 3);
        assert!(choice.thresholds.mismatch > choice.thresholds.consistent);
    }

    #[test]
    fn a_group_that_is_shown_to_be_worse_holds_the_threshold_down() {
        let mut all = pairs(&["group"]);
        push(&mut all, even(400, 0.1, 0.6), true, "a");
        push(&mut all, even(100_000, 0.8, 1.4), false, "a");
        push(&mut all, even(3, 0.45, 0.5), false, "b");
        push(&mut all, even(42, 0.7, 0.9), false, "b");
        let choice = Choice::of(&all, Wanted::default()).unwrap();
        assert_eq!(choice.held_by.as_deref(), Some("b"));
        assert!((choice.thresholds.consistent - 0.4499).abs() < 1e-6);
        assert!(choice.is_supported(), "{:?}", choice.objection);
    }

    #[test]
    fn pairs_of_two_people_without_any_distance_are_never_supported() {
        let mut all = pairs(&["group"]);
        push(&mut all, even(400, 0.1, 0.6), true, "a");
        push(&mut all, std::iter::repeat_n(0.0, 40_000), false, "a");
        let choice = Choice::of(&all, Wanted::default()).unwrap();
        assert_eq!(choice.objection, Some(Objection::TooManyFalseMatches));
        assert_eq!(choice.thresholds.consistent, 0.0);
    }

    #[test]
    fn one_kind_of_pairs_alone_is_no_ground_for_thresholds() {
        let mut all = pairs(&["group"]);
        push(&mut all, even(5, 0.1, 0.6), true, "a");
        let refused = Choice::of(&all, Wanted::default()).unwrap_err();
        assert_eq!(refused, ChoiceError::NoImpostorPair);
        let mut all = pairs(&["group"]);
        push(&mut all, even(5, 0.1, 0.6), false, "a");
        let refused = Choice::of(&all, Wanted::default()).unwrap_err();
        assert_eq!(refused, ChoiceError::NoGenuinePair);
    }

    proptest! {
        #[test]
        fn chosen_thresholds_are_sound_and_hold_what_they_claim(
            genuine in prop::collection::vec(0.0..1.5_f64, 1..200),
            impostor in prop::collection::vec(0.2..2.0_f64, 1..900),
            rate in 0.001..0.2_f64,
        ) {
            let mut all = pairs(&["group"]);
            push(&mut all, genuine.into_iter(), true, "a");
            push(&mut all, impostor.into_iter(), false, "b");
            let wanted = Wanted::new(rate, 0.05).unwrap();
            let choice = Choice::of(&all, wanted).unwrap();
            prop_assert!(choice.thresholds.is_sound());
            match choice.objection {
                None | Some(Objection::TooLoose) => {
                    prop_assert!(choice.false_matches.upper() <= rate);
                }
                Some(_) => prop_assert_eq!(choice.false_matches.count, 0),
            }
        }

        #[test]
        fn a_stricter_rate_gives_no_higher_a_threshold(
            genuine in prop::collection::vec(0.0..1.5_f64, 1..100),
            impostor in prop::collection::vec(0.2..2.0_f64, 1..900),
            rate in 0.002..0.2_f64,
        ) {
            let mut all = pairs(&["group"]);
            push(&mut all, genuine.into_iter(), true, "a");
            push(&mut all, impostor.into_iter(), false, "b");
            let threshold = |rate| {
                let wanted = Wanted::new(rate, 0.05).unwrap();
                Choice::of(&all, wanted).unwrap().thresholds.consistent
            };
            prop_assert!(threshold(rate / 2.0) <= threshold(rate) + 1e-9);
        }
    }
}
