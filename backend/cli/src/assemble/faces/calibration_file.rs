//! `calibration.toml`: what the operator measured on pairs of their own. It is judged anew by its
//! counts at every start, so that a rate that they do not support calibrates nothing.

use anyhow::{Context, Result, anyhow, bail, ensure};
use chrono::{DateTime, SecondsFormat, Utc};
use credence_accuracy::faces::{Choice, Objection, Share, Wanted};
use credence_types::{FaceMetric, FaceThresholds};
use serde::{Deserialize, Serialize};

use super::models_file::ModelsFile;

/// Rates in the file are those of its counts to within this.
const ROUNDING: f64 = 1e-9;

/// What stands in the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CalibrationFile {
    pub(crate) model_sha256: String,
    pub(crate) consistent: f64,
    pub(crate) mismatch: f64,
    pub(crate) wanted_fmr: f64,
    pub(crate) false_match_rate: f64,
    pub(crate) false_match_interval: [f64; 2],
    pub(crate) false_non_match_rate: f64,
    pub(crate) impostor_pairs: u64,
    pub(crate) false_matches: u64,
    pub(crate) genuine_pairs: u64,
    pub(crate) false_non_matches: u64,
    /// Reviewed cases among the pairs.
    pub(crate) reviewed: u64,
    pub(crate) made_at: DateTime<Utc>,
    pub(crate) made_from: MadeFrom,
    pub(crate) measured_with: MeasuredWith,
    #[serde(default)]
    pub(crate) groups: Vec<GroupCounts>,
}

/// What the pairs came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum MadeFrom {
    #[serde(rename = "pairs")]
    Pairs,
    #[serde(rename = "pairs+reviews")]
    PairsAndReviews,
}

/// What else distances depend on: with any of it changed, the calibration is of something else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeasuredWith {
    pub(crate) detector_sha256: String,
    pub(crate) mean: f64,
    pub(crate) deviation: f64,
    pub(crate) channel_order: String,
    pub(crate) metric: FaceMetric,
}

impl MeasuredWith {
    pub(crate) fn of(file: &ModelsFile) -> Self {
        Self {
            detector_sha256: file.detector.sha256.to_ascii_lowercase(),
            mean: file.recogniser.mean.into(),
            deviation: file.recogniser.deviation.into(),
            channel_order: file.recogniser.channel_order.as_str().to_owned(),
            metric: file.recogniser.metric,
        }
    }
}

/// The counts of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupCounts {
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) impostor_pairs: u64,
    pub(crate) false_matches: u64,
    pub(crate) genuine_pairs: u64,
    pub(crate) false_non_matches: u64,
}

impl CalibrationFile {
    /// What was chosen for a model; none where the pairs do not support the wanted rate.
    pub(crate) fn of(
        choice: &Choice,
        file: &ModelsFile,
        reviewed: usize,
        made_at: DateTime<Utc>,
    ) -> Option<Self> {
        if !choice.is_supported() {
            return None;
        }
        let (low, high) = choice.false_matches.interval();
        let groups = choice.groups().map(|group| GroupCounts {
            label: group.column.clone(),
            value: group.value.clone(),
            impostor_pairs: group.false_matches.of,
            false_matches: group.false_matches.count,
            genuine_pairs: group.false_non_matches.of,
            false_non_matches: group.false_non_matches.count,
        });
        Some(Self {
            model_sha256: file.recogniser.sha256.to_ascii_lowercase(),
            consistent: choice.thresholds.consistent,
            mismatch: choice.thresholds.mismatch,
            wanted_fmr: choice.wanted.false_match_rate(),
            false_match_rate: choice.false_matches.rate()?,
            false_match_interval: [low, high],
            false_non_match_rate: choice.false_non_matches.rate()?,
            impostor_pairs: choice.false_matches.of,
            false_matches: choice.false_matches.count,
            genuine_pairs: choice.false_non_matches.of,
            false_non_matches: choice.false_non_matches.count,
            reviewed: reviewed as u64,
            made_at,
            made_from: if reviewed > 0 {
                MadeFrom::PairsAndReviews
            } else {
                MadeFrom::Pairs
            },
            measured_with: MeasuredWith::of(file),
            groups: groups.collect(),
        })
    }

