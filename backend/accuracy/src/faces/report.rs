use std::fmt;

use credence_types::{FaceMetric, FaceThresholds};
use credence_vision::face::ModelInfo;

use super::choose::Choice;
use super::comparison::Comparisons;
use super::differential::differentials;
use super::distances::{CurvePoint, Distances};
use super::measure::{Measured, Stage};
use super::table::{Table, count, in_percent};
use super::tables::{at_rates, at_thresholds, by_group};
use super::verdict::{chosen, shown_to_fail};

const EUCLIDEAN: [f64; 6] = [0.35, 0.40, 0.45, 0.50, 0.55, 0.60];
/// Templates of length 1 are up to 2 apart, and those of two people about the root of 2.
const EUCLIDEAN_OF_UNITS: [f64; 6] = [0.80, 0.90, 1.00, 1.10, 1.20, 1.30];
const COSINE: [f64; 6] = [0.30, 0.40, 0.50, 0.60, 0.70, 0.80];

/// What a model made of labelled pairs, for a terminal or a page. It holds no names of files.
#[derive(Debug, Clone, PartialEq)]
pub struct FaceReport {
    pub(super) title: String,
    pub(super) facts: Vec<String>,
    pub(super) tables: Vec<Table>,
    pub(super) curve: Vec<CurvePoint>,
    pub(super) conclusions: Vec<String>,
    pub(super) cautions: Vec<&'static str>,
    broken: Vec<String>,
}

/// What a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// The model.
    pub model: &'a ModelInfo,
    /// What it made of pictures.
    pub measured: &'a Measured,
    /// The pairs of the pictures, with reviewed cases where there are any.
    pub comparisons: &'a Comparisons,
    /// How many of them are reviewed cases.
    pub reviewed: usize,
    /// The thresholds chosen by them.
    pub choice: Option<&'a Choice>,
}

impl FaceReport {
    /// Puts it together.
    #[must_use]
    pub fn of(findings: Findings<'_>) -> Self {
        let Findings {
            model,
            measured,
            comparisons,
            reviewed,
            choice,
        } = findings;
        let distances = Distances::of(comparisons.list());
        let thresholds = choice.map(|choice| choice.thresholds).or(model.thresholds);
        let mut tables = vec![
            at_thresholds(&distances, &shown(model, thresholds)),
            at_rates(&distances),
        ];
        if let Some(thresholds) = thresholds {
            let threshold = thresholds.consistent;
            let groups = differentials(comparisons, threshold);
            tables.extend(groups.iter().map(|column| by_group(column, threshold)));
        }
        if !measured.stages.is_empty() {
            tables.push(times(&measured.stages));
        }
        let mut facts = facts(measured, &distances, reviewed);
        if let Some(area) = distances.area_under_curve() {
            facts.push(format!("area under the curve {area:.4}"));
        }
        Self {
            title: title(model),
            facts,
            tables,
            curve: distances.curve(),
            conclusions: choice.map(chosen).unwrap_or_default(),
            cautions: cautions(model, reviewed),
            broken: shown_to_fail(model, measured, &distances),
        }
    }

    /// What the pairs show to be worse than NIST asks at the model's own thresholds, and what could
    /// not be read, in words.
    #[must_use]
    pub fn broken(&self) -> &[String] {
        &self.broken
    }
}

fn title(model: &ModelInfo) -> String {
    let origin = if model.is_built_in {
        "built-in"
    } else {
        "operator's"
    };
    let metric = match model.metric {
        FaceMetric::Euclidean => "Euclidean",
        FaceMetric::Cosine => "cosine",
    };
    let sha256: String = model.sha256.chars().take(12).collect();
    format!(
        "Faces by {} ({origin}, SHA-256 {sha256}…), {metric} distance",
        model.id
    )
}

fn facts(measured: &Measured, distances: &Distances, reviewed: usize) -> Vec<String> {
    let with_face = super::Share::new(measured.with_face() as u64, measured.readable() as u64);
    let detected = with_face.rate().map_or_else(String::new, |rate| {
        format!(
            ", with a face {} ({} %)",
            measured.with_face(),
            in_percent(rate)
        )
    });
    let mut facts = vec![
        format!(
            "pictures {}, readable {}{detected}, with several faces {}",
            measured.pictures,
            measured.readable(),
            measured.with_several.len()
        ),
        format!(
            "compared: {} pairs of one person, {} of two; not compared because of a picture: {} and {}",
            distances.genuine_pairs(),
            distances.impostor_pairs(),
            measured.genuine_not_compared,
            measured.impostor_not_compared
        ),
    ];
    if measured.genuine_not_compared > 0 && reviewed == 0 {
        let genuine = distances.genuine_pairs() + measured.genuine_not_compared;
        let lost = super::Share::new(measured.genuine_not_compared as u64, genuine as u64);
        facts.push(format!(
            "{} pairs of one person were lost to pictures, which the rates below leave out",
            count(lost)
        ));
    }
    if reviewed > 0 {
        facts.push(format!("{reviewed} of the comparisons are reviewed cases"));
    }
    facts
}

