use credence_types::{FaceMetric, FaceThresholds};

use super::built_in::BuiltIn;
use super::files::BUILT_IN_FILES;
use super::operator::Operator;
use super::weights::Weights;
use super::{BuiltInFiles, FaceFault, FoundFace, ModelError, OperatorModels, Template};
use crate::geometry::Point;
use crate::picture::Picture;

/// Where the built-in recogniser's bands begin, measured on 172 pairs of one person and 6,161 of
/// two, pictures of celebrities from the web: of the former 51 % lie below the first and all below
/// the second; of the latter none below the first and 42 below the second, 39 of those 42 among 45
/// pairs of ten Japanese actors.
const BUILT_IN_THRESHOLDS: FaceThresholds = FaceThresholds {
    consistent: 0.40,
    mismatch: 0.60,
};

const BUILT_IN_ID: &str = "face-api-1.7.15-recognition";
const SEEDED_ID: &str = "seeded-random";

/// What a comparison rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelInfo {
    /// The recogniser's name.
    pub id: String,
    /// The SHA-256 of the recogniser's file, in hexadecimal digits.
    pub sha256: String,
    /// How its templates are compared.
    pub metric: FaceMetric,
    /// Where its bands begin; without, every comparison goes to a reviewer.
    pub thresholds: Option<FaceThresholds>,
    /// Whether the thresholds were measured on the operator's own pairs for this very model.
    pub is_calibrated: bool,
    /// The false match rate measured at `thresholds.consistent`; only where calibrated.
    pub false_match_rate: Option<f64>,
    /// Whether it is the model of the pinned package.
    pub is_built_in: bool,
}

/// A detector and a recogniser, loaded once and shared by all threads.
pub struct FaceModels {
    info: ModelInfo,
    kind: Kind,
}

enum Kind {
    BuiltIn(BuiltIn),
    Operator(Operator),
}

impl FaceModels {
    /// The models of the pinned package.
    ///
    /// # Errors
    /// When a file is not the pinned one.
    pub fn built_in(files: &BuiltInFiles<'_>) -> Result<Self, ModelError> {
        files.verify()?;
        let recognition = Weights::read(files.recognition_manifest, files.recognition_weights)?;
        let landmark = Weights::read(files.landmark_manifest, files.landmark_weights)?;
        let [_, weights, ..] = BUILT_IN_FILES;
        Ok(Self {
            info: uncalibrated(BUILT_IN_ID, weights.sha256, true),
            kind: Kind::BuiltIn(BuiltIn::new(recognition, landmark)?),
        })
    }

    /// An operator's own models, after a trial.
    ///
    /// # Errors
    /// When a file is not the pinned one or no network of its kind, fails the trial, or when
    /// normalisation, thresholds or calibration are unusable.
    pub fn operator(models: OperatorModels) -> Result<Self, ModelError> {
        let recogniser = &models.recogniser;
        let calibration = recogniser.calibration.as_ref();
        let info = ModelInfo {
            id: recogniser.id.clone(),
            sha256: recogniser.sha256.to_ascii_lowercase(),
            metric: recogniser.metric,
            thresholds: recogniser.thresholds,
            is_calibrated: calibration.is_some(),
            false_match_rate: calibration.map(|calibration| calibration.false_match_rate),
            is_built_in: false,
        };
        Ok(Self {
            info,
            kind: Kind::Operator(Operator::new(models)?),
        })
    }

    /// Networks of the built-in shape with random weights: the same seed gives the same. They tell
    /// nobody apart; for tests where there are no weights.
    ///
    /// # Errors
    /// When the runtime refuses them.
    #[doc(hidden)]
    pub fn seeded(seed: u64) -> Result<Self, ModelError> {
        Ok(Self {
            info: uncalibrated(SEEDED_ID, &"0".repeat(64), false),
            kind: Kind::BuiltIn(BuiltIn::new(Weights::Drawn(seed), Weights::Drawn(seed))?),
        })
    }

    /// What they are.
    #[must_use]
    pub const fn info(&self) -> &ModelInfo {
        &self.info
    }

    /// Whether the recogniser says the same twice and another thing of another picture.
    ///
    /// # Errors
    /// When it does not.
    pub fn try_out(&self) -> Result<(), ModelError> {
        match &self.kind {
            Kind::BuiltIn(built_in) => built_in.try_recogniser(),
            Kind::Operator(operator) => operator.try_recogniser(),
        }
    }

    /// Every face in a picture, surest first; where none is upright, in the picture turned by
    /// quarters. About 150 ms.
    ///
    /// # Errors
    /// When the picture cannot hold a face or a model breaks off.
    pub fn faces(&self, picture: &Picture) -> Result<Vec<FoundFace>, FaceFault> {
        match &self.kind {
            Kind::BuiltIn(built_in) => built_in.faces(picture),
            Kind::Operator(operator) => operator.yunet.faces(picture),
        }
    }

    /// [`faces`](Self::faces) of a picture that shows little else, as a selfie does: quicker.
    pub(super) fn large_faces(&self, picture: &Picture) -> Result<Vec<FoundFace>, FaceFault> {
        match &self.kind {
            Kind::BuiltIn(built_in) => built_in.large_faces(picture),
            Kind::Operator(operator) => operator.yunet.faces(picture),
        }
    }

    /// The template of a face that was found in this picture.
    ///
    /// # Errors
    /// When the face has no extent or the recogniser breaks off.
    pub fn template(&self, picture: &Picture, face: &FoundFace) -> Result<Template, FaceFault> {
        match &self.kind {
            Kind::BuiltIn(built_in) => built_in.template(picture, face),
            Kind::Operator(operator) => operator.template(picture, face),
        }
    }

    /// The template of a face that fills a picture, aligned as the recogniser wants it.
    ///
    /// # Errors
    /// When the recogniser breaks off.
    pub fn template_of_chip(&self, chip: &Picture) -> Result<Template, FaceFault> {
        match &self.kind {
            Kind::BuiltIn(built_in) => built_in.template_of_chip(chip),
            Kind::Operator(operator) => operator.template_of_chip(chip),
        }
    }

    /// The 68 landmarks of a face that fills a picture, in its pixels, in iBUG's order; `None` from
    /// an operator's models, whose detector gives five points.
    ///
    /// # Errors
    /// When the network breaks off.
    pub fn landmarks(&self, part: &Picture) -> Result<Option<Vec<Point>>, FaceFault> {
        match &self.kind {
            Kind::BuiltIn(built_in) => Ok(Some(built_in.landmarks(part)?.to_vec())),
            Kind::Operator(_) => Ok(None),
        }
    }
}

impl std::fmt::Debug for FaceModels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("FaceModels").field(&self.info).finish()
    }
}

fn uncalibrated(id: &str, sha256: &str, is_built_in: bool) -> ModelInfo {
    ModelInfo {
        id: id.to_owned(),
        sha256: sha256.to_owned(),
        metric: FaceMetric::Euclidean,
        thresholds: Some(BUILT_IN_THRESHOLDS),
        is_calibrated: false,
        false_match_rate: None,
        is_built_in,
    }
}
