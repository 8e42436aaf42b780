use credence_types::HeadTurnFrame;

use super::choose::{Seen, in_selfie};
use super::{FaceModels, Template};
use crate::picture::Picture;

/// What a frame of a head turn shows, with the milliseconds that the page gave it: how far the head
/// is turned, and how far its face is from the selfie's. A frame without exactly one face says
/// neither. About 60 ms.
#[must_use]
pub fn measure_frame(
    models: &FaceModels,
    selfie: Option<&Template>,
    at_milliseconds: u32,
    picture: &Picture,
) -> HeadTurnFrame {
    HeadTurnFrame {
        at_milliseconds,
        ..measure(models, selfie, picture).unwrap_or_default()
    }
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
        yaw: Some((f64::from(face.yaw) * 1e4).round() / 1e4),
        distance,
        band: distance.and_then(|distance| Some(info.thresholds?.band(distance))),
        ..HeadTurnFrame::default()
    })
}