/// The thresholds of the table: round ones, and those that are in force or chosen.
fn shown(model: &ModelInfo, thresholds: Option<FaceThresholds>) -> Vec<f64> {
    let round = match model.metric {
        FaceMetric::Cosine => COSINE,
        FaceMetric::Euclidean if model.is_built_in => EUCLIDEAN,
        FaceMetric::Euclidean => EUCLIDEAN_OF_UNITS,
    };
    let own = thresholds.map(|own| [own.consistent, own.mismatch]);
    let mut shown: Vec<f64> = round.into_iter().chain(own.into_iter().flatten()).collect();
    shown.sort_by(f64::total_cmp);
    shown.dedup_by(|a, b| (*a - *b).abs() < 1e-6);
    shown
}

fn times(stages: &[Stage]) -> Table {
    let row = |stage: &Stage| {
        vec![
            stage.name.to_owned(),
            format!("{:.1}", stage.median_milliseconds),
            format!("{:.1}", stage.slow_milliseconds),
        ]
    };
    Table {
        title: "CPU milliseconds of one picture".to_owned(),
        note: String::new(),
        columns: vec!["stage", "ms 50 %", "ms 90 %"],
        rows: stages.iter().map(row).collect(),
    }
}

fn cautions(model: &ModelInfo, reviewed: usize) -> Vec<&'static str> {
    let mut cautions = vec![
        "Pairs that share a person or a picture are not independent, so every interval is narrower \
         than it should be: the number of people counts more than that of pairs.",
        "Rates hold for pictures like these. The service compares portraits on documents with \
         selfies.",
        "An impostor here is anybody else. One who was chosen for looking alike matches more often.",
    ];
    if reviewed > 0 {
        cautions.push(
            "Reviewed cases are those that a reviewer was asked about, not a sample of everybody.",
        );
    }
    if model.is_built_in {
        cautions.push(
            "The built-in model matches some groups' people far more often than others', and never \
             approves anybody by itself.",
        );
    }
    cautions
}

impl fmt::Display for FaceReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title)?;
        self.facts
            .iter()
            .try_for_each(|fact| writeln!(f, "  {fact}"))?;
        self.tables
            .iter()
            .try_for_each(|table| write!(f, "{table}"))?;
        let mut list = |title: &str, lines: &mut dyn Iterator<Item = &str>| {
            let mut lines = lines.peekable();
            if lines.peek().is_some() {
                writeln!(f, "\n{title}")?;
            }
            lines.try_for_each(|line| writeln!(f, "  {line}"))
        };
        list(
            "Thresholds",
            &mut self.conclusions.iter().map(String::as_str),
        )?;
        list(
            "Worse than wanted",
            &mut self.broken.iter().map(String::as_str),
        )?;
        list("Read with care", &mut self.cautions.iter().copied())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use super::super::comparison::Comparison;
    use super::super::wanted::Wanted;
    use super::*;

    pub(in super::super) fn model(is_built_in: bool) -> ModelInfo {
        ModelInfo {
            id: "a <model>".to_owned(),
            sha256: "ab".repeat(32),
            metric: FaceMetric::Euclidean,
            thresholds: Some(FaceThresholds {
                consistent: 0.4,
                mismatch: 0.6,
            }),
            is_calibrated: false,
            false_match_rate: None,
            is_built_in,
        }
    }

    pub(in super::super) fn comparisons() -> Comparisons {
        let mut comparisons = Comparisons::new(vec!["group".to_owned()]);
        for n in 0..100_u32 {
            let labels = vec![Some(Arc::from(if n % 2 == 0 { "x" } else { "<y>" }))];
            let distance = 0.2 + f64::from(n) * 0.002;
            comparisons.push(Comparison::new(distance, true, labels.clone()).unwrap());
            comparisons.push(Comparison::new(distance + 0.3, false, labels).unwrap());
        }
        comparisons
    }

    pub(in super::super) fn report() -> FaceReport {
        let (comparisons, model) = (comparisons(), model(true));
        let choice = Choice::of(&comparisons, Wanted::default()).unwrap();
        FaceReport::of(Findings {
            model: &model,
            measured: &Measured {
                pictures: 20,
                genuine_not_compared: 1,
                ..Measured::default()
            },
            comparisons: &comparisons,
            reviewed: 0,
            choice: Some(&choice),
        })
    }

    #[test]
    fn the_text_says_counts_rates_groups_and_cautions() {
        let text = report().to_string();
        for part in [
            "Faces by a <model> (built-in",
            "pictures 20, readable 20, with a face 20 (100 %)",
            "compared: 100 pairs of one person, 100 of two",
            "1 of 101 pairs of one person were lost",
            "area under the curve",
            "By group",
            "<y>",
            "not independent",
            "29,956 pairs of two people",
            "never approves",
        ] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
    }

    #[test]
    fn thresholds_follow_the_metric_and_the_models_own_stand_among_them() {
        let mut own = model(false);
        let shown_of = |model: &ModelInfo| shown(model, model.thresholds);
        assert_eq!(shown_of(&model(true)), EUCLIDEAN);
        assert_eq!(shown_of(&own).len(), 8);
        own.metric = FaceMetric::Cosine;
        own.thresholds = None;
        assert_eq!(shown_of(&own), COSINE);
    }
}
