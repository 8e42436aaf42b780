//! Is a selfie good enough to compare, and if not, what to do about it.
//!
//! Limits are from 107 pictures of faces from the web, of which 90 % have a sharpness of 2.3 to 43,
//! a mean of 104 to 173, a light ratio up to 1.66, less than 13° of tilt and a yaw under 0.37. They
//! advise a retake; only what is far beyond them spoils a comparison.

use std::fmt;

use super::FoundFace;
use super::chip::{Similarity, warp};
use crate::geometry::Point;
use crate::picture::Picture;

/// Pixels between the eyes below which a recogniser loses pairs.
const LEAST_EYE_DISTANCE: f32 = 60.0;
const HOPELESS_EYE_DISTANCE: f32 = 30.0;
const LEAST_SHARPNESS: f32 = 2.0;
const HOPELESS_SHARPNESS: f32 = 0.7;
const DARK: f32 = 70.0;
const HOPELESSLY_DARK: f32 = 40.0;
const BRIGHT: f32 = 205.0;
const HOPELESSLY_BRIGHT: f32 = 235.0;
const UNEVEN: f32 = 1.9;
const TURNED: f32 = 0.40;
const HOPELESSLY_TURNED: f32 = 0.60;
const TILTED: f32 = 20.0;
/// Share of the face's contrast below which eyes or mouth cannot be seen.
const LEAST_DETAIL: f32 = 0.15;

/// Side of the copy that is measured, so that the same face gets the same numbers from any camera.
const SIDE: usize = 128;
/// Of the copy's side, the distance of the eyes.
const EYES: f32 = 0.5;

/// What is wrong with a selfie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SelfieFault {
    /// The eyes are less than 60 pixels apart.
    TooSmall,
    /// It is out of focus or moved.
    Blurred,
    /// The light comes from one side.
    UnevenLight,
    /// There is too little light.
    TooDark,
    /// There is too much light.
    TooBright,
    /// The head is turned away.
    TurnedAway,
    /// The head or the camera is tilted.
    Tilted,
    /// Part of the face is outside of the picture.
    CutOff,
    /// Eyes or mouth are covered.
    Covered,
}

impl SelfieFault {
    /// Every fault.
    pub const ALL: [Self; 9] = [
        Self::TooSmall,
        Self::Blurred,
        Self::UnevenLight,
        Self::TooDark,
        Self::TooBright,
        Self::TurnedAway,
        Self::Tilted,
        Self::CutOff,
        Self::Covered,
    ];

    /// A stable name, as it stands among a comparison's warnings.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooSmall => "selfie_too_small",
            Self::Blurred => "selfie_blurred",
            Self::UnevenLight => "selfie_uneven_light",
            Self::TooDark => "selfie_too_dark",
            Self::TooBright => "selfie_too_bright",
            Self::TurnedAway => "selfie_turned_away",
            Self::Tilted => "selfie_tilted",
            Self::CutOff => "selfie_cut_off",
            Self::Covered => "selfie_covered",
        }
    }

    /// What to do about it, as the rest of a sentence.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::TooSmall => "hold the camera closer to your face",
            Self::Blurred => "hold still and let the camera focus",
            Self::UnevenLight => "turn until the light falls evenly on your face",
            Self::TooDark => "go where there is more light",
            Self::TooBright => "keep strong light off your face",
            Self::TurnedAway => "look straight into the camera",
            Self::Tilted => "hold your head and the camera upright",
            Self::CutOff => "move until your whole face is in the picture",
            Self::Covered => "take off what covers your eyes or mouth",
        }
    }
}

impl fmt::Display for SelfieFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The measures of a selfie's face.
#[derive(Debug, Clone, PartialEq)]
pub struct SelfieQuality {
    /// Pixels between the eyes.
    pub eye_distance: f32,
    /// Mean square of the Laplacian over the variance, times 100, on a copy of 128 pixels.
    pub sharpness: f32,
    /// Mean brightness of the face, 0 to 255.
    pub mean_luma: f32,
    /// Standard deviation of the brightness.
    pub contrast: f32,
    /// The brighter half of the face over the darker one, left and right.
    pub light_ratio: f32,
    /// Standard deviation of the brightness around eyes and mouth, whichever is less, over that of
    /// the whole face.
    pub detail: f32,
    /// How far the head is turned, −1 to 1: negative to the person's own left.
    pub yaw: f32,
    /// How far it is tilted, in degrees, clockwise.
    pub roll: f32,
    /// What is wrong with it.
    pub faults: Vec<SelfieFault>,
    /// Whether it is so poor that a comparison says nothing.
    pub is_hopeless: bool,
}

