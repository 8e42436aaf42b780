//! SeetaFace's frontal detector (Wu and others 2017): a funnel of ever dearer stages.
//!
//! The model comes with the crate `rustface`, which runs it too. It moves raw memory by where the
//! model's networks say that faces are, without looking whether that is in the picture, so a made-up
//! picture could reach beyond its buffers; here every place is checked. Both find the same faces,
//! which a test holds.

mod cascade;
mod lab;
mod model;
mod surf;

use self::cascade::search;
use self::model::Model;
use super::area::strongest;
use super::{Area, FaceFault, ModelError};
use crate::luma::Luma;

/// `build.rs` puts it there.
pub(crate) static MODEL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/seeta.bin"));

/// Side of the window that the stages look at.
const WINDOW: usize = 40;
/// Longest side of what is searched.
pub(super) const LONGEST_SIDE: usize = 800;
/// Side of the smallest face that is found.
pub(super) const SMALLEST_FACE: u32 = 40;
/// Sum of the scores of the windows that were taken together; the crate's own examples use 2.
const LEAST_SCORE: f32 = 2.0;
/// From here it is a face: those of people in the package's pictures score 4.9 to 32; the only
/// mistake on drawn documents scored 2.1.
pub(super) const SURE_SCORE: f32 = 4.0;
/// Boxes that overlap by more are one face.
const MOST_OVERLAP: f32 = 0.3;
/// More faces than a picture for identification has.
const MOST_FACES: usize = 16;

pub(super) struct Seeta {
    model: Model,
}

impl Seeta {
    pub(super) fn load() -> Result<Self, ModelError> {
        let model = Model::read(MODEL).ok_or_else(|| ModelError::Network {
            network: "face detector",
            source: "it is not the model's file".into(),
        })?;
        Ok(Self { model })
    }

    /// Boxes of faces with their scores, surest first. The longest side must be at most
    /// [`LONGEST_SIDE`].
    pub(super) fn detect(&self, luma: &Luma) -> Result<Vec<(f32, Area)>, FaceFault> {
        let (width, height) = (luma.width(), luma.height());
        if width.min(height) < WINDOW || width.max(height) > LONGEST_SIDE {
            return Err(FaceFault::PictureTooSmall);
        }
        let whole = Area::new(0.0, 0.0, width as f32, height as f32);
        let sights = search(&self.model, luma).into_iter().map(|window| {
            #[expect(clippy::cast_possible_truncation, reason = "it is a sum of few scores")]
            let score = window.score as f32;
            let side = window.side as f32;
            (
                score,
                Area::new(window.x as f32, window.y as f32, side, side),
            )
        });
        let seen = sights
            .filter(|(score, area)| *score >= LEAST_SCORE && whole.contains(area.centre()))
            .collect();
        let mut strongest = strongest(seen, MOST_OVERLAP, |&sight| sight);
        strongest.truncate(MOST_FACES);
        Ok(strongest)
    }
}

#[cfg(test)]
#[expect(clippy::cast_possible_truncation, reason = "scores are small")]
mod tests {
    use rustface::{ImageData, create_detector_with_model, read_model};

    use super::*;

    /// Blobs and stripes with something like a face here and there.
    fn scene(seed: usize, width: usize, height: usize) -> Luma {
        let pixels = (0..width * height).map(|at| {
            let (x, y) = (at % width, at / width);
            let (u, v) = (x % 120, y % 150);
            let spot = |cx: usize, cy: usize, r: usize| {
                u.abs_diff(cx).pow(2) + v.abs_diff(cy).pow(2) < r * r
            };
            let noise = (at.wrapping_mul(2_654_435_761 + seed) >> 7) % 9;
            let level = if spot(40, 60, 8) || spot(80, 60, 8) {
                40
            } else if v.abs_diff(105) < 5 && u.abs_diff(60) < 22 {
                70
            } else if spot(60, 75, 55) {
                190 - u / 4
            } else {
                90 + (x * (seed + 1) / 37 + y / 29) % 60
            };
            u8::try_from(level + noise).unwrap()
        });
        Luma::new(width, pixels.collect())
    }

    fn rustface(luma: &Luma) -> Vec<(f32, i32, i32, i32)> {
        let mut detector = create_detector_with_model(read_model(MODEL).unwrap());
        detector.set_score_thresh(f64::MIN_POSITIVE);
        detector.set_pyramid_scale_factor(0.8);
        detector.set_slide_window_step(4, 4);
        let side = |side: usize| u32::try_from(side).unwrap();
        let image = ImageData::new(luma.pixels(), side(luma.width()), side(luma.height()));
        let found = detector.detect(&image).into_iter().map(|face| {
            let bounds = face.bbox();
            let side = i32::try_from(bounds.width()).unwrap();
            (face.score() as f32, bounds.x(), bounds.y(), side)
        });
        found.collect()
    }

    /// All that comes out of the last stage, doubtful or not.
    #[test]
    fn the_crate_itself_finds_the_same_faces() {
        let seeta = Seeta::load().unwrap();
        let mut count = 0;
        for (seed, width, height) in [
            (0, 400, 320),
            (1, 333, 451),
            (2, 640, 200),
            (3, 90, 77),
            (4, 300, 300),
            (9, 500, 260),
        ] {
            let luma = scene(seed, width, height);
            let ours: Vec<_> = search(&seeta.model, &luma)
                .into_iter()
                .map(|window| (window.score as f32, window.x, window.y, window.side))
                .collect();
            assert_eq!(ours, rustface(&luma), "{seed}");
            count += ours.len();
        }
        assert!(count >= 8, "only {count} windows to compare by");
    }

    #[test]
    fn any_size_is_searched_or_refused() {
        let seeta = Seeta::load().unwrap();
        for (width, height) in [(40, 40), (41, 800), (800, 43), (799, 799)] {
            assert!(seeta.detect(&scene(5, width, height)).is_ok());
        }
        for (width, height) in [(39, 400), (801, 400), (400, 1)] {
            let refused = seeta.detect(&scene(5, width, height)).unwrap_err();
            assert_eq!(refused, FaceFault::PictureTooSmall);
        }
    }
}
