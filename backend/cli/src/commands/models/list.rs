use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use credence_vision::face::BUILT_IN_FILES;

use crate::arguments::Settings;
use crate::assemble::faces::built_in::BuiltInFolder;
use crate::assemble::faces::models_file::EXAMPLE;
use crate::assemble::faces::operator::OperatorSetup;
use crate::assemble::faces::{Installed, NO_MODEL, installed, models_file};

/// Prints what is installed and which of it is in use; verifies and loads nothing.
pub(super) fn list(settings: &Settings) -> Result<ExitCode> {
    let in_use = installed(settings)?;
    match &in_use {
        Installed::Operator(file) => print_operator(file)?,
        Installed::BuiltIn(_) | Installed::None => {
            println!(
                "operator's   none: {} is not there",
                models_file(settings).display()
            );
            println!("  Such a file names your own models, as in this example:\n");
            EXAMPLE
                .trim()
                .lines()
                .for_each(|line| println!("    {line}"));
            println!();
        }
    }
    print_built_in(&BuiltInFolder::below(&settings.data));
    println!(
        "\n{}",
        match in_use {
            Installed::Operator(_) =>
                "In use: the operator's. `credence models check` tries them out.",
            Installed::BuiltIn(_) =>
                "In use: the built-in ones. `credence models check` tries them out.",
            Installed::None => NO_MODEL,
        }
    );
    Ok(ExitCode::SUCCESS)
}

fn print_operator(path: &Path) -> Result<()> {
    let setup = OperatorSetup::read(path)?;
    let file = &setup.file;
    println!("operator's   {}, by {}", file.recogniser.id, path.display());
    let entry = |what: &str, path: &Path, sha256: &str, licence: &str| {
        println!("  {what:<10} {}", setup.resolve(path).display());
        println!("  {:<10} {sha256}", "SHA-256");
        println!("  {:<10} {licence}", "licence");
    };
    let (detector, recogniser) = (&file.detector, &file.recogniser);
    entry(
        "recogniser",
        &recogniser.path,
        &recogniser.sha256,
        &recogniser.licence,
    );
    entry(
        "detector",
        &detector.path,
        &detector.sha256,
        &detector.licence,
    );
    let stated = file.thresholds;
    match setup.calibrated() {
        Ok(OperatorSetup {
            calibration: Some(calibration),
            ..
        }) => {
            print_thresholds(calibration.consistent, calibration.mismatch);
            println!(
                "  calibrated on {}, {} pairs of two people: false match rate {} (95 %: {} to {}), wanted {}",
                calibration.made_at.format("%Y-%m-%d"),
                calibration.impostor_pairs,
                calibration.false_match_rate,
                calibration.false_match_interval[0],
                calibration.false_match_interval[1],
                calibration.wanted_fmr
            );
        }
        Ok(_) => {
            match stated {
                Some(own) => print_thresholds(own.consistent, own.mismatch),
                None => println!("  thresholds none: every comparison goes to a reviewer"),
            }
            println!("  calibrated no: `credence models calibrate PAIRS.csv` measures it");
        }
        Err(error) => println!("  calibrated NO, refused: {error:#}"),
    }
    Ok(())
}

fn print_thresholds(consistent: f64, mismatch: f64) {
    println!("  thresholds consistent up to {consistent}, mismatch above {mismatch}");
}

fn print_built_in(folder: &BuiltInFolder) {
    let missing = folder.missing();
    if missing.len() == BUILT_IN_FILES.len() {
        println!("built-in     none: {} is empty", folder.path().display());
        return;
    }
    println!(
        "built-in     @vladmandic/face-api 1.7.15, in {}",
        folder.path().display()
    );
    for file in BUILT_IN_FILES {
        let word = if missing.contains(&file.name) {
            "MISSING"
        } else {
            file.sha256
        };
        println!("  {word:<64} {}", file.name);
    }
    println!(
        "  licence    package MIT; recogniser's weights CC0 by origin, landmarks' training data not stated"
    );
    println!("  calibrated no, and never: it helps a reviewer and approves nobody by itself");
}
