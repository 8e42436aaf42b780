//! The face models, from the settings and the data folder: the operator's own, or the built-in
//! ones, or none.

pub(crate) mod built_in;
pub(crate) mod calibration_file;
pub(crate) mod files;
pub(crate) mod models_file;
pub(crate) mod operator;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use credence_vision::face::{FaceModels, ModelInfo};

use crate::arguments::Settings;
use built_in::BuiltInFolder;
use operator::OperatorSetup;

/// What is said where no model is installed.
pub(crate) const NO_MODEL: &str = "No face model: faces are not compared; their check says \
     unavailable. Run `cargo up` with network once, or `credence models import FOLDER`.";

/// Models, loaded.
#[derive(Debug, Clone)]
pub(crate) struct LoadedFaces {
    /// The models; none where none are installed.
    pub(crate) models: Option<Arc<FaceModels>>,
    /// One sentence for the start.
    pub(crate) description: String,
}

/// Which models are in use.
#[derive(Debug)]
pub(crate) enum Installed {
    /// The operator's own, by their file.
    Operator(PathBuf),
    /// The built-in ones.
    BuiltIn(BuiltInFolder),
    /// None.
    None,
}

/// Loads the models in use. The operator's own are never replaced by others in silence: what is
/// wrong with them refuses to start.
pub(crate) fn load(settings: &Settings) -> Result<LoadedFaces> {
    let models = match installed(settings)? {
        Installed::Operator(file) => OperatorSetup::read(&file)?.calibrated()?.models()?,
        Installed::BuiltIn(folder) => folder.load()?,
        Installed::None => {
            return Ok(LoadedFaces {
                models: None,
                description: NO_MODEL.to_owned(),
            });
        }
    };
    let description = in_words(models.info());
    Ok(LoadedFaces {
        models: Some(Arc::new(models)),
        description,
    })
}

/// The models in use, for a command that needs some.
pub(crate) fn demand(settings: &Settings) -> Result<Arc<FaceModels>> {
    let loaded = load(settings)?;
    loaded.models.context(loaded.description)
}

/// Finds out which models are in use, without loading them.
pub(crate) fn installed(settings: &Settings) -> Result<Installed> {
    let file = models_file(settings);
    let is_there = file
        .try_exists()
        .with_context(|| format!("looking for {}", file.display()))?;
    if is_there {
        return Ok(Installed::Operator(file));
    }
    if settings.faces.models.is_some() {
        bail!(
            "CREDENCE_MODELS names {}, which is not there; unset it for the built-in models",
            file.display()
        );
    }
    let folder = BuiltInFolder::below(&settings.data);
    Ok(if folder.is_complete() {
        Installed::BuiltIn(folder)
    } else {
        Installed::None
    })
}

/// Where the operator's file is, or would be.
pub(crate) fn models_file(settings: &Settings) -> PathBuf {
    let own = settings.faces.models.clone();
    own.unwrap_or_else(|| models_folder(&settings.data).join("models.toml"))
}

fn models_folder(data: &Path) -> PathBuf {
    data.join("models")
}

fn in_words(info: &ModelInfo) -> String {
    if info.is_built_in {
        return format!(
            "Faces are compared by the built-in model {}, which is not calibrated: a reviewer decides.",
            info.id
        );
    }
    let calibration = match info.false_match_rate {
        Some(rate) => format!("calibrated, false match rate {rate}"),
        None => "not calibrated: a reviewer decides".to_owned(),
    };
    format!(
        "Faces are compared by the operator's model {}, {calibration}.",
        info.id
    )
}