    /// The file's text.
    pub(crate) fn to_text(&self) -> Result<String> {
        let body = toml::to_string(self).context("writing a calibration")?;
        Ok(format!(
            "# Written by `credence models calibrate` at {}. What is changed by hand vouches for nothing.\n\n{body}",
            self.made_at.to_rfc3339_opts(SecondsFormat::Secs, true)
        ))
    }

    /// Parses a file and judges whether it calibrates this model.
    pub(crate) fn parse(text: &str, models: &ModelsFile) -> Result<Self> {
        let file: Self = toml::from_str(text).map_err(|error| anyhow!("{error}"))?;
        file.judge(models)?;
        Ok(file)
    }

    /// Where the bands begin.
    pub(crate) const fn thresholds(&self) -> FaceThresholds {
        FaceThresholds {
            consistent: self.consistent,
            mismatch: self.mismatch,
        }
    }

    fn judge(&self, models: &ModelsFile) -> Result<()> {
        if !self
            .model_sha256
            .eq_ignore_ascii_case(&models.recogniser.sha256)
        {
            bail!("it is of another model, by its SHA-256");
        }
        if self.measured_with != MeasuredWith::of(models) {
            bail!(
                "it was measured with another detector, normalisation, channel order or metric than \
                 models.toml names"
            );
        }
        ensure!(
            self.thresholds().is_sound(),
            "its thresholds are negative, out of order or no numbers"
        );
        ensure!(
            models.thresholds.is_none_or(|own| own == self.thresholds()),
            "models.toml states other thresholds; remove its [thresholds], or the calibration"
        );
        let false_matches = counted(self.false_matches, self.impostor_pairs)?;
        let missed = counted(self.false_non_matches, self.genuine_pairs)?;
        let is_rate = |rate: f64, share: Share| {
            share
                .rate()
                .is_some_and(|counted| (counted - rate).abs() <= ROUNDING)
        };
        let [low, high] = self.false_match_interval;
        let bounds = false_matches.interval();
        let is_own_interval =
            (low - bounds.0).abs() <= ROUNDING && (high - bounds.1).abs() <= ROUNDING;
        ensure!(
            is_rate(self.false_match_rate, false_matches)
                && is_rate(self.false_non_match_rate, missed)
                && is_own_interval,
            "its rates are not those of its counts"
        );
        let wanted = Wanted::new(self.wanted_fmr, Wanted::default().mismatch_rate());
        let wanted = wanted.context("its wanted_fmr is no rate")?;
        let mut groups = Vec::new();
        for group in &self.groups {
            let share = counted(group.false_matches, group.impostor_pairs)?;
            groups.push((group.value.as_str(), share));
        }
        match wanted.objection(false_matches, groups) {
            None => Ok(()),
            Some(Objection::TooFewPairs) => bail!(
                "its {} pairs of two people are too few for a false match rate of {}: {} are needed",
                self.impostor_pairs,
                self.wanted_fmr,
                wanted.impostor_pairs_needed()
            ),
            Some(Objection::TooManyFalseMatches) => bail!(
                "its {} false matches of {} are too many for a rate of {}",
                self.false_matches,
                self.impostor_pairs,
                self.wanted_fmr
            ),
            Some(Objection::TooLoose) => bail!(
                "its false match rate of {} is too high to approve anybody by",
                self.wanted_fmr
            ),
            Some(Objection::WorseGroup(_)) => bail!(
                "one of its groups is shown to have more false matches than {}",
                self.wanted_fmr
            ),
        }
    }
}

/// A share whose count is not above the whole.
fn counted(count: u64, of: u64) -> Result<Share> {
    ensure!(
        count <= of && of <= u64::from(u32::MAX),
        "it counts more errors than pairs, or more pairs than anybody has"
    );
    Ok(Share::new(count, of))
}

#[cfg(test)]
pub(crate) mod tests {
    use chrono::TimeZone;
    use credence_accuracy::faces::{Comparison, Comparisons};

    use super::super::models_file::EXAMPLE;
    use super::*;

    fn models() -> ModelsFile {
        ModelsFile::parse(EXAMPLE).unwrap()
    }

