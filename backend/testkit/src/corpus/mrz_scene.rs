use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::dice::{bell, dice, pick};
use crate::document::Drawing;
use crate::geometry::{Point, Rectangle};
use crate::scene::{
    Camera, Curl, CurlShape, Encoding, FrameSize, Glare, Light, Magnification, Placement,
    SceneOptions, SceneTruth, Shadow, survey,
};

/// Longer side of the pictures: 0.8 to 1.9 megapixels.
const SIDES: [u16; 3] = [1024, 1280, 1600];
/// The zone keeps this many characters' widths from the picture's edge.
const MARGIN_CHARACTERS: f32 = 1.2;

/// 7 to 25 pixels to a character, small ones more often.
pub(super) fn pixels_per_character(number: u64) -> f32 {
    let share: f32 = dice(number, "mrz magnification").random();
    7.0 * (25.0_f32 / 7.0).powf(share)
}

/// How the photograph of that number is taken: hard settings, but so that a person can read every
/// character. The whole zone lies in the picture; the rest of the document need not.
#[must_use]
pub fn mrz_scene(number: u64, drawing: &Drawing) -> SceneOptions {
    let dice = &mut dice(number, "mrz scene");
    let pixels = pixels_per_character(number);
    let quarter = pick(dice, &[0.0, 0.0, 0.0, 0.0, 90.0, 180.0, 270.0]);
    let mut options = SceneOptions::hard(number);
    options.magnification = Magnification::PixelsPerCharacter(pixels);
    options.placement = Placement {
        rotation_degrees: quarter + 4.0 * bell(dice),
        tilt_x_degrees: 7.0 * bell(dice),
        tilt_y_degrees: 7.0 * bell(dice),
        distance: dice.random_range(2.0..4.5),
        offset: (0.0, 0.0),
    };
    options.curl = curl(dice);
    options.light = light(dice);
    options.camera = camera(dice, pixels);
    options.encoding = Encoding::Jpeg(dice.random_range(50..=92));
    options.size = frame(dice, drawing, &options);
    options.placement.offset = offset(dice, drawing, &options);
    options
}

/// Four of ten pages are bent.
fn curl(dice: &mut ChaCha8Rng) -> Option<Curl> {
    let is_bent = dice.random_bool(0.4);
    let curl = Curl {
        shape: pick(dice, &[CurlShape::Arch, CurlShape::Edge, CurlShape::Wave]),
        direction_degrees: pick(dice, &[0.0, 0.0, 180.0, 90.0, 20.0, 340.0]),
        height: dice.random_range(0.02..0.07),
        lean: (0.12 * bell(dice), 0.16 * bell(dice)),
    };
    is_bent.then_some(curl)
}

fn light(dice: &mut ChaCha8Rng) -> Light {
    let shadow = Shadow {
        at: (dice.random_range(0.2..0.8), dice.random_range(0.2..0.8)),
        direction_degrees: dice.random_range(0.0..360.0),
        depth: dice.random_range(0.2..0.6),
        softness: dice.random_range(0.02..0.2),
    };
    // A reflection that blinds would hide characters; this one leaves them pale.
    let glare = Glare {
        at: (dice.random_range(0.0..1.0), dice.random_range(0.2..1.0)),
        radius: dice.random_range(0.05..0.25),
        aspect: dice.random_range(0.3..1.6),
        strength: dice.random_range(40.0..130.0),
    };
    Light {
        exposure: dice.random_range(0.45..1.1),
        gradient: dice.random_range(0.0..0.55),
        direction_degrees: dice.random_range(0.0..360.0),
        vignette: dice.random_range(0.0..0.25),
        shadow: dice.random_bool(0.35).then_some(shadow),
        glare: if dice.random_bool(0.35) {
            vec![glare]
        } else {
            Vec::new()
        },
    }
}

/// Blur grows with the magnification: a stroke is 0.14 characters wide, so that much blur in one
/// deviation still leaves shapes apart.
fn camera(dice: &mut ChaCha8Rng, pixels: f32) -> Camera {
    let has_motion = dice.random_bool(0.25);
    let most = if has_motion { 0.06 } else { 0.10 };
    Camera {
        defocus_sigma: 0.35 + pixels * dice.random_range(0.0..most),
        motion_length: if has_motion {
            pixels * dice.random_range(0.1..0.28)
        } else {
            0.0
        },
        motion_degrees: dice.random_range(0.0..180.0),
        noise_sigma: dice.random_range(1.0..9.0),
        white_balance: [
            dice.random_range(0.9..1.1),
            1.0,
            dice.random_range(0.85..1.12),
        ],
    }
}

/// A picture in which the document takes between two fifths and more than all of the longer side.
fn frame(dice: &mut ChaCha8Rng, drawing: &Drawing, options: &SceneOptions) -> FrameSize {
    let around = SceneOptions {
        size: FrameSize::Around(0),
        ..options.clone()
    };
    let truth = survey(drawing, &around);
    let zone = zone(&truth);
    let share = dice.random_range(0.45..1.15_f32);
    let longer = truth.width.max(truth.height) as f32 / share;
    // The zone must fit, turned or not, whatever is cut off beside it.
    let margin = 2.0 * MARGIN_CHARACTERS * truth.pixels_per_character.unwrap_or(0.0);
    let least = (zone.width.max(zone.height) + margin).max(zone.width.min(zone.height) * 1.4);
    let side = SIDES
        .into_iter()
        .map(f32::from)
        .find(|side| *side >= longer.max(least));
    let side = side.unwrap_or(1600.0).max(least);
    let (long, short) = (
        side,
        (side * 0.75).max(zone.width.min(zone.height) + margin),
    );
    if truth.width >= truth.height {
        FrameSize::Fixed(whole(long), whole(short))
    } else {
        FrameSize::Fixed(whole(short), whole(long))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sides of pictures"
)]
fn whole(side: f32) -> u32 {
    side.clamp(64.0, 4000.0).ceil() as u32
}

/// The box around the zone in the picture.
fn zone(truth: &SceneTruth) -> Rectangle {
    truth
        .mrz_edges
        .iter()
        .flatten()
        .flatten()
        .map(|point| Rectangle::new(point.x, point.y, 0.0, 0.0))
        .reduce(Rectangle::union)
        .unwrap_or_default()
}

/// Moves the document: a little, or one time in four so far that part of it is cut off; then back
/// until the whole zone is inside.
fn offset(dice: &mut ChaCha8Rng, drawing: &Drawing, options: &SceneOptions) -> (f32, f32) {
    let reach = pick(dice, &[0.02, 0.02, 0.05, 0.35]);
    let wanted = Point::new(
        dice.random_range(-reach..=reach),
        dice.random_range(-reach..=reach),
    );
    let truth = survey(drawing, options);
    let zone = zone(&truth).grown(MARGIN_CHARACTERS * truth.pixels_per_character.unwrap_or(0.0));
    let keep = |start: f32, length: f32, side: u32, wanted: f32| {
        let (side, least) = (side as f32, -start);
        let most = side - start - length;
        if most < least {
            return (least + most) / 2.0 / side;
        }
        (wanted * side).clamp(least, most) / side
    };
    (
        keep(zone.x, zone.width, truth.width, wanted.x),
        keep(zone.y, zone.height, truth.height, wanted.y),
    )
}
