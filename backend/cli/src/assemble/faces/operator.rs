//! The operator's own models, from `models.toml` and what it names.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use credence_vision::face::{
    Calibration, DetectorFile, FaceModels, MAX_MODEL_BYTES, OperatorModels, RecogniserFile,
};

use super::calibration_file::CalibrationFile;
use super::files;
use super::models_file::ModelsFile;

const CALIBRATION_FILE: &str = "calibration.toml";

/// What `models.toml` says, with a calibration where there is one and it is asked for.
#[derive(Debug, Clone)]
pub(crate) struct OperatorSetup {
    path: PathBuf,
    pub(crate) file: ModelsFile,
    pub(crate) calibration: Option<CalibrationFile>,
}

impl OperatorSetup {
    /// Reads `models.toml` alone: the models with what it says of thresholds, not calibrated.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let file = ModelsFile::parse(&files::read_text(path)?)
            .with_context(|| format!("reading {}", path.display()))?;
        Ok(Self {
            path: path.to_owned(),
            file,
            calibration: None,
        })
    }

    /// Takes up the calibration beside it. One that is there and does not fit is an error, so that
    /// nobody takes a model for calibrated that is not.
    pub(crate) fn calibrated(self) -> Result<Self> {
        let path = self.calibration_path();
        let is_there = path
            .try_exists()
            .with_context(|| format!("looking for {}", path.display()))?;
        if !is_there {
            return Ok(self);
        }
        let calibration = CalibrationFile::parse(&files::read_text(&path)?, &self.file);
        let calibration = calibration.with_context(|| {
            format!(
                "taking up {}; measure anew with `credence models calibrate PAIRS.csv`, or remove it",
                path.display()
            )
        })?;
        Ok(Self {
            calibration: Some(calibration),
            ..self
        })
    }

    /// Where the calibration is, or would be.
    pub(crate) fn calibration_path(&self) -> PathBuf {
        self.path.with_file_name(CALIBRATION_FILE)
    }

    /// A path of the file, from the file's folder.
    pub(crate) fn resolve(&self, path: &Path) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(path)
    }

    /// Verifies, loads and tries out.
    pub(crate) fn models(&self) -> Result<FaceModels> {
        let ModelsFile {
            detector,
            recogniser,
            thresholds,
        } = &self.file;
        let read = |path: &Path| files::read(&self.resolve(path), MAX_MODEL_BYTES as u64);
        let calibration = self.calibration.as_ref();
        let models = OperatorModels {
            detector: DetectorFile {
                bytes: read(&detector.path)?,
                sha256: detector.sha256.clone(),
            },
            recogniser: RecogniserFile {
                id: recogniser.id.clone(),
                bytes: read(&recogniser.path)?,
                sha256: recogniser.sha256.clone(),
                mean: recogniser.mean,
                deviation: recogniser.deviation,
                channel_order: recogniser.channel_order.into(),
                metric: recogniser.metric,
                thresholds: calibration.map(CalibrationFile::thresholds).or(*thresholds),
                calibration: calibration.map(|calibration| Calibration {
                    false_match_rate: calibration.false_match_rate,
                    model_sha256: calibration.model_sha256.clone(),
                }),
            },
        };
        FaceModels::operator(models)
            .with_context(|| format!("loading the models that {} names", self.path.display()))
    }
}