    /// So many pairs of two people, all far apart, and 400 of one person, all near.
    pub(crate) fn choice(impostor_pairs: usize) -> Choice {
        let mut comparisons = Comparisons::new(vec!["document_country".to_owned()]);
        let label = |name: &str| vec![Some(std::sync::Arc::from(name))];
        for n in 0..impostor_pairs {
            let country = label(if n % 100 == 0 { "JPN" } else { "GBR" });
            comparisons.push(Comparison::new(0.9, false, country).unwrap());
        }
        for _ in 0..400 {
            comparisons.push(Comparison::new(0.3, true, label("GBR")).unwrap());
        }
        Choice::of(&comparisons, Wanted::default()).unwrap()
    }

    fn calibration() -> CalibrationFile {
        let at = Utc.with_ymd_and_hms(2026, 7, 1, 9, 30, 0).unwrap();
        CalibrationFile::of(&choice(30_000), &models(), 0, at).unwrap()
    }

    #[test]
    fn what_is_written_is_taken_up() {
        let calibration = calibration();
        let text = calibration.to_text().unwrap();
        assert!(text.contains("made_from = \"pairs\""), "{text}");
        assert_eq!(
            CalibrationFile::parse(&text, &models()).unwrap(),
            calibration
        );
        assert_eq!(calibration.groups.len(), 2);
    }

    #[test]
    fn too_few_pairs_write_nothing() {
        let at = Utc.with_ymd_and_hms(2026, 7, 1, 9, 30, 0).unwrap();
        assert_eq!(CalibrationFile::of(&choice(29_000), &models(), 0, at), None);
    }

    /// What parsing says of the file after a change.
    fn refused(change: impl Fn(&mut CalibrationFile)) -> String {
        let mut file = calibration();
        change(&mut file);
        let text = file.to_text().unwrap();
        CalibrationFile::parse(&text, &models())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_calibration_of_something_else_is_refused() {
        let words = refused(|file| file.model_sha256 = "00".repeat(32));
        assert!(words.contains("another model"), "{words}");
        for change in [
            |file: &mut CalibrationFile| file.measured_with.mean = 0.0,
            |file: &mut CalibrationFile| file.measured_with.detector_sha256 = "00".repeat(32),
            |file: &mut CalibrationFile| file.measured_with.metric = FaceMetric::Euclidean,
            |file: &mut CalibrationFile| file.measured_with.channel_order = "bgr".to_owned(),
        ] {
            let words = refused(change);
            assert!(words.contains("another detector"), "{words}");
        }
        let with_others = format!("{EXAMPLE}[thresholds]\nconsistent = 0.1\nmismatch = 0.6\n");
        let models = ModelsFile::parse(&with_others).unwrap();
        let text = calibration().to_text().unwrap();
        let words = CalibrationFile::parse(&text, &models)
            .unwrap_err()
            .to_string();
        assert!(words.contains("[thresholds]"), "{words}");
    }

    #[test]
    fn a_rate_that_the_counts_do_not_support_is_refused() {
        for (words, change) in [
            (
                "thresholds",
                (|file| file.mismatch = 0.1) as fn(&mut CalibrationFile),
            ),
            ("thresholds", |file| file.consistent = f64::NAN),
            ("not those of its counts", |file| file.false_matches = 3),
            ("not those of its counts", |file| {
                file.false_match_rate = 0.1
            }),
            ("not those of its counts", |file| {
                file.false_match_interval = [0.0, 0.0]
            }),
            ("not those of its counts", |file| {
                file.impostor_pairs = 60_000
            }),
            ("no rate", |file| file.wanted_fmr = 0.0),
            ("too few", |file| file.wanted_fmr = 1e-5),
            ("too high to approve", |file| file.wanted_fmr = 0.01),
            ("more errors than pairs", |file| file.false_matches = 40_000),
            ("groups", |file| {
                file.groups
                    .iter_mut()
                    .for_each(|group| group.false_matches = 40);
            }),
        ] {
            let found = refused(change);
            assert!(found.contains(words), "{words}: {found}");
        }
    }

    #[test]
    fn counts_at_their_limit_are_judged_in_time() {
        let words = refused(|file| {
            file.impostor_pairs = u64::from(u32::MAX);
            file.false_matches = u64::from(u32::MAX) / 2;
        });
        assert!(words.contains("counts"), "{words}");
        assert!(CalibrationFile::parse("model_sha256 = 3", &models()).is_err());
    }
}
