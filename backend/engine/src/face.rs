//! The selfie beside the portrait, and how the pictures came to be.

use credence_types::{CaptureSigns, FaceComparison, FaceStatus, HeadTurn, HeadTurnFrame, Redacted};
use credence_vision::face::{FaceModels, Template, compare, measure_frame};
use credence_vision::signs::{capture_source, perceptual_hash, screen_pattern};
use credence_vision::{Picture, Point, Quad, decode};

use crate::Submission;
use crate::images::Images;
use crate::page_notes::PageNotes;
use crate::refusal::{Refusal, RefusalCode};
use crate::requirements::{Need, face_need};

/// A recorded head turn has at most so many frames.
pub const MAX_FRAMES: usize = 12;
/// Longest side of such a frame in pixels; a larger one is not looked at.
const LONGEST_FRAME_SIDE: u32 = 1280;

/// What was made of the faces.
#[derive(Debug, Clone, PartialEq)]
pub struct FaceExamination {
    /// How the comparison ended, and the signs of capture.
    pub comparison: FaceComparison,
    /// The portrait, cut from the document, as a JPEG file.
    pub portrait: Option<Redacted<Vec<u8>>>,
    /// The template of the selfie's face as little-endian 32-bit numbers; lives no longer than its
    /// caller wants.
    pub template: Option<Redacted<Vec<u8>>>,
    /// The face, cut from the selfie, as a JPEG file.
    pub selfie: Option<Redacted<Vec<u8>>>,
}

/// Compares the faces where the settings ask for it. Without models nothing is compared, and the
/// comparison says so.
pub(crate) fn examine_faces(
    submission: &Submission,
    images: &Images,
    models: Option<&FaceModels>,
) -> Result<Option<FaceExamination>, Refusal> {
    let need = face_need(submission.document_type, submission.settings);
    if need == Need::Ignored {
        return Ok(None);
    }
    let front = images.front.as_ref().map(|loaded| &loaded.picture);
    let selfie = images.face.as_ref().map(|loaded| &loaded.picture);
    let compared = compare(models, front, selfie);
    let mut comparison = compared.comparison;
    let is_required = matches!(need, Need::Required(..));
    if is_required && is_faceless(&comparison) {
        let message = "There is no face in the photograph of the face.";
        return Err(Refusal::new(RefusalCode::FacePhotoNotDetectError, message));
    }
    comparison.capture = CaptureSigns {
        screen_pattern: selfie.and_then(|picture| {
            let face = compared.selfie_face.map(|face| skin(&face));
            screen_pattern(picture, face.as_ref())
        }),
        selfie_hash: selfie.and_then(hash),
        head_turn: head_turn(submission, models, compared.selfie_template.as_ref()),
        source: sources(submission),
    };
    Ok(Some(FaceExamination {
        comparison,
        portrait: compared.portrait.as_ref().and_then(file),
        selfie: compared.selfie.as_ref().and_then(file),
        template: compared.selfie_template.as_ref().map(bytes),
    }))
}

fn bytes(template: &Template) -> Redacted<Vec<u8>> {
    let values = template.values().iter();
    Redacted::new(values.flat_map(|value| value.to_le_bytes()).collect())
}

/// The middle of a face's box: hair, cloth and what is behind have grids of their own.
fn skin(face: &Quad) -> Quad {
    const SHARE: f32 = 0.7;
    let centre = face.centre();
    let towards = |from: f32, to: f32| from + (to - from) * SHARE;
    Quad(
        face.0
            .map(|corner| Point::new(towards(centre.x, corner.x), towards(centre.y, corner.y))),
    )
}

/// No face in the selfie, not on the document.
fn is_faceless(comparison: &FaceComparison) -> bool {
    let codes = &comparison.warnings;
    comparison.status == FaceStatus::NoFace
        && codes.iter().any(|code| code == "selfie_without_face")
}

fn hash(picture: &Picture) -> Option<String> {
    perceptual_hash(picture).map(|hash| hash.to_hex())
}

fn file(picture: &Picture) -> Option<Redacted<Vec<u8>>> {
    picture.to_jpeg().map(Redacted::new)
}

/// What the frames show; none where the page sent no nonce. A frame that cannot be decoded counts as
/// one without a face.
fn head_turn(
    submission: &Submission,
    models: Option<&FaceModels>,
    selfie: Option<&Template>,
) -> Option<HeadTurn> {
    let PageNotes {
        nonce,
        frame_milliseconds,
        ..
    } = &submission.notes;
    let nonce = nonce.clone()?;
    let sent = submission.frames.iter().take(MAX_FRAMES);
    // Without a selfie to compare them with, frames prove nothing and cost much.
    let models = models.filter(|_| selfie.is_some());
    let frames = frame_milliseconds.iter().zip(sent).map(|(&at, file)| {
        let seen = models.zip(frame(file.expose()));
        seen.map_or_else(
            || HeadTurnFrame {
                at_milliseconds: at,
                ..HeadTurnFrame::default()
            },
            |(models, picture)| measure_frame(models, selfie, at, &picture),
        )
    });
    Some(HeadTurn {
        nonce,
        frames: frames.collect(),
    })
}

fn frame(file: &[u8]) -> Option<Picture> {
    let (width, height) = credence_vision::dimensions(file).ok()?;
    (width.max(height) <= LONGEST_FRAME_SIDE)
        .then(|| decode(file).ok())
        .flatten()
}

/// The page's word and what the files say of themselves, each code once.
fn sources(submission: &Submission) -> Vec<String> {
    let files = [&submission.front, &submission.back, &submission.face];
    let files = files.into_iter().flatten();
    let mut codes: Vec<&str> = submission.notes.source.clone();
    codes.extend(files.flat_map(|file| capture_source(file.expose())));
    codes.sort_unstable();
    codes.dedup();
    codes.into_iter().map(str::to_owned).collect()
}
