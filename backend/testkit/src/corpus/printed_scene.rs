use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::printed_photo::PrintHardness;
use crate::dice::{bell, dice, pick};
use crate::document::{Drawing, LEAST_SHRINK};
use crate::scene::{
    Camera, Encoding, FrameSize, Glare, Light, Magnification, Placement, SceneOptions, SceneTruth,
    Shadow, survey,
};

/// Widths of documents in the trial by which their magnification is found.
const TRIAL_WIDTH: f32 = 800.0;
/// What a frame of a phone's picture holds.
const WIDEST: f32 = 2400.0;
/// Labels are smaller than values; below this share of a value's height the values are taken
/// larger, so that a person can read the labels too.
const LABEL_SHARE: f32 = 0.72;

/// Height of the smallest value's capitals in picture pixels.
pub(super) fn capitals(number: u64, hardness: PrintHardness) -> f32 {
    let share: f32 = dice(number, "print magnification").random();
    let (least, most) = match hardness {
        PrintHardness::Clean => (14.0, 24.0_f32),
        PrintHardness::Degraded => (9.0, 16.0),
    };
    least * (most / least).powf(share)
}

/// How the photograph of that number is taken. Labels are so many millimetres high.
pub(super) fn printed_scene(
    number: u64,
    hardness: PrintHardness,
    drawing: &Drawing,
    label_height: f32,
) -> SceneOptions {
    let dice = &mut dice(number, "print scene");
    let pixels = capitals(number, hardness);
    let mut options = match hardness {
        PrintHardness::Clean if number.is_multiple_of(3) => scanned(dice, number),
        PrintHardness::Clean => SceneOptions::phone(number),
        PrintHardness::Degraded => degraded(dice, number, pixels),
    };
    options.size = FrameSize::Around(dice.random_range(10..140));
    options.magnification = Magnification::Width(TRIAL_WIDTH);
    let truth = survey(drawing, &options);
    let values = smallest(&truth);
    let drawn = drawing.picture.width() as f32 / drawing.pixels_per_millimetre;
    let labels = LEAST_SHRINK * label_height * TRIAL_WIDTH / drawn;
    let least = values.min(labels / LABEL_SHARE).max(1.0);
    let width = (TRIAL_WIDTH * pixels / least).min(WIDEST);
    options.magnification = Magnification::Width(width);
    options
}

/// Height of the smallest capitals of a printed field, in picture pixels.
pub(super) fn smallest(truth: &SceneTruth) -> f32 {
    let heights = truth.fields.iter().map(|field| {
        let [upper_left, _, _, lower_left] = field.quad.0;
        (lower_left.x - upper_left.x).hypot(lower_left.y - upper_left.y)
    });
    heights.fold(f32::MAX, f32::min)
}

/// Laid on a scanner by hand.
fn scanned(dice: &mut ChaCha8Rng, number: u64) -> SceneOptions {
    let mut options = SceneOptions::flat();
    options.seed = number;
    options.placement.rotation_degrees = 0.5 * bell(dice);
    options.camera.defocus_sigma = dice.random_range(0.2..0.7);
    options.camera.noise_sigma = dice.random_range(0.5..2.0);
    options.encoding = pick(
        dice,
        &[Encoding::Png, Encoding::Jpeg(75), Encoding::Jpeg(90)],
    );
    options
}

/// In haste, but so that a person can read every value: blur grows with the print, reflections
/// leave it pale.
fn degraded(dice: &mut ChaCha8Rng, number: u64, pixels: f32) -> SceneOptions {
    let mut options = SceneOptions::phone(number);
    options.placement = Placement {
        rotation_degrees: 5.0 * bell(dice),
        tilt_x_degrees: 9.0 * bell(dice),
        tilt_y_degrees: 9.0 * bell(dice),
        distance: dice.random_range(1.8..3.5),
        ..options.placement
    };
    options.light = light(dice);
    options.camera = camera(dice, pixels, options.camera);
    options.encoding = Encoding::Jpeg(dice.random_range(50..=88));
    options
}

fn light(dice: &mut ChaCha8Rng) -> Light {
    let shadow = Shadow {
        at: (dice.random_range(0.2..0.8), dice.random_range(0.2..0.8)),
        direction_degrees: dice.random_range(0.0..360.0),
        depth: dice.random_range(0.2..0.55),
        softness: dice.random_range(0.02..0.2),
    };
    let glare = Glare {
        at: (dice.random_range(0.0..1.0), dice.random_range(0.0..1.0)),
        radius: dice.random_range(0.05..0.22),
        aspect: dice.random_range(0.4..1.6),
        strength: dice.random_range(40.0..120.0),
    };
    Light {
        exposure: dice.random_range(0.5..1.1),
        gradient: dice.random_range(0.05..0.5),
        direction_degrees: dice.random_range(0.0..360.0),
        vignette: dice.random_range(0.0..0.25),
        shadow: dice.random_bool(0.5).then_some(shadow),
        glare: if dice.random_bool(0.35) {
            vec![glare]
        } else {
            Vec::new()
        },
    }
}

fn camera(dice: &mut ChaCha8Rng, pixels: f32, phone: Camera) -> Camera {
    let has_motion = dice.random_bool(0.25);
    let most = if has_motion { 0.03 } else { 0.06 };
    Camera {
        defocus_sigma: 0.4 + pixels * dice.random_range(0.0..most),
        motion_length: if has_motion {
            pixels * dice.random_range(0.08..0.2)
        } else {
            0.0
        },
        motion_degrees: dice.random_range(0.0..180.0),
        noise_sigma: dice.random_range(2.0..8.0),
        white_balance: phone.white_balance,
    }
}
