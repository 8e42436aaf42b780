//! An operator's own models: YuNet, and a recogniser of ArcFace's or SFace's kind.

use credence_types::{FaceMetric, FaceThresholds};

use super::align::to_arcface;
use super::chip::{Chip, square, warp};
use super::files::verify;
use super::network::Network;
use super::trial::{judge, striped, try_templates};
use super::yunet::Yunet;
use super::{FaceFault, FoundFace, ModelError, Template};
use crate::picture::Picture;

/// Largest file of an operator's model.
pub const MAX_MODEL_BYTES: usize = 256 << 20;

/// Pixels to a side of the recogniser's picture.
pub(super) const RECOGNISER_SIDE: usize = 112;

/// The order of the colours that a network takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelOrder {
    /// Red first.
    Rgb,
    /// Blue first.
    Bgr,
}

/// An operator's two models.
#[derive(Debug, Clone)]
pub struct OperatorModels {
    /// What finds faces.
    pub detector: DetectorFile,
    /// What tells them apart.
    pub recogniser: RecogniserFile,
}

/// A YuNet as an ONNX file, of 640 pixels to a side or of any size.
#[derive(Debug, Clone)]
pub struct DetectorFile {
    /// The file.
    pub bytes: Vec<u8>,
    /// The SHA-256 that it is pinned to, in hexadecimal digits.
    pub sha256: String,
}

/// A recogniser as an ONNX file: 112 × 112 pixels, aligned by five points, one row of numbers out.
#[derive(Debug, Clone)]
pub struct RecogniserFile {
    /// The name that results carry.
    pub id: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// The SHA-256 that it is pinned to, in hexadecimal digits.
    pub sha256: String,
    /// Taken from every colour (0 to 255).
    pub mean: f32,
    /// What the rest is divided by.
    pub deviation: f32,
    /// The order of its colours.
    pub channel_order: ChannelOrder,
    /// How templates are compared; they are brought to length 1 first.
    pub metric: FaceMetric,
    /// Where the bands begin; without, every comparison goes to a reviewer.
    pub thresholds: Option<FaceThresholds>,
    /// What the operator measured at these thresholds.
    pub calibration: Option<Calibration>,
}

/// What an operator measured on their own pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// The false match rate at `thresholds.consistent`, 0 to 1.
    pub false_match_rate: f64,
    /// The SHA-256 of the model that was measured.
    pub model_sha256: String,
}

pub(super) struct Operator {
    pub(super) yunet: Yunet,
    recogniser: Network,
    mean: f32,
    deviation: f32,
    order: ChannelOrder,
}

impl Operator {
    /// Verifies, loads and tries out.
    pub(super) fn new(models: OperatorModels) -> Result<Self, ModelError> {
        let OperatorModels {
            detector,
            recogniser,
        } = models;
        check(&recogniser)?;
        pinned(&detector.bytes, &detector.sha256, "the detector's file")?;
        pinned(
            &recogniser.bytes,
            &recogniser.sha256,
            "the recogniser's file",
        )?;
        let operator = Self {
            yunet: Yunet::load(detector.bytes)?,
            recogniser: Network::load("recogniser", recogniser.bytes, RECOGNISER_SIDE)?,
            mean: recogniser.mean,
            deviation: recogniser.deviation,
            order: recogniser.channel_order,
        };
        operator.try_out()?;
        Ok(operator)
    }

    /// Any detector and recogniser of these kinds gives numbers in their shapes, the same for the
    /// same picture and others for another.
    fn try_out(&self) -> Result<(), ModelError> {
        let detector = self.yunet.network();
        let outputs = |stripes| {
            let chip = striped(detector.side(), stripes);
            detector
                .run(chip.values)
                .map_err(|fault| fault.of_a_trial(detector.name()))
        };
        if !Yunet::has_its_shape(&outputs(3)?) {
            return Err(ModelError::OutputShape {
                network: detector.name(),
            });
        }
        judge(detector, outputs(3)?, &outputs(3)?, &outputs(17)?)?;
        self.try_recogniser()
    }

    /// The recogniser's part of the trial.
    pub(super) fn try_recogniser(&self) -> Result<(), ModelError> {
        try_templates(&self.recogniser, |chip| self.embed(chip))
    }

    pub(super) fn template(
        &self,
        picture: &Picture,
        face: &FoundFace,
    ) -> Result<Template, FaceFault> {
        self.embed(warp(picture, &to_arcface(face)?, RECOGNISER_SIDE))
    }

    /// The template of a face that was aligned already.
    pub(super) fn template_of_chip(&self, chip: &Picture) -> Result<Template, FaceFault> {
        self.embed(square(chip, RECOGNISER_SIDE))
    }

    fn embed(&self, chip: Chip) -> Result<Template, FaceFault> {
        let chip = match self.order {
            ChannelOrder::Rgb => chip,
            ChannelOrder::Bgr => chip.reversed(),
        };
        let chip = chip.normalised([self.mean; 3], self.deviation);
        let mut values = self.recogniser.run_for(chip, None)?;
        let length = values.iter().map(|value| value * value).sum::<f32>().sqrt();
        values.iter_mut().for_each(|value| *value /= length);
        Template::from_values(values).ok_or(FaceFault::NotFinite)
    }
}

/// What can be judged before anything is loaded.
fn check(recogniser: &RecogniserFile) -> Result<(), ModelError> {
    let is_normal = recogniser.mean.is_finite()
        && recogniser.deviation.is_finite()
        && recogniser.deviation > 0.0;
    if !is_normal {
        return Err(ModelError::Normalisation);
    }
    if recogniser.thresholds.is_some_and(|bands| !bands.is_sound()) {
        return Err(ModelError::Thresholds);
    }
    let is_of_this = |calibration: &Calibration| {
        recogniser.thresholds.is_some()
            && (0.0..=1.0).contains(&calibration.false_match_rate)
            && calibration
                .model_sha256
                .eq_ignore_ascii_case(&recogniser.sha256)
    };
    if recogniser.calibration.as_ref().is_none_or(is_of_this) {
        Ok(())
    } else {
        Err(ModelError::Calibration)
    }
}

fn pinned(bytes: &[u8], sha256: &str, file: &'static str) -> Result<(), ModelError> {
    if bytes.len() > MAX_MODEL_BYTES {
        return Err(ModelError::TooLarge { file });
    }
    verify(bytes, sha256, file)
}
