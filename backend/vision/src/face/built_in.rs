//! The built-in way: SeetaFace's boxes, 68 landmarks, dlib's recogniser.

use super::align::to_built_in;
use super::chip::{Chip, clipped, cut, square, turned_back, warp};
use super::found::{is_cut_off, roll, turned};
use super::network::Network;
use super::networks::{self, LANDMARK_SIDE, LANDMARKS, MEAN, RECOGNISER_SIDE, TEMPLATE_VALUES};
use super::seeta::{SURE_SCORE, Seeta};
use super::trial::try_templates;
use super::weights::Weights;
use super::{Area, FaceFault, FacePoints, FoundFace, ModelError, Template};
use crate::geometry::{Point, Quad};
use crate::picture::Picture;

pub(super) struct BuiltIn {
    pub(super) seeta: Seeta,
    landmarks: Network,
    recogniser: Network,
}

impl BuiltIn {
    pub(super) fn new(mut recognition: Weights, mut landmark: Weights) -> Result<Self, ModelError> {
        let landmarks = networks::landmarks(&mut landmark)?;
        drop(landmark);
        let landmarks = Network::load("landmark network", landmarks, LANDMARK_SIDE)?;
        let recogniser = networks::recogniser(&mut recognition)?;
        drop(recognition);
        let recogniser = Network::load("recogniser", recogniser, RECOGNISER_SIDE)?;
        let built_in = Self {
            seeta: Seeta::load()?,
            landmarks,
            recogniser,
        };
        built_in.try_out()?;
        Ok(built_in)
    }

    /// Both networks give as many numbers as they should.
    fn try_out(&self) -> Result<(), ModelError> {
        for (network, count) in [
            (&self.landmarks, 2 * LANDMARKS),
            (&self.recogniser, TEMPLATE_VALUES),
        ] {
            let name = network.name();
            let grey = vec![0.0; 3 * network.side() * network.side()];
            network
                .run_for(grey, Some(count))
                .map_err(|fault| fault.of_a_trial(name))?;
        }
        Ok(())
    }

    /// The recogniser answers the same for the same picture, and otherwise for another.
    pub(super) fn try_recogniser(&self) -> Result<(), ModelError> {
        try_templates(&self.recogniser, |chip| self.embed(chip))
    }

    /// Looks closely at a box in the picture turned clockwise so many quarters.
    pub(super) fn look(
        &self,
        picture: &Picture,
        (score, area): (f32, Area),
        quarters: usize,
    ) -> Result<Option<FoundFace>, FaceFault> {
        let size = (picture.width(), picture.height());
        let in_picture = Quad(corners(&area).map(|corner| turned_back(corner, quarters, size)));
        let Some(window) = clipped(&Area::around(&in_picture), size) else {
            return Ok(None);
        };
        let Some(part) = cut(picture, window, quarters) else {
            return Ok(None);
        };
        let [left, top, width, height] = window;
        let landmarks = self.landmarks(&part)?.map(|point| {
            let point = turned_back(point, quarters, (width, height));
            Point::new(point.x + left as f32, point.y + top as f32)
        });
        let mut face = described(&landmarks, in_picture, score);
        face.is_cut_off = is_cut_off(&Area::around(&in_picture), &face.points, size);
        Ok(Some(face))
    }

    /// The 68 landmarks of a face that fills a picture, in its pixels.
    pub(super) fn landmarks(&self, part: &Picture) -> Result<[Point; LANDMARKS], FaceFault> {
        let chip = square(part, LANDMARK_SIDE).normalised(MEAN, 255.0);
        let values = self.landmarks.run_for(chip, Some(2 * LANDMARKS))?;
        let (width, height) = (part.width() as f32, part.height() as f32);
        let side = width.max(height);
        let (left, top) = ((side - width) / 2.0, (side - height) / 2.0);
        let mut points = [Point::default(); LANDMARKS];
        for (point, &[x, y]) in points.iter_mut().zip(values.as_chunks::<2>().0) {
            *point = Point::new(x * side - left, y * side - top);
        }
        Ok(points)
    }

