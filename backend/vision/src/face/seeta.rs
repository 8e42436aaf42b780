//! SeetaFace's frontal detector (Wu and others 2017) as the crate `rustface` runs it.
//!
//! The crate moves raw memory by where its own networks say that faces are. It gets pictures of
//! bounded size with an even margin to the right and below, where it does not check its bounds, and
//! its panics end here.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rustface::{ImageData, Model, create_detector_with_model, read_model};

use super::area::strongest;
use super::{Area, FaceFault, ModelError};
use crate::luma::Luma;

/// `build.rs` puts it there.
static MODEL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/seeta.bin"));

/// Longest side of what is searched.
pub(super) const LONGEST_SIDE: usize = 800;
/// Side of the smallest face that is found, which is the detector's window; anything smaller than
/// this makes the crate fail.
pub(super) const SMALLEST_FACE: u32 = 40;
/// Sum of the scores of the windows that were taken together; the crate's own examples use 2.
const LEAST_SCORE: f64 = 2.0;
/// From here it is a face: those of people in the package's pictures score 4.9 to 32; the only
/// mistake on drawn documents scored 2.1.
pub(super) const SURE_SCORE: f32 = 4.0;
const PYRAMID_STEP: f32 = 0.8;
const WINDOW_STEP: u32 = 4;
/// Boxes that overlap by more are one face.
const MOST_OVERLAP: f32 = 0.3;
/// More faces than a picture for identification has.
const MOST_FACES: usize = 16;

pub(super) struct Seeta {
    model: Model,
}

impl Seeta {
    pub(super) fn load() -> Result<Self, ModelError> {
        let read = catch_unwind(|| read_model(MODEL));
        let refused = |reason: Box<dyn std::error::Error + Send + Sync>| ModelError::Network {
            network: "face detector",
            source: reason,
        };
        match read {
            Ok(Ok(model)) => Ok(Self { model }),
            Ok(Err(error)) => Err(refused(Box::new(error))),
            Err(_) => Err(refused("the reader broke off".into())),
        }
    }

    /// Boxes of faces with their scores, surest first. The longest side must be at most
    /// [`LONGEST_SIDE`].
    pub(super) fn detect(&self, luma: &Luma) -> Result<Vec<(f32, Area)>, FaceFault> {
        let shortest = luma.width().min(luma.height());
        let smallest = u32::try_from(shortest).unwrap_or_default();
        if smallest < SMALLEST_FACE || luma.width().max(luma.height()) > LONGEST_SIDE {
            return Err(FaceFault::PictureTooSmall);
        }
        let (width, height, pixels) = with_margin(luma, shortest / 4);
        let found = catch_unwind(AssertUnwindSafe(|| {
            let mut detector = create_detector_with_model(self.model.clone());
            detector.set_min_face_size(SMALLEST_FACE);
            detector.set_max_face_size(smallest);
            detector.set_score_thresh(LEAST_SCORE);
            detector.set_pyramid_scale_factor(PYRAMID_STEP);
            detector.set_slide_window_step(WINDOW_STEP, WINDOW_STEP);
            detector.detect(&ImageData::new(&pixels, width, height))
        }));
        let found = found.map_err(|_| FaceFault::Detector)?;
        let sights = found.iter().map(|face| {
            let bounds = face.bbox();
            #[expect(
                clippy::cast_possible_truncation,
                reason = "places and scores are far below the precision of f32"
            )]
            let [score, x, y, width, height] = [
                face.score(),
                f64::from(bounds.x()),
                f64::from(bounds.y()),
                f64::from(bounds.width()),
                f64::from(bounds.height()),
            ]
            .map(|value| value as f32);
            (score, Area::new(x, y, width, height))
        });
        let whole = Area::new(0.0, 0.0, luma.width() as f32, luma.height() as f32);
        let seen = sights.filter(|(_, area)| whole.contains(area.centre()));
        let mut strongest = strongest(seen.collect(), MOST_OVERLAP, |&sight| sight);
        strongest.truncate(MOST_FACES);
        Ok(strongest)
    }
}

/// The picture with grey columns to the right and grey rows below.
fn with_margin(luma: &Luma, margin: usize) -> (u32, u32, Vec<u8>) {
    const GREY: u8 = 127;
    let (width, height) = (luma.width() + margin, luma.height() + margin);
    let mut pixels = Vec::with_capacity(width * height);
    for row in luma.rows() {
        pixels.extend_from_slice(row);
        pixels.resize(pixels.len() + margin, GREY);
    }
    pixels.resize(width * height, GREY);
    let side = |side: usize| u32::try_from(side).unwrap_or_default();
    (side(width), side(height), pixels)
}
