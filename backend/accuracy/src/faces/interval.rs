/// What may lie outside an interval of 95 %.
const OUTSIDE: f64 = 0.05;

/// So many of so many, such as false matches of impostor pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// How many.
    pub count: u64,
    /// Of how many; not below `count`.
    pub of: u64,
}

impl Share {
    /// A share; a count above the whole is the whole.
    #[must_use]
    pub fn new(count: u64, of: u64) -> Self {
        Self {
            count: count.min(of),
            of,
        }
    }

    /// The share, 0 to 1; none of nothing.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.of > 0).then(|| self.count as f64 / self.of as f64)
    }

    /// The exact binomial interval of 95 % (Clopper and Pearson, 1934) as lower and upper bound, 0
    /// to 1. Where nothing or everything was counted, one bound is certain and all 5 % lie on the
    /// other side, which gives the rule of three: at most about 3 of `of` after 0 of `of`. Of
    /// nothing, everything is possible.
    #[must_use]
    pub fn interval(&self) -> (f64, f64) {
        if self.of == 0 {
            return (0.0, 1.0);
        }
        let (count, of) = (self.count as f64, self.of as f64);
        if self.count == 0 {
            return (0.0, 1.0 - OUTSIDE.powf(1.0 / of));
        }
        if self.count == self.of {
            return (OUTSIDE.powf(1.0 / of), 1.0);
        }
        (
            beta_quantile(OUTSIDE / 2.0, count, of - count + 1.0),
            beta_quantile(1.0 - OUTSIDE / 2.0, count + 1.0, of - count),
        )
    }

    /// The upper bound of [`Self::interval`].
    #[must_use]
    pub fn upper(&self) -> f64 {
        self.interval().1
    }
}

/// How many trials without one error bring the upper bound of the interval down to `rate`; none
/// where `rate` is not between 0 and 1.
#[must_use]
pub fn trials_without_error(rate: f64) -> Option<u64> {
    let is_open = rate > 1e-12 && rate < 1.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive and below 3e12, by the bounds of the rate"
    )]
    is_open.then(|| (OUTSIDE.ln() / (-rate).ln_1p()).ceil() as u64)
}

/// The most errors in so many trials by which the upper bound of the interval stays at or below
/// `rate`; none where even no error does not.
pub(crate) fn most_errors(trials: u64, rate: f64) -> Option<u64> {
    let holds = |errors: u64| Share::new(errors, trials).upper() <= rate;
    if !holds(0) {
        return None;
    }
    let (mut held, mut broken) = (0, trials + 1);
    while broken - held > 1 {
        let middle = held + (broken - held) / 2;
        if holds(middle) {
            held = middle;
        } else {
            broken = middle;
        }
    }
    Some(held)
}

/// Where the regularised incomplete beta function reaches `wanted`, by bisection: it rises with `x`,
/// and sixty halvings leave less than a double resolves near the bounds that are asked for.
fn beta_quantile(wanted: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if incomplete_beta(middle, a, b) < wanted {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The regularised incomplete beta function, DLMF 8.17, by its continued fraction on the side where
/// that converges quickly.
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta_below_mean(1.0 - x, b, a);
    }
    incomplete_beta_below_mean(x, a, b)
}

fn incomplete_beta_below_mean(x: f64, a: f64, b: f64) -> f64 {
    let front = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p();
    front.exp() / a / continued_fraction(x, a, b)
}

