use credence_types::{CaptureStep, DocumentType};
use credence_vision::decode;
use credence_vision::quality::{Level, Quality};

use crate::Submission;
use crate::examination::ImageQuality;
use crate::photograph::Photograph;
use crate::refusal::{Refusal, RefusalCode};
use crate::requirements::{Need, Source, need, source};
use crate::warning::{ExaminationWarning, ImageFault};

/// What was made of the three images.
#[derive(Debug, Default)]
pub(crate) struct Images {
    pub(crate) front: Option<Photograph>,
    pub(crate) back: Option<Photograph>,
    pub(crate) face: Option<Photograph>,
    pub(crate) qualities: Vec<ImageQuality>,
    pub(crate) warnings: Vec<ExaminationWarning>,
}

impl Images {
    /// The images of the document, the front first.
    pub(crate) fn of_document(&self) -> impl Iterator<Item = &Photograph> {
        self.front.iter().chain(&self.back)
    }
}

const STEPS: [CaptureStep; 3] = [CaptureStep::Front, CaptureStep::Back, CaptureStep::Face];

/// Decodes and measures every image that is needed and not among the photographs. Missing ones are
/// refused before anything is decoded, so that this costs nothing.
pub(crate) fn load(
    submission: &Submission,
    mut photographs: Vec<Photograph>,
    kind: DocumentType,
    has_track: bool,
) -> Result<Images, Refusal> {
    let settings = submission.settings;
    for step in STEPS {
        let is_there = submission.image(step).is_some()
            || photographs.iter().any(|photograph| photograph.step == step);
        if let (Need::Required(code, message), false) =
            (need(kind, settings, has_track, step), is_there)
        {
            return Err(Refusal::new(code, message));
        }
    }
    let mut images = Images::default();
    for step in STEPS {
        let is_ignored = need(kind, settings, has_track, step) == Need::Ignored;
        let loaded = match (take(&mut photographs, step), submission.image(step)) {
            (None, None) => continue,
            _ if is_ignored => {
                let warning = ExaminationWarning::ImageNotNeeded(step);
                images.warnings.push(warning);
                continue;
            }
            (Some(photograph), _) => photograph,
            (None, Some(bytes)) => load_one(bytes, step, source(kind, settings))?,
        };
        images.qualities.push(ImageQuality {
            step,
            quality: loaded.quality,
        });
        let warnings = faults(&loaded.quality).map(|fault| ExaminationWarning::Image(step, fault));
        images.warnings.extend(warnings);
        match step {
            CaptureStep::Front => images.front = Some(loaded),
            CaptureStep::Back => images.back = Some(loaded),
            CaptureStep::Face => images.face = Some(loaded),
        }
    }
    Ok(images)
}

fn take(photographs: &mut Vec<Photograph>, step: CaptureStep) -> Option<Photograph> {
    let place = photographs
        .iter()
        .position(|photograph| photograph.step == step)?;
    Some(photographs.swap_remove(place))
}

fn load_one(bytes: &[u8], step: CaptureStep, source: Source) -> Result<Photograph, Refusal> {
    let (code, name) = match (step, source) {
        (CaptureStep::Front, _) => (RefusalCode::OcrError, "the front of the document"),
        (CaptureStep::Back, Source::Zone) => (RefusalCode::MrzOcrError, "the back of the document"),
        (CaptureStep::Back, Source::Barcode | Source::Nothing) => {
            (RefusalCode::Pdf417Error, "the back of the document")
        }
        (CaptureStep::Face, _) => (RefusalCode::FacePhotoNotDetectError, "the face"),
    };
    let picture = decode(bytes).map_err(|error| {
        Refusal::new(
            code,
            format!("The photograph of {name} cannot be used: {error}."),
        )
    })?;
    Ok(Photograph::new(step, picture))
}

/// What may keep a picture from being read.
pub(crate) fn faults(quality: &Quality) -> impl Iterator<Item = ImageFault> + use<> {
    [
        (quality.size_level, ImageFault::Small),
        (quality.sharpness_level, ImageFault::Blurred),
        (quality.exposure_level, ImageFault::BadlyExposed),
        (quality.glare_level, ImageFault::Glare),
    ]
    .into_iter()
    .filter(|(level, _)| *level != Level::Good)
    .map(|(_, fault)| fault)
}
