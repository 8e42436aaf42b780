use crate::sample::Sample;

/// The least that must be read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Least {
    /// So many percent.
    Percent(f64),
    /// So many pictures.
    Count(usize),
}

/// What must hold for a corpus; floors only rise.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Floor {
    /// Exact readings.
    pub exact: Option<Least>,
    /// Percent of fields right among accepted readings.
    pub fields: Option<f64>,
    /// Accepted readings that may be wrong, in percent of the pictures; 0 for none.
    pub misread_percent: f64,
    /// Characters read wrongly, in percent of those printed.
    pub character_error_percent: Option<f64>,
    /// Median CPU milliseconds wanted on two quiet cores; not checked, see [`Row::slow`].
    pub median_milliseconds: Option<f64>,
    /// Peak memory in megabytes.
    pub peak_megabytes: Option<u64>,
}

/// The figures of one corpus.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What was read.
    pub corpus: String,
    /// Pictures or texts.
    pub images: usize,
    /// Read exactly; none for a set with nothing to read.
    pub exact: Option<usize>,
    /// Stood by.
    pub accepted: usize,
    /// Stood by though wrong; in a set with nothing to read, every reading.
    pub misread: usize,
    /// Right fields, of how many, among accepted readings.
    pub fields: Option<(u32, u32)>,
    /// Characters to change, insert or leave out, of how many that are printed.
    pub character_errors: Option<(usize, usize)>,
    /// Whether it shows a part of another row or the same pictures otherwise.
    pub is_part: bool,
    /// CPU milliseconds of one thread: the median.
    pub median_milliseconds: f64,
    /// Nine of ten are below.
    pub slow_milliseconds: f64,
    /// Peak memory of the process.
    pub peak_megabytes: Option<u64>,
    /// What must hold; none for a row that only informs.
    pub floor: Option<Floor>,
}

impl Row {
    /// Adds up samples of a corpus with something to read.
    pub(crate) fn of(corpus: impl Into<String>, samples: &[Sample], floor: Option<Floor>) -> Self {
        let count = |test: fn(&Sample) -> bool| samples.iter().filter(|s| test(s)).count();
        let fields = samples
            .iter()
            .filter_map(|sample| sample.fields)
            .reduce(|a, b| (a.0 + b.0, a.1 + b.1));
        let times = || samples.iter().map(|sample| sample.milliseconds).collect();
        Self {
            corpus: corpus.into(),
            images: samples.len(),
            exact: Some(count(|sample| sample.is_exact)),
            accepted: count(|sample| sample.is_accepted),
            misread: count(|sample| sample.is_misread),
            fields,
            character_errors: None,
            is_part: floor.is_none(),
            median_milliseconds: quantile(times(), 0.5),
            slow_milliseconds: quantile(times(), 0.9),
            peak_megabytes: None,
            floor,
        }
    }

    /// Adds up samples of a corpus with nothing to read, where every accepted reading is false.
    pub(crate) fn of_nothing(corpus: impl Into<String>, samples: &[Sample]) -> Self {
        let row = Self::of(corpus, samples, Some(Floor::default()));
        Self {
            exact: None,
            misread: row.accepted,
            ..row
        }
    }

    /// The same pictures as another row has, under a floor of their own.
    pub(crate) fn part(corpus: impl Into<String>, samples: &[Sample], floor: Floor) -> Self {
        Self {
            is_part: true,
            ..Self::of(corpus, samples, Some(floor))
        }
    }

    /// Percent of characters read wrongly.
    #[must_use]
    pub fn character_error_percent(&self) -> Option<f64> {
        let share = |(wrong, all): (usize, usize)| 100.0 * wrong as f64 / all.max(1) as f64;
        self.character_errors.map(share)
    }

    /// Percent read exactly.
    #[must_use]
    pub fn exact_percent(&self) -> Option<f64> {
        self.exact.map(|exact| percent(exact, self.images))
    }