    pub(super) fn template(
        &self,
        picture: &Picture,
        face: &FoundFace,
    ) -> Result<Template, FaceFault> {
        self.embed(warp(picture, &to_built_in(face)?, RECOGNISER_SIDE))
    }

    /// The template of a face that was aligned already.
    pub(super) fn template_of_chip(&self, chip: &Picture) -> Result<Template, FaceFault> {
        self.embed(square(chip, RECOGNISER_SIDE))
    }

    fn embed(&self, chip: Chip) -> Result<Template, FaceFault> {
        let chip = chip.normalised(MEAN, 255.0);
        let values = self.recogniser.run_for(chip, Some(TEMPLATE_VALUES))?;
        Template::from_values(values).ok_or(FaceFault::NotFinite)
    }
}

pub(super) fn corners(area: &Area) -> [Point; 4] {
    Quad::rectangle(area.x, area.y, area.width, area.height).0
}

/// Landmarks by number, as iBUG numbers them from 0.
const RIGHT_JAW: usize = 14;
const LEFT_JAW: usize = 2;
const NOSE_TIP: usize = 30;
const LEFT_EYE: std::ops::Range<usize> = 36..42;
const RIGHT_EYE: std::ops::Range<usize> = 42..48;
const MOUTH: std::ops::Range<usize> = 48..68;
const MOUTH_LEFT: usize = 48;
const MOUTH_RIGHT: usize = 54;

fn described(landmarks: &[Point; LANDMARKS], quad: Quad, score: f32) -> FoundFace {
    let at = |number: usize| landmarks.get(number).copied().unwrap_or_default();
    let centre = |range: std::ops::Range<usize>| {
        let count = range.len() as f32;
        let sum = range.fold(Point::default(), |sum, number| sum.plus(at(number), 1.0));
        Point::new(sum.x / count, sum.y / count)
    };
    let points = FacePoints {
        left_eye: centre(LEFT_EYE),
        right_eye: centre(RIGHT_EYE),
        nose: at(NOSE_TIP),
        mouth_left: at(MOUTH_LEFT),
        mouth_right: at(MOUTH_RIGHT),
    };
    FoundFace {
        score,
        is_doubtful: score < SURE_SCORE,
        quad,
        points,
        eye_distance: points.left_eye.distance(points.right_eye),
        is_cut_off: false,
        yaw: turned(at(LEFT_JAW), points.nose, at(RIGHT_JAW)),
        roll: roll(&points),
        mouth: centre(MOUTH),
    }
}

/// Where the landmarks of a face on its own are about, across and down by landmark as shares of the
/// side: what a landmark network without training gives.
pub(super) fn mean_face() -> Vec<f32> {
    let point = |number: usize| {
        let along = |range: &std::ops::Range<usize>| {
            (number - range.start) as f32 / (range.len() - 1) as f32
        };
        let around = |range: &std::ops::Range<usize>, middle: (f32, f32), size: (f32, f32)| {
            // The first is at the left, the one half around at the right.
            let turn = (number - range.start) as f32 / range.len() as f32;
            let angle = std::f32::consts::PI + turn * std::f32::consts::TAU;
            [
                middle.0 + size.0 * angle.cos(),
                middle.1 + size.1 * angle.sin(),
            ]
        };
        match number {
            0..17 => {
                let angle = std::f32::consts::PI * along(&(0..17));
                [0.5 - 0.4 * angle.cos(), 0.4 + 0.5 * angle.sin()]
            }
            17..27 => [0.15 + 0.7 * along(&(17..27)), 0.25],
            27..31 => [0.5, 0.35 + 0.25 * along(&(27..31))],
            31..36 => [0.42 + 0.16 * along(&(31..36)), 0.63],
            36..42 => around(&LEFT_EYE, (0.31, 0.36), (0.07, 0.03)),
            42..48 => around(&RIGHT_EYE, (0.69, 0.36), (0.07, 0.03)),
            48..60 => around(&(48..60), (0.5, 0.76), (0.15, 0.06)),
            _ => around(&(60..68), (0.5, 0.76), (0.11, 0.02)),
        }
    };
    (0..LANDMARKS).flat_map(point).collect()
}
