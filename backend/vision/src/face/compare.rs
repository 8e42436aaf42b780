use credence_types::{FaceBand, FaceComparison, FaceStatus};

use super::choose::{Seen, in_selfie, on_document};
use super::crop::crop;
use super::{FaceFault, FaceModels, FoundFace, ModelInfo, SelfieQuality, Template, measure_selfie};
use crate::geometry::Quad;
use crate::picture::Picture;

/// Pixels between a portrait's eyes from which nothing is lost; below the second some pairs are,
/// below the third too many.
const GOOD_PORTRAIT: f32 = 60.0;
const SMALL_PORTRAIT: f32 = 40.0;
const HOPELESS_PORTRAIT: f32 = 30.0;
/// More faces beside the portrait are not looked at one by one.
const MOST_OTHERS: usize = 3;
/// Warnings that leave open whose face the portrait is.
const UNSURE_PORTRAIT: [&str; 4] = [
    "portrait_doubtful",
    "portrait_ambiguous",
    "face_beside_document",
    "portrait_among_others",
];

/// A comparison with what it came from.
#[derive(Debug, Clone, Default)]
pub struct Compared {
    /// How it ended; signs of capture are others' to add.
    pub comparison: FaceComparison,
    /// The document's portrait, upright, for the reviewer.
    pub portrait: Option<Picture>,
    /// The selfie's face, upright, for the reviewer.
    pub selfie: Option<Picture>,
    /// Where the selfie's face is, in pixels of the selfie.
    pub selfie_face: Option<Quad>,
    /// The selfie's measures, where it shows one face.
    pub selfie_quality: Option<SelfieQuality>,
    /// The selfie's template, where it shows one face; the caller wipes it by dropping it.
    pub selfie_template: Option<Template>,
}

/// Compares the portrait on a document's front with a selfie. About 200 ms with the built-in models.
///
/// What ends it is told in this order: no model, no picture or face, several people, a model's
/// fault, a face too poor, the distance's band. Of the rest, warnings tell.
#[must_use]
pub fn compare(
    models: Option<&FaceModels>,
    front: Option<&Picture>,
    selfie: Option<&Picture>,
) -> Compared {
    let Some(models) = models else {
        return Compared {
            comparison: FaceComparison::without_distance(FaceStatus::NoModel),
            ..Compared::default()
        };
    };
    let mut compared = Compared {
        comparison: of_model(models.info()),
        ..Compared::default()
    };
    let outcome = compared.judge(models, front, selfie);
    compared.comparison.status = outcome.unwrap_or_else(|fault| {
        compared.warn(fault.code());
        FaceStatus::Error
    });
    compared
}

/// What a comparison says of its model before anything is compared.
fn of_model(info: &ModelInfo) -> FaceComparison {
    let uneven = info.is_built_in.then_some("model_uneven_by_group");
    let without = info
        .thresholds
        .is_none()
        .then_some("model_without_thresholds");
    FaceComparison {
        metric: Some(info.metric),
        model_id: Some(info.id.clone()),
        model_sha256: Some(info.sha256.clone()),
        thresholds: info.thresholds,
        calibrated: info.is_calibrated,
        false_match_rate: info.false_match_rate,
        warnings: uneven
            .into_iter()
            .chain(without)
            .map(str::to_owned)
            .collect(),
        ..FaceComparison::default()
    }
}

impl Compared {
    fn warn(&mut self, code: &str) {
        self.comparison.warnings.push(code.to_owned());
    }

    /// Whether another face than the document's may have been taken for its portrait.
    fn is_portrait_unsure(&self) -> bool {
        let codes = &self.comparison.warnings;
        let is_unsure = |code: &String| UNSURE_PORTRAIT.contains(&code.as_str());
        codes.iter().any(is_unsure)
    }

    fn judge(
        &mut self,
        models: &FaceModels,
        front: Option<&Picture>,
        selfie: Option<&Picture>,
    ) -> Result<FaceStatus, FaceFault> {
        let on_front = self.portrait(models, front);
        let in_selfie = self.selfie(models, selfie);
        let (portrait, is_selfie_hopeless) = match (on_front, in_selfie) {
            (Ok(Ok(portrait)), Ok(Ok(is_hopeless))) => (portrait, is_hopeless),
            (Ok(Err(status)), Ok(Ok(_))) | (Ok(Ok(_)), Ok(Err(status))) => return Ok(status),
            (Ok(Err(one)), Ok(Err(other))) => {
                let is_none = [one, other].contains(&FaceStatus::NoFace);
                return Ok(if is_none { FaceStatus::NoFace } else { one });
            }
            (Err(fault), _) | (_, Err(fault)) => return Err(fault),
        };
        let metric = models.info().metric;
        let person = self.selfie_template.as_ref();
        let distance = person.and_then(|person| portrait.template.distance(person, metric));
        let distance = distance.ok_or(FaceFault::NotFinite)?;
        self.comparison.distance = Some(distance);
        let thresholds = models.info().thresholds;
        self.comparison.band = thresholds.map(|thresholds| thresholds.band(distance));
        if portrait.is_hopeless || is_selfie_hopeless {
            return Ok(FaceStatus::LowQuality);
        }
        Ok(match self.comparison.band {
            // Whoever lays a photograph of their own beside a stolen document is consistent with it.
            Some(FaceBand::Consistent) if self.is_portrait_unsure() => FaceStatus::Review,
            Some(FaceBand::Consistent) => FaceStatus::Consistent,
            Some(FaceBand::Mismatch) => FaceStatus::Mismatch,
            Some(FaceBand::Review) | None => FaceStatus::Review,
        })
    }

