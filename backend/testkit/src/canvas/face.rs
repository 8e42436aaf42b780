use rand::Rng;

use crate::dice::{bell, dice, pick};
use crate::person::{EyeColour, Person, Sex};

/// The proportions and colours of one drawn face, so that the portrait, its ghost and a second
/// document of the same person agree, and eyes and hair are those the document names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Face {
    pub(super) skin: [u8; 3],
    pub(super) hair: [u8; 3],
    pub(super) clothes: [u8; 3],
    pub(super) eyes: [u8; 3],
    /// Width of the head over its height.
    pub(super) breadth: f32,
    pub(super) eye_distance: f32,
    pub(super) mouth_width: f32,
    pub(super) brow_height: f32,
    pub(super) has_long_hair: bool,
    pub(super) has_glasses: bool,
    pub(super) has_beard: bool,
}

const SKINS: [[u8; 3]; 6] = [
    [241, 207, 181],
    [226, 182, 150],
    [198, 148, 112],
    [160, 110, 78],
    [116, 76, 52],
    [84, 54, 40],
];

const CLOTHES: [[u8; 3]; 5] = [
    [40, 52, 78],
    [92, 30, 36],
    [56, 78, 60],
    [70, 70, 74],
    [30, 30, 34],
];

impl Face {
    /// The person's face.
    pub(crate) fn of(person: &Person) -> Self {
        let dice = &mut dice(person.face_seed, "face");
        let has_long_hair = dice.random_bool(if person.sex == Sex::Male { 0.08 } else { 0.8 });
        let may_have_beard = person.sex != Sex::Female && !has_long_hair;
        Self {
            skin: pick(dice, &SKINS),
            hair: hair(person.hair),
            clothes: pick(dice, &CLOTHES),
            eyes: eyes(person.eyes),
            breadth: 0.74 + 0.03 * bell(dice),
            eye_distance: 0.40 + 0.015 * bell(dice),
            mouth_width: 0.36 + 0.03 * bell(dice),
            brow_height: 0.10 + 0.012 * bell(dice),
            has_long_hair,
            has_glasses: dice.random_bool(0.2),
            has_beard: dice.random_bool(0.3) && may_have_beard,
        }
    }
}

fn hair(code: &str) -> [u8; 3] {
    match code {
        "BLK" => [28, 22, 20],
        "BLN" => [186, 148, 88],
        "GRY" => [150, 148, 146],
        "RED" => [136, 58, 28],
        _ => [84, 56, 34],
    }
}

fn eyes(colour: EyeColour) -> [u8; 3] {
    match colour {
        EyeColour::Blue => [78, 118, 158],
        EyeColour::Brown => [74, 46, 26],
        EyeColour::Green => [74, 110, 70],
        EyeColour::Hazel => [112, 92, 48],
        EyeColour::Grey => [116, 124, 130],
    }
}
