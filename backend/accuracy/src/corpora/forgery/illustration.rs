use credence_testkit::geometry::{Point, Quad};
use credence_testkit::scene::{Photograph, outlined};

use super::photographed::Photographed;
use crate::error::AccuracyError;
use crate::report::Illustration;

/// Longer side in pixels.
const SIDE: u16 = 420;

/// A small picture with what was raised outlined.
pub(super) fn illustration(
    title: &str,
    photo: &Photograph,
    read: &Photographed,
) -> Result<Illustration, AccuracyError> {
    let truth = &photo.truth;
    let whole = Quad([
        Point::new(0.0, 0.0),
        Point::new(truth.width as f32, 0.0),
        Point::new(truth.width as f32, truth.height as f32),
        Point::new(0.0, truth.height as f32),
    ]);
    let areas = read.raised().map(|signal| {
        signal.area.map_or(whole, |area| {
            Quad(area.0.map(|corner| Point::new(corner.x, corner.y)))
        })
    });
    let areas: Vec<Quad> = areas.collect();
    let names: Vec<&str> = read.raised().map(|signal| signal.signal.as_str()).collect();
    let raised = if names.is_empty() {
        "nothing raised".to_owned()
    } else {
        names.join(", ")
    };
    Ok(Illustration {
        caption: format!("{title}: {raised}"),
        jpeg: outlined(&photo.picture, &areas, SIDE)?,
    })
}