/// The continued fraction DLMF 8.17.22, by the modified method of Lentz. Its convergence takes some
/// multiple of the root of the larger parameter, so the limit covers more trials than memory holds.
fn continued_fraction(x: f64, a: f64, b: f64) -> f64 {
    const MOST_TERMS: u32 = 100_000;
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut value, mut c, mut d) = (1.0_f64, 1.0_f64, 0.0_f64);
    for term in 1..=MOST_TERMS {
        let m = f64::from(term / 2);
        let coefficient = if term % 2 == 0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        d = 1.0 / away_from_zero(1.0 + coefficient * d);
        c = away_from_zero(1.0 + coefficient / c);
        value *= c * d;
        if (c * d - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}

/// The logarithm of the gamma function for arguments of at least 1: Stirling's series, DLMF 5.11.1,
/// after raising the argument to where four terms give fifteen digits.
fn ln_gamma(argument: f64) -> f64 {
    let (mut x, mut lowered) = (argument, 0.0);
    while x < 20.0 {
        lowered -= x.ln();
        x += 1.0;
    }
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    let series =
        inverse * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0)));
    lowered + (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn close(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-8, "{found} is not {wanted}");
    }

    /// By `scipy.stats.beta.ppf` of SciPy 1.17.
    #[test]
    fn known_intervals_come_out() {
        for (count, of, low, high) in KNOWN {
            let (found_low, found_high) = Share::new(count, of).interval();
            close(found_low, low);
            close(found_high, high);
        }
    }

    const KNOWN: [(u64, u64, f64, f64); 9] = [
        (1, 10, 2.528578544462e-03, 4.450161170282e-01),
        (5, 10, 1.870860284474e-01, 8.129139715526e-01),
        (39, 45, 7.320750459066e-01, 9.494576240867e-01),
        (1, 1140, 2.220835688578e-05, 4.877617966150e-03),
        (3, 4976, 1.243484756283e-04, 1.760891005198e-03),
        (4, 45, 2.475295778347e-02, 2.122117369543e-01),
        (2, 100000, 2.422101962703e-06, 7.224498936505e-05),
        (150, 1000000, 1.269575606658e-04, 1.760148762993e-04),
        (999999, 1000000, 9.999944283693e-01, 9.999999746822e-01),
    ];

    #[test]
    fn no_error_gives_the_rule_of_three() {
        close(
            Share::new(0, 1140).upper(),
            1.0 - 0.05_f64.powf(1.0 / 1140.0),
        );
        let thirty_thousand = Share::new(0, 30_000).upper();
        assert!(
            (thirty_thousand * 30_000.0 - 3.0).abs() < 0.01,
            "{thirty_thousand}"
        );
        assert_eq!(Share::new(9, 9).interval().1, 1.0);
        assert_eq!(Share::default().interval(), (0.0, 1.0));
        assert_eq!(Share::default().rate(), None);
    }

    #[test]
    fn thirty_thousand_pairs_bound_one_in_ten_thousand() {
        assert_eq!(trials_without_error(1e-4), Some(29_956));
        assert!(Share::new(0, 29_956).upper() <= 1e-4);
        assert!(Share::new(0, 29_955).upper() > 1e-4);
        assert_eq!(most_errors(29_955, 1e-4), None);
        assert_eq!(most_errors(29_956, 1e-4), Some(0));
        for rate in [0.0, 1.0, -1.0, f64::NAN] {
            assert_eq!(trials_without_error(rate), None);
        }
    }

    fn a_count_of(most: u64) -> impl Strategy<Value = (u64, u64)> {
        (1..most).prop_flat_map(|of| (0..=of, Just(of)))
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share((count, of) in a_count_of(5_000_000)) {
            let share = Share::new(count, of);
            let (low, high) = share.interval();
            let rate = share.rate().unwrap();
            prop_assert!(0.0 <= low && low <= rate && rate <= high && high <= 1.0);
        }

        #[test]
        fn one_error_more_raises_both_bounds((count, of) in a_count_of(100_000)) {
            let (fewer, more) = (Share::new(count, of + 1), Share::new(count + 1, of + 1));
            prop_assert!(more.interval().0 > fewer.interval().0);
            prop_assert!(more.upper() >= fewer.upper());
        }

        #[test]
        fn more_trials_with_the_same_errors_lower_the_upper_bound(
            count in 0_u64..50, of in 51_u64..100_000,
        ) {
            prop_assert!(Share::new(count, of + 1).upper() < Share::new(count, of).upper());
        }

        /// The tail of the binomial distribution, added up, is what the bound promises.
        #[test]
        fn the_upper_bound_is_where_the_tail_is_small((count, of) in a_count_of(400)) {
            let (count, of) = (count + 1, of + 2);
            let bound = Share::new(count, of).upper();
            let tail = binomial_up_to(count, of, bound);
            prop_assert!((tail - 0.025).abs() < 1e-9, "{} of {}: {}", count, of, tail);
        }

        #[test]
        fn the_most_errors_are_the_last_that_hold(of in 100_u64..200_000, rate in 1e-4..0.5_f64) {
            match most_errors(of, rate) {
                Some(errors) => {
                    prop_assert!(Share::new(errors, of).upper() <= rate);
                    prop_assert!(Share::new(errors + 1, of).upper() > rate);
                }
                None => prop_assert!(of < trials_without_error(rate).unwrap()),
            }
        }
    }

    fn binomial_up_to(count: u64, of: u64, probability: f64) -> f64 {
        let (mut ways, mut sum) = (0.0_f64, 0.0);
        for k in 0..=count {
            if k > 0 {
                ways += ((of - k + 1) as f64 / k as f64).ln();
            }
            let (k, rest) = (k as f64, (of - k) as f64);
            sum += (ways + k * probability.ln() + rest * (-probability).ln_1p()).exp();
        }
        sum
    }
}
