use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use credence_accuracy::faces::{Choice, FaceReport, Findings, Reviews, Wanted};
use credence_types::{Clock, SystemClock};
use credence_vision::face::FaceModels;

use super::measuring::{measure_aloud, pairs_of, text_of, write_page};
use crate::arguments::{CalibrateArguments, Settings};
use crate::assemble::faces::calibration_file::CalibrationFile;
use crate::assemble::faces::operator::OperatorSetup;
use crate::assemble::faces::{Installed, NO_MODEL, files, installed};

/// The pairs do not support the wanted rate.
const NOT_SUPPORTED: u8 = 3;

/// Measures, chooses, and writes a calibration where the pairs support one.
pub(super) fn calibrate(settings: &Settings, arguments: &CalibrateArguments) -> Result<ExitCode> {
    let wanted = Wanted::new(arguments.wanted_fmr, arguments.mismatch_fnmr)
        .context("--wanted-fmr and --mismatch-fnmr are rates above a millionth and below a half")?;
    let (setup, models) = in_use(settings)?;
    if let Some(setup) = &setup
        && setup.file.thresholds.is_some()
        && !arguments.dry_run
    {
        bail!("remove [thresholds] from models.toml first: a calibration brings its own");
    }
    let list = pairs_of(&arguments.pairs)?;
    let reviews = reviews(arguments, &models)?;

    let measured = measure_aloud(&models, &list);
    let mut comparisons = measured.comparisons.clone();
    let reviewed = reviews.as_ref().map_or(0, |r| r.comparisons.list().len());
    if let Some(reviews) = reviews {
        comparisons.append(reviews.comparisons);
    }
    let choice = Choice::of(&comparisons, wanted);
    let report = FaceReport::of(Findings {
        model: models.info(),
        measured: &measured,
        comparisons: &comparisons,
        reviewed,
        choice: choice.as_ref().ok(),
    });
    println!("{report}");
    if let Some(file) = &arguments.html {
        write_page(file, &report)?;
    }
    let choice = choice?;
    let Some(setup) = setup else {
        println!("The built-in model never approves anybody by itself: nothing is written.");
        return Ok(ExitCode::SUCCESS);
    };
    write(
        &setup,
        &choice,
        reviewed,
        arguments.dry_run,
        SystemClock.now(),
    )
}

/// The models in use, without the calibration beside them: it is to be made anew.
fn in_use(settings: &Settings) -> Result<(Option<OperatorSetup>, FaceModels)> {
    match installed(settings)? {
        Installed::Operator(file) => {
            let setup = OperatorSetup::read(&file)?;
            let models = setup.models()?;
            Ok((Some(setup), models))
        }
        Installed::BuiltIn(folder) => Ok((None, folder.load()?)),
        Installed::None => bail!("{NO_MODEL}"),
    }
}

fn reviews(arguments: &CalibrateArguments, models: &FaceModels) -> Result<Option<Reviews>> {
    let Some(file) = &arguments.reviews else {
        return Ok(None);
    };
    let reviews = Reviews::read(&text_of(file)?, &models.info().sha256)
        .with_context(|| format!("reading {}", file.display()))?;
    if reviews.of_other_models > 0 {
        eprintln!(
            "{} reviewed cases were compared by another model and are left out",
            reviews.of_other_models
        );
    }
    Ok(Some(reviews))
}

fn write(
    setup: &OperatorSetup,
    choice: &Choice,
    reviewed: usize,
    is_dry_run: bool,
    now: DateTime<Utc>,
) -> Result<ExitCode> {
    let path = setup.calibration_path();
    let Some(calibration) = CalibrationFile::of(choice, &setup.file, reviewed, now) else {
        println!(
            "Nothing is written: the pairs do not support the wanted rate. Without calibrating, these \
             thresholds may stand in models.toml:\n\n[thresholds]\nconsistent = {:.4}\nmismatch = {:.4}",
            choice.thresholds.consistent, choice.thresholds.mismatch
        );
        if path.exists() {
            println!(
                "\nThe earlier {} is still in force. Remove it if these pairs are the better ones.",
                path.display()
            );
        }
        return Ok(ExitCode::from(NOT_SUPPORTED));
    };
    // What would be refused at the next start is not written.
    let text = calibration.to_text()?;
    CalibrationFile::parse(&text, &setup.file).context("judging the calibration")?;
    if is_dry_run {
        println!("A dry run: {} is not written.", path.display());
    } else {
        files::write(&path, text.as_bytes())?;
        println!("Written: {}. Restart what compares faces.", path.display());
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::assemble::faces::calibration_file::tests::choice;
    use crate::assemble::faces::models_file::EXAMPLE;

    fn is(code: ExitCode, other: ExitCode) -> bool {
        format!("{code:?}") == format!("{other:?}")
    }

    #[test]
    fn a_calibration_is_written_where_pairs_support_it_and_holds_until_something_changes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("models.toml");
        fs::write(&file, EXAMPLE).unwrap();
        let setup = OperatorSetup::read(&file).unwrap();
        let path = folder.path().join("calibration.toml");
        let calibrate = |pairs, is_dry_run| {
            write(&setup, &choice(pairs), 0, is_dry_run, SystemClock.now()).unwrap()
        };
        let read = || OperatorSetup::read(&file).unwrap().calibrated();

        assert!(is(calibrate(29_000, false), ExitCode::from(NOT_SUPPORTED)));
        assert!(is(calibrate(30_000, true), ExitCode::SUCCESS));
        assert!(!path.exists() && read().unwrap().calibration.is_none());
        assert!(is(calibrate(30_000, false), ExitCode::SUCCESS));
        assert_eq!(read().unwrap().calibration.unwrap().impostor_pairs, 30_000);

        // Too few pairs later neither replace nor remove what is in force.
        assert!(is(calibrate(29_000, false), ExitCode::from(NOT_SUPPORTED)));
        assert!(read().unwrap().calibration.is_some());

        fs::write(&file, EXAMPLE.replace("mean = 127.5", "mean = 0.0")).unwrap();
        let refused = format!("{:#}", read().unwrap_err());
        assert!(
            refused.contains("calibration.toml") && refused.contains("normalisation"),
            "{refused}"
        );
    }
}
