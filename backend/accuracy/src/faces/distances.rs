use super::comparison::{Comparison, STEP, rounded};
use super::interval::Share;

/// Points of a curve that a picture can show.
const MOST_POINTS: usize = 240;

/// The distances of one person's pairs and of two people's, sorted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Distances {
    genuine: Vec<f64>,
    impostor: Vec<f64>,
}

/// The two rates of error at one threshold, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// Distances up to this match.
    pub threshold: f64,
    /// Of two people's pairs, the share that matches.
    pub false_match_rate: f64,
    /// Of one person's pairs, the share that does not.
    pub false_non_match_rate: f64,
}

impl Distances {
    /// Sorts the distances of comparisons.
    #[must_use]
    pub fn of<'a>(comparisons: impl IntoIterator<Item = &'a Comparison>) -> Self {
        let mut distances = Self::default();
        for comparison in comparisons {
            let list = if comparison.is_same() {
                &mut distances.genuine
            } else {
                &mut distances.impostor
            };
            list.push(comparison.distance());
        }
        distances.genuine.sort_by(f64::total_cmp);
        distances.impostor.sort_by(f64::total_cmp);
        distances
    }

    /// One person's pairs.
    #[must_use]
    pub const fn genuine_pairs(&self) -> usize {
        self.genuine.len()
    }

    /// Two people's pairs.
    #[must_use]
    pub const fn impostor_pairs(&self) -> usize {
        self.impostor.len()
    }

    /// Two people's pairs at or below a threshold: false matches.
    #[must_use]
    pub fn false_matches(&self, threshold: f64) -> Share {
        share(up_to(&self.impostor, threshold), self.impostor.len())
    }

    /// One person's pairs above a threshold: false non-matches.
    #[must_use]
    pub fn false_non_matches(&self, threshold: f64) -> Share {
        let matched = up_to(&self.genuine, threshold);
        share(self.genuine.len() - matched, self.genuine.len())
    }

    /// One person's pairs at or below a threshold: the true accept rate.
    #[must_use]
    pub fn true_matches(&self, threshold: f64) -> Share {
        share(up_to(&self.genuine, threshold), self.genuine.len())
    }

    /// How often one person's pair is nearer than two people's, a tie counting half: the area under
    /// the curve of true over false matches. None without both kinds.
    #[must_use]
    pub fn area_under_curve(&self) -> Option<f64> {
        if self.genuine.is_empty() || self.impostor.is_empty() {
            return None;
        }
        let farther = |distance: &f64| {
            let below = self.impostor.partition_point(|other| other < distance);
            let ties = up_to(&self.impostor, *distance) - below;
            (self.impostor.len() - below - ties) as f64 + ties as f64 / 2.0
        };
        let sum: f64 = self.genuine.iter().map(farther).sum();
        Some(sum / (self.genuine.len() as f64 * self.impostor.len() as f64))
    }

    /// The highest threshold, to four decimals, at which at most so many false matches were seen;
    /// none where even 0 lets more through or where there are not more impostor pairs.
    pub(crate) fn threshold_below(&self, false_matches: u64) -> Option<f64> {
        let place = usize::try_from(false_matches).ok()?;
        let next = self.impostor.get(place)?;
        let threshold = rounded(next - STEP);
        (threshold >= 0.0).then_some(threshold)
    }

    /// The highest threshold at which no more than that share of two people's pairs match.
    pub(crate) fn threshold_at(&self, false_match_rate: f64) -> Option<f64> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of a length"
        )]
        let allowed = (false_match_rate.clamp(0.0, 0.999) * self.impostor.len() as f64) as u64;
        self.threshold_below(allowed)
    }

    /// The lowest threshold at which at most so many of one person's pairs do not match; none
    /// without such pairs.
    pub(crate) fn threshold_keeping(&self, false_non_matches: u64) -> Option<f64> {
        let most = self.genuine.len().checked_sub(1)?;
        let back = usize::try_from(false_non_matches).ok()?;
        self.genuine.get(most.saturating_sub(back)).copied()
    }

    /// The detection error trade-off: both rates at rising thresholds, as many as a picture can
    /// show, none twice.
    #[must_use]
    pub fn curve(&self) -> Vec<CurvePoint> {
        let all = self.genuine.len() + self.impostor.len();
        if self.genuine.is_empty() || self.impostor.is_empty() {
            return Vec::new();
        }
        let mut thresholds: Vec<f64> = [&self.genuine, &self.impostor]
            .into_iter()
            .flat_map(|list| thinned(list, all))
            .collect();
        thresholds.sort_by(f64::total_cmp);
        thresholds.dedup();
        let point = |threshold| CurvePoint {
            threshold,
            false_match_rate: self.false_matches(threshold).rate().unwrap_or(0.0),
            false_non_match_rate: self.false_non_matches(threshold).rate().unwrap_or(0.0),
        };
        let mut points: Vec<CurvePoint> = thresholds.into_iter().map(point).collect();
        points.dedup_by(|next, kept| {
            next.false_match_rate == kept.false_match_rate
                && next.false_non_match_rate == kept.false_non_match_rate
        });
        points
    }
}