    fn portrait(
        &mut self,
        models: &FaceModels,
        front: Option<&Picture>,
    ) -> Result<Result<Judged, FaceStatus>, FaceFault> {
        let Some(picture) = front else {
            self.warn("portrait_picture_missing");
            return Ok(Err(FaceStatus::NoFace));
        };
        let (face, others) = match on_document(models, picture) {
            Ok((Seen::Face(face, warnings), others)) => {
                warnings.into_iter().for_each(|code| self.warn(code));
                (face, others)
            }
            Ok((Seen::None | Seen::Several, _)) | Err(FaceFault::PictureTooSmall) => {
                self.warn("portrait_not_found");
                return Ok(Err(FaceStatus::NoFace));
            }
            Err(fault) => return Err(fault),
        };
        self.portrait = crop(picture, &face);
        if face.eye_distance < SMALL_PORTRAIT {
            self.warn("portrait_very_small");
        } else if face.eye_distance < GOOD_PORTRAIT {
            self.warn("portrait_small");
        }
        if face.is_cut_off {
            self.warn("portrait_cut_off");
        }
        if face.is_doubtful {
            self.warn("portrait_doubtful");
        }
        let is_hopeless = face.eye_distance < HOPELESS_PORTRAIT || face.is_cut_off;
        let judged = Judged::of(models, picture, &face, is_hopeless)?;
        let is_stranger = |other: &FoundFace| !judged.is_of_same_person(models, picture, other);
        if others.len() > MOST_OTHERS || others.iter().any(is_stranger) {
            self.warn("portrait_among_others");
        }
        Ok(Ok(judged))
    }

    /// Finds, measures and keeps the selfie's face; tells whether it is too poor to judge by.
    fn selfie(
        &mut self,
        models: &FaceModels,
        selfie: Option<&Picture>,
    ) -> Result<Result<bool, FaceStatus>, FaceFault> {
        let Some(picture) = selfie else {
            self.warn("selfie_missing");
            return Ok(Err(FaceStatus::NoFace));
        };
        let face = match in_selfie(models, picture) {
            Ok(Seen::Face(face, warnings)) => {
                warnings.into_iter().for_each(|code| self.warn(code));
                face
            }
            Ok(Seen::None) | Err(FaceFault::PictureTooSmall) => {
                self.warn("selfie_without_face");
                return Ok(Err(FaceStatus::NoFace));
            }
            Ok(Seen::Several) => {
                self.warn("selfie_several_faces");
                return Ok(Err(FaceStatus::SeveralFaces));
            }
            Err(fault) => return Err(fault),
        };
        self.selfie = crop(picture, &face);
        self.selfie_face = Some(face.quad);
        let quality = measure_selfie(picture, &face);
        quality
            .faults
            .iter()
            .for_each(|fault| self.warn(fault.code()));
        let is_hopeless = quality.is_hopeless;
        self.selfie_quality = Some(quality);
        self.selfie_template = Some(models.template(picture, &face)?);
        Ok(Ok(is_hopeless))
    }
}

/// A face that can be compared.
struct Judged {
    template: Template,
    is_hopeless: bool,
}

impl Judged {
    /// Whether another face on the document is the portrait's ghost: the same person's, by the model's
    /// own thresholds.
    fn is_of_same_person(&self, models: &FaceModels, picture: &Picture, other: &FoundFace) -> bool {
        let info = models.info();
        let distance = models
            .template(picture, other)
            .ok()
            .and_then(|template| self.template.distance(&template, info.metric));
        let is_near = |distance| {
            info.thresholds
                .is_some_and(|thresholds| distance <= thresholds.consistent)
        };
        distance.is_some_and(is_near)
    }

    fn of(
        models: &FaceModels,
        picture: &Picture,
        face: &FoundFace,
        is_hopeless: bool,
    ) -> Result<Self, FaceFault> {
        Ok(Self {
            template: models.template(picture, face)?,
            is_hopeless,
        })
    }
}
