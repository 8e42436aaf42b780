//! Two pictures' faces compared, printed.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};
use credence_types::{FaceBand, FaceComparison, FaceMetric, FaceStatus};
use credence_vision::face::{Compared, compare};
use credence_vision::{MAX_BYTES, Picture, decode};

use crate::arguments::{FaceCommand, Settings};
use crate::assemble::faces;

/// Compares and prints.
pub(crate) fn face(settings: &Settings, command: &FaceCommand) -> Result<ExitCode> {
    let FaceCommand::Compare {
        document,
        selfie,
        json,
    } = command;
    let models = faces::demand(settings)?;
    let (document, selfie) = (open(document)?, open(selfie)?);
    let start = Instant::now();
    let compared = compare(Some(&models), Some(&document), Some(&selfie));
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    if *json {
        let text = serde_json::to_string_pretty(&compared.comparison).context("writing JSON")?;
        println!("{text}");
    } else {
        print!("{}", told(&compared, milliseconds));
    }
    Ok(ExitCode::SUCCESS)
}

fn open(file: &Path) -> Result<Picture> {
    let bytes = faces::files::read(file, MAX_BYTES as u64)?;
    decode(&bytes).with_context(|| format!("reading {}", file.display()))
}

/// A comparison as lines for a person.
fn told(compared: &Compared, milliseconds: f64) -> String {
    let comparison = &compared.comparison;
    let mut text = String::new();
    let mut line = |name: &str, words: String| {
        let _ = writeln!(text, "{name:<12} {words}");
    };
    line("status", status(comparison.status).to_owned());
    if let (Some(distance), Some(metric)) = (comparison.distance, comparison.metric) {
        let metric = match metric {
            FaceMetric::Euclidean => "Euclidean",
            FaceMetric::Cosine => "cosine",
        };
        line("distance", format!("{distance:.4} ({metric})"));
    }
    if let Some(band) = comparison.band {
        line("band", band_name(band).to_owned());
    }
    line("thresholds", thresholds(comparison));
    if let (Some(id), Some(sha256)) = (&comparison.model_id, &comparison.model_sha256) {
        line("model", format!("{id}, SHA-256 {sha256}"));
    }
    let calibrated = match (comparison.calibrated, comparison.false_match_rate) {
        (false, _) => "no: this comparison approves nobody".to_owned(),
        (true, None) => "yes".to_owned(),
        (true, Some(rate)) => format!("yes, false match rate {rate}"),
    };
    line("calibrated", calibrated);
    if !comparison.warnings.is_empty() {
        line("warnings", comparison.warnings.join(", "));
    }
    if let Some(quality) = &compared.selfie_quality {
        let advice: Vec<&str> = quality.faults.iter().map(|fault| fault.advice()).collect();
        let words = if advice.is_empty() {
            "good".to_owned()
        } else {
            advice.join(" ")
        };
        line("selfie", words);
    }
    line("time", format!("{milliseconds:.0} ms"));
    text
}

fn thresholds(comparison: &FaceComparison) -> String {
    match comparison.thresholds {
        Some(own) => format!(
            "consistent up to {}, mismatch above {}",
            own.consistent, own.mismatch
        ),
        None => "none".to_owned(),
    }
}

const fn status(status: FaceStatus) -> &'static str {
    match status {
        FaceStatus::Consistent => "consistent",
        FaceStatus::Review => "review: the distance is one of one person's pictures and of two's",
        FaceStatus::Mismatch => "mismatch",
        FaceStatus::NoFace => "no face found",
        FaceStatus::SeveralFaces => "several faces",
        FaceStatus::LowQuality => "too poor to judge by",
        FaceStatus::NoModel => "no model installed",
        FaceStatus::Error => "broke off",
    }
}

const fn band_name(band: FaceBand) -> &'static str {
    match band {
        FaceBand::Consistent => "consistent",
        FaceBand::Review => "review",
        FaceBand::Mismatch => "mismatch",
    }
}

#[cfg(test)]
mod tests {
    use credence_testkit::document::selfie;
    use credence_testkit::travel::{TravelChoices, TravelRecord};
    use credence_vision::face::FaceModels;

    use super::*;

    #[test]
    fn a_comparison_is_told_with_all_it_rests_on() {
        let models = FaceModels::seeded(5).unwrap();
        let person = TravelRecord::draw(7, &TravelChoices::default()).person;
        let drawn = selfie(&person).picture;
        let picture = Picture::from_rgb(drawn.width(), drawn.height(), drawn.into_raw()).unwrap();
        let compared = compare(Some(&models), Some(&picture), Some(&picture));
        let text = told(&compared, 212.4);
        let own = "consistent up to 0.4, mismatch above 0.6";
        for part in ["status", own, "seeded-random", "approves nobody", "212 ms"] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
    }
}
