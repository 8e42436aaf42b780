use std::process::ExitCode;

use anyhow::{Result, bail};
use credence_vision::face::FaceModels;

use crate::arguments::Settings;
use crate::assemble::faces::built_in::BuiltInFolder;
use crate::assemble::faces::operator::OperatorSetup;
use crate::assemble::faces::{Installed, NO_MODEL, installed};

/// Verifies, loads and tries out everything that is installed, also what is not in use.
pub(super) fn check(settings: &Settings) -> Result<ExitCode> {
    let mut is_good = true;
    let mut tell = |what: &str, result: Result<String>| match result {
        Ok(words) => println!("ok    {what}: {words}"),
        Err(error) => {
            is_good = false;
            println!("BAD   {what}: {error:#}");
        }
    };
    let folder = BuiltInFolder::below(&settings.data);
    match installed(settings) {
        Ok(Installed::Operator(file)) => {
            tell(
                "operator's models",
                OperatorSetup::read(&file).and_then(|setup| tried(&setup.models()?)),
            );
            let calibration = OperatorSetup::read(&file).and_then(OperatorSetup::calibrated);
            tell(
                "calibration",
                calibration.map(|setup| match setup.calibration {
                    Some(of) => format!("false match rate {}", of.false_match_rate),
                    None => "none, so a reviewer decides".to_owned(),
                }),
            );
        }
        Ok(Installed::BuiltIn(_)) => {}
        Ok(Installed::None) if folder.path().exists() => {}
        Ok(Installed::None) => bail!("{NO_MODEL}"),
        Err(error) => tell("operator's models", Err(error)),
    }
    if folder.path().exists() {
        tell("built-in models", built_in(&folder));
    }
    Ok(if is_good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn built_in(folder: &BuiltInFolder) -> Result<String> {
    let missing = folder.missing();
    if !missing.is_empty() {
        bail!(
            "{} lacks {}; fill it with `credence models import FOLDER`",
            folder.path().display(),
            missing.join(", ")
        );
    }
    tried(&folder.load()?)
}

fn tried(models: &FaceModels) -> Result<String> {
    models.try_out()?;
    Ok(format!(
        "{} is verified, loads and answers",
        models.info().id
    ))
}
