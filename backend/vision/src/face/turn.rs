use credence_types::HeadTurnFrame;

use super::choose::{Seen, in_selfie};
use super::{FaceModels, Template};
use crate::picture::Picture;

/// More frames than a challenge has.
const MOST_FRAMES: usize = 32;

/// What the frames of a head turn show, each with the milliseconds that the page gave it: how far
/// the head is turned, and how far its face is from the selfie's. A frame without exactly one face
/// says neither. About 60 ms a frame.
#[must_use]
pub fn measure_turn(
    models: &FaceModels,
    selfie: Option<&Template>,
    frames: &[(u32, Picture)],
) -> Vec<HeadTurnFrame> {
    let frames = frames.iter().take(MOST_FRAMES);
    frames
        .map(|(at_milliseconds, picture)| {
            let measured = measure(models, selfie, picture);
            HeadTurnFrame {
                at_milliseconds: *at_milliseconds,
                ..measured.unwrap_or_default()
            }
        })
        .collect()
}

fn measure(
    models: &FaceModels,
    selfie: Option<&Template>,
    picture: &Picture,
) -> Option<HeadTurnFrame> {
    let Ok(Seen::Face(face, _)) = in_selfie(models, picture) else {
        return None;
    };
    let info = models.info();
    let distance = selfie.and_then(|selfie| {
        let template = models.template(picture, &face).ok()?;
        selfie.distance(&template, info.metric)
    });
    Some(HeadTurnFrame {
        at_milliseconds: 0,
        yaw: Some((f64::from(face.yaw) * 1e4).round() / 1e4),
        distance,
        band: distance.and_then(|distance| Some(info.thresholds?.band(distance))),
    })
}