/// Every one where they are few; else the nearest ones, where the rates of interest lie, and then
/// ever sparser.
fn thinned(sorted: &[f64], all: usize) -> Vec<f64> {
    if all <= MOST_POINTS {
        return sorted.to_vec();
    }
    let half = MOST_POINTS / 2;
    let growth = (sorted.len().max(2) as f64).powf(1.0 / half as f64);
    let mut places = Vec::new();
    let mut at = 1.0_f64;
    for _ in 0..=half {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 1 and a length"
        )]
        places.push(at as usize);
        at *= growth;
    }
    // From both ends: few false matches at the one, few false non-matches at the other.
    let from_end = places
        .iter()
        .map(|place| sorted.len().saturating_sub(*place));
    let from_start = places.iter().map(|place| place - 1);
    from_start
        .chain(from_end)
        .filter_map(|place| sorted.get(place).copied())
        .collect()
}

fn up_to(sorted: &[f64], threshold: f64) -> usize {
    // A threshold typed by a person and a distance that was rounded are the same number then.
    let threshold = threshold + STEP / 100.0;
    sorted.partition_point(|distance| *distance <= threshold)
}

fn share(count: usize, of: usize) -> Share {
    Share::new(count as u64, of as u64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn distances(genuine: &[f64], impostor: &[f64]) -> Distances {
        let of = |list: &[f64], is_same| {
            list.iter()
                .map(|distance| Comparison::new(*distance, is_same, Vec::new()).unwrap())
                .collect::<Vec<_>>()
        };
        Distances::of(of(genuine, true).iter().chain(&of(impostor, false)))
    }

    #[test]
    fn rates_are_counted_at_a_threshold_itself_too() {
        let pairs = distances(&[0.2, 0.3, 0.4, 0.5], &[0.4, 0.6, 0.8]);
        assert_eq!(pairs.false_matches(0.4), Share::new(1, 3));
        assert_eq!(pairs.false_matches(0.3999), Share::new(0, 3));
        assert_eq!(pairs.false_non_matches(0.4), Share::new(1, 4));
        assert_eq!(pairs.true_matches(0.4), Share::new(3, 4));
    }

    #[test]
    fn the_area_counts_ties_half() {
        let area =
            |genuine: &[f64], impostor: &[f64]| distances(genuine, impostor).area_under_curve();
        assert_eq!(area(&[0.1, 0.2], &[0.8, 0.9]), Some(1.0));
        assert_eq!(area(&[0.8, 0.9], &[0.1, 0.2]), Some(0.0));
        assert_eq!(area(&[0.5], &[0.5]), Some(0.5));
        // Of six pairs of pairs five are in order, and one is a tie.
        assert_eq!(area(&[0.2, 0.3, 0.4], &[0.4, 0.6]), Some(5.5 / 6.0));
        assert_eq!(area(&[], &[0.5]), None);
    }

    #[test]
    fn a_threshold_lets_no_more_through_than_asked() {
        let pairs = distances(&[0.1, 0.2, 0.3], &[0.4, 0.5, 0.5, 0.6]);
        let threshold = pairs.threshold_below(0).unwrap();
        assert!((threshold - 0.3999).abs() < 1e-9, "{threshold}");
        // Two at 0.5: with two allowed, the third of them would be let through too.
        let threshold = pairs.threshold_below(2).unwrap();
        assert_eq!(pairs.false_matches(threshold).count, 1);
        assert_eq!(pairs.threshold_below(4), None);
        assert_eq!(distances(&[0.1], &[0.0]).threshold_below(0), None);
        assert!((pairs.threshold_keeping(0).unwrap() - 0.3).abs() < 1e-9);
        assert!((pairs.threshold_keeping(1).unwrap() - 0.2).abs() < 1e-9);
    }

    fn some_distances(most: usize) -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(0.0..2.0_f64, 1..most)
    }

    proptest! {
        #[test]
        fn a_higher_threshold_matches_no_fewer(
            genuine in some_distances(40), impostor in some_distances(40),
            low in 0.0..2.0_f64, more in 0.0..1.0_f64,
        ) {
            let pairs = distances(&genuine, &impostor);
            let high = low + more;
            prop_assert!(pairs.false_matches(low).count <= pairs.false_matches(high).count);
            prop_assert!(pairs.false_non_matches(low).count >= pairs.false_non_matches(high).count);
        }

        #[test]
        fn the_curve_falls_and_stays_small(
            genuine in some_distances(900), impostor in some_distances(900),
        ) {
            let points = distances(&genuine, &impostor).curve();
            prop_assert!(points.len() <= 2 * MOST_POINTS + 4);
            for pair in points.windows(2) {
                prop_assert!(pair[0].false_match_rate <= pair[1].false_match_rate);
                prop_assert!(pair[0].false_non_match_rate >= pair[1].false_non_match_rate);
            }
        }

        #[test]
        fn the_area_is_what_counting_gives(
            genuine in some_distances(30), impostor in some_distances(30),
        ) {
            let pairs = distances(&genuine, &impostor);
            let mut sum = 0.0;
            for one in &pairs.genuine {
                for other in &pairs.impostor {
                    sum += if (other - one).abs() < 1e-9 { 0.5 } else if other > one { 1.0 } else { 0.0 };
                }
            }
            let counted = sum / (genuine.len() * impostor.len()) as f64;
            prop_assert!((pairs.area_under_curve().unwrap() - counted).abs() < 1e-9);
        }

        #[test]
        fn thresholds_keep_their_word(
            impostor in some_distances(60), genuine in some_distances(60), allowed in 0_u64..20,
        ) {
            let pairs = distances(&genuine, &impostor);
            if let Some(threshold) = pairs.threshold_below(allowed) {
                prop_assert!(pairs.false_matches(threshold).count <= allowed);
            }
            let threshold = pairs.threshold_keeping(allowed).unwrap();
            prop_assert!(pairs.false_non_matches(threshold).count <= allowed);
        }
    }
}