    /// What does not hold whatever the machine, in words; empty when all does.
    #[must_use]
    pub fn broken(&self) -> Vec<String> {
        let Some(floor) = self.floor else {
            return Vec::new();
        };
        let mut broken = Vec::new();
        let mut must = |holds: bool, words: String| {
            if !holds {
                broken.push(format!("{}: {words}", self.corpus));
            }
        };
        if let (Some(least), Some(exact)) = (floor.exact, self.exact) {
            let (is_met, wanted) = match least {
                Least::Percent(least) => {
                    (percent(exact, self.images) >= least, format!("{least} %"))
                }
                Least::Count(least) => (exact >= least, least.to_string()),
            };
            let words = format!("{exact} of {} exact, at least {wanted} wanted", self.images);
            must(is_met, words);
        }
        let misreads = percent(self.misread, self.images);
        must(
            misreads <= floor.misread_percent,
            format!(
                "{} accepted but wrong, at most {} % allowed",
                self.misread, floor.misread_percent
            ),
        );
        if let (Some(least), Some((right, all))) = (floor.fields, self.fields) {
            let share = 100.0 * f64::from(right) / f64::from(all.max(1));
            must(
                share >= least,
                format!("{right} of {all} fields right, at least {least} % wanted"),
            );
        }
        if let (Some(most), Some(error)) = (
            floor.character_error_percent,
            self.character_error_percent(),
        ) {
            must(
                error <= most,
                format!("{error:.2} % of characters wrong, at most {most} % wanted"),
            );
        }
        if let (Some(most), Some(peak)) = (floor.peak_megabytes, self.peak_megabytes) {
            must(
                peak <= most,
                format!("{peak} MB at the peak, at most {most} MB wanted"),
            );
        }
        broken
    }

    /// The time that is longer than wanted, in words. It depends on the machine and on what else
    /// runs there.
    #[must_use]
    pub fn slow(&self) -> Option<String> {
        let most = self.floor?.median_milliseconds?;
        (self.median_milliseconds > most).then(|| {
            let median = self.median_milliseconds;
            format!(
                "{}: median {median:.0} ms, at most {most} ms wanted",
                self.corpus
            )
        })
    }
}

/// A share in percent; of nothing, all.
pub(crate) fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 100.0;
    }
    100.0 * part as f64 / whole as f64
}

/// The time below which that share of the times lies, between two of them in proportion; 0 of none.
pub(crate) fn quantile(mut times: Vec<f64>, share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    let at = share * times.len().saturating_sub(1) as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a small count"
    )]
    let before = at as usize;
    let time = |place: usize| times.get(place).or(times.last()).copied().unwrap_or(0.0);
    let (one, next) = (time(before), time(before + 1));
    one + (next - one) * at.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(exact: usize, wrong: usize, unread: usize) -> Vec<Sample> {
        let sample = |is_exact, is_accepted| Sample::new(is_exact, is_accepted, 10.0);
        [
            vec![sample(true, true); exact],
            vec![sample(false, true); wrong],
            vec![sample(false, false); unread],
        ]
        .concat()
    }

    #[test]
    fn a_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assert!((quantile(vec![4.0, 1.0, 2.0, 9.0], 0.5) - 3.0).abs() < 1e-9);
        assert!((quantile(vec![4.0, 1.0, 2.0], 0.5) - 2.0).abs() < 1e-9);
        assert!((quantile(vec![1.0, 2.0], 0.9) - 1.9).abs() < 1e-9);
        assert!(quantile(vec![7.0], 0.9) > 6.9 && quantile(Vec::new(), 0.5) < 1e-9);
    }

    #[test]
    fn a_broken_floor_says_which() {
        let floor = Floor {
            exact: Some(Least::Percent(95.0)),
            median_milliseconds: Some(5.0),
            ..Floor::default()
        };
        let row = Row::of("zones", &samples(90, 1, 9), Some(floor));
        assert_eq!(
            row.broken(),
            [
                "zones: 90 of 100 exact, at least 95 % wanted",
                "zones: 1 accepted but wrong, at most 0 % allowed",
            ]
        );
        let slow = "zones: median 10 ms, at most 5 ms wanted";
        assert_eq!(row.slow().as_deref(), Some(slow));
    }

    #[test]
    fn a_floor_that_holds_says_nothing() {
        let floor = Floor {
            exact: Some(Least::Count(90)),
            misread_percent: 1.0,
            ..Floor::default()
        };
        let row = Row::of("zones", &samples(90, 1, 9), Some(floor));
        assert!(row.broken().is_empty() && row.slow().is_none());
        assert!(
            Row::of("zones", &samples(0, 9, 9), None)
                .broken()
                .is_empty()
        );
    }

    #[test]
    fn any_reading_of_nothing_is_false() {
        let row = Row::of_nothing("nothing", &samples(0, 2, 98));
        assert_eq!((row.exact, row.misread), (None, 2));
        assert_eq!(row.broken().len(), 1);
    }
}