/// Measures a face in the picture that it was found in.
#[must_use]
pub fn measure_selfie(picture: &Picture, face: &FoundFace) -> SelfieQuality {
    let to_picture = to_copy(face);
    let luma = warp(picture, &to_picture, SIDE).luma();
    let (mean_luma, contrast) = moments(luma.iter().copied());
    let halves = [0, SIDE / 2].map(|start| {
        let half = luma
            .chunks_exact(SIDE)
            .flat_map(|row| row.iter().skip(start).take(SIDE / 2));
        moments(half.copied()).0.max(1.0)
    });
    let [left, right] = halves;
    let mut quality = SelfieQuality {
        eye_distance: face.eye_distance,
        sharpness: sharpness(&luma, contrast),
        mean_luma,
        contrast,
        light_ratio: (left / right).max(right / left),
        detail: detail(&luma, contrast, face, &to_picture),
        yaw: face.yaw,
        roll: face.roll,
        faults: Vec::new(),
        is_hopeless: false,
    };
    quality.faults = faults(&quality, face.is_cut_off);
    quality.is_hopeless = is_hopeless(&quality);
    quality
}

fn faults(quality: &SelfieQuality, is_cut_off: bool) -> Vec<SelfieFault> {
    use SelfieFault::{
        Blurred, Covered, CutOff, Tilted, TooBright, TooDark, TooSmall, TurnedAway, UnevenLight,
    };
    let judged = [
        (TooSmall, quality.eye_distance < LEAST_EYE_DISTANCE),
        (Blurred, quality.sharpness < LEAST_SHARPNESS),
        (UnevenLight, quality.light_ratio > UNEVEN),
        (TooDark, quality.mean_luma < DARK),
        (TooBright, quality.mean_luma > BRIGHT),
        (TurnedAway, quality.yaw.abs() > TURNED),
        (Tilted, quality.roll.abs() > TILTED),
        (CutOff, is_cut_off),
        (Covered, quality.detail < LEAST_DETAIL),
    ];
    let faulty = judged.into_iter().filter(|(_, is_so)| *is_so);
    faulty.map(|(fault, _)| fault).collect()
}

fn is_hopeless(quality: &SelfieQuality) -> bool {
    quality.eye_distance < HOPELESS_EYE_DISTANCE
        || quality.sharpness < HOPELESS_SHARPNESS
        || quality.mean_luma < HOPELESSLY_DARK
        || quality.mean_luma > HOPELESSLY_BRIGHT
        || quality.yaw.abs() > HOPELESSLY_TURNED
        || quality.faults.contains(&SelfieFault::CutOff)
}

/// Places of the copy to places of the picture: the centre of eyes and mouth in the middle, the
/// line of the eyes level.
fn to_copy(face: &FoundFace) -> Similarity {
    let (left, right) = (face.points.left_eye, face.points.right_eye);
    let centre = Point::new(
        (left.x + right.x + face.mouth.x) / 3.0,
        (left.y + right.y + face.mouth.y) / 3.0,
    );
    let scale = 1.0 / (EYES * SIDE as f32);
    let across = right.minus(left);
    let (a, b) = (across.x * scale, across.y * scale);
    let middle = SIDE as f32 / 2.0;
    let shift = Point::new(
        centre.x - a * middle + b * middle,
        centre.y - b * middle - a * middle,
    );
    Similarity { a, b, shift }
}

/// Mean and standard deviation.
fn moments(values: impl Iterator<Item = f32>) -> (f32, f32) {
    let (mut count, mut sum, mut squares) = (0.0f32, 0.0f32, 0.0f32);
    for value in values {
        count += 1.0;
        sum += value;
        squares += value * value;
    }
    let mean = sum / count.max(1.0);
    let variance = squares / count.max(1.0) - mean * mean;
    (mean, variance.max(0.0).sqrt())
}

fn sharpness(luma: &[f32], contrast: f32) -> f32 {
    let rows: Vec<&[f32]> = luma.chunks_exact(SIDE).collect();
    let (mut sum, mut count) = (0.0f32, 0.0f32);
    for window in rows.windows(3) {
        let &[above, row, below] = window else {
            continue;
        };
        let inner = above.iter().zip(below).skip(1).zip(row.windows(3));
        for ((up, down), three) in inner {
            if let &[left, middle, right] = three {
                let laplacian = left + right + up + down - 4.0 * middle;
                sum += laplacian * laplacian;
                count += 1.0;
            }
        }
    }
    100.0 * sum / count.max(1.0) / (contrast * contrast).max(1.0)
}

/// The lesser contrast of the parts around eyes and mouth, over that of the whole.
fn detail(luma: &[f32], contrast: f32, face: &FoundFace, to_picture: &Similarity) -> f32 {
    let middle = SIDE as f32 / 2.0;
    // How far eyes and mouth are above and below the middle, in the copy.
    let down = |point: Point| {
        let centre = to_picture.map(Point::new(middle, middle));
        let way = point.minus(centre);
        let scale = to_picture.scale().max(f32::EPSILON);
        middle + (way.y * to_picture.a - way.x * to_picture.b) / (scale * scale)
    };
    let part = |centre: f32| {
        let rows = luma.chunks_exact(SIDE).zip(0u8..);
        let near = rows.filter(|(_, y)| (f32::from(*y) - centre).abs() <= SIDE as f32 * 0.1);
        let inner = near.flat_map(|(row, _)| row.iter().skip(SIDE / 6).take(SIDE * 2 / 3));
        moments(inner.copied()).1
    };
    let least = part(down(face.points.between_eyes())).min(part(down(face.mouth)));
    least / contrast.max(1.0)
}
