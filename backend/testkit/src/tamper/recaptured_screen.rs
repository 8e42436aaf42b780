use image::RgbImage;
use image::imageops::{FilterType, resize};
use rand::Rng;

use super::display::shown_on_display;
use super::saved::{encoded, opened};
use super::subject::{ALL, subject, turn};
use super::tampered::Tampered;
use crate::corpus::CorpusError;
use crate::dice::{bell, dice};
use crate::geometry::Homography;
use crate::scene::{Camera, Photograph, blur, noise};

/// Size of the photograph of the screen.
const WIDTH: u32 = 1600;
const HEIGHT: u32 = 1200;

/// The photograph shown on a screen and photographed again: 1.1 to 2.6 camera pixels to a pixel of
/// the display, a few degrees of turn and tilt, blur, the display's gamma and glow.
///
/// # Errors
/// When a font is missing.
pub fn recaptured_screen(number: u64) -> Result<Tampered, CorpusError> {
    let dice = &mut dice(number, "recaptured screen");
    let shown = subject(turn(ALL, number), number)?.photo;
    let pixels = opened(&shown)?;
    let scale = dice.random_range(1.1..2.6_f32);
    // The whole photograph fills the frame and a little more.
    let across = WIDTH as f32 / scale * dice.random_range(0.98..1.06);
    let down = across * pixels.height() as f32 / pixels.width() as f32;
    let display = resize(&pixels, across as u32, down as u32, FilterType::Triangle);
    let to_display = to_display(scale, &display, [bell(dice), bell(dice), bell(dice)]);
    let mut picture = shown_on_display(&display, WIDTH, HEIGHT, |at| to_display.map(at));
    light(
        &mut picture,
        dice.random_range(0.9..1.2),
        dice.random_range(3.0..14.0),
    );
    blur::gaussian(&mut picture, dice.random_range(0.4..1.4));
    let camera = Camera {
        noise_sigma: dice.random_range(1.0..4.0),
        white_balance: [
            dice.random_range(0.9..1.0),
            1.0,
            dice.random_range(1.0..1.1),
        ],
        ..Camera::default()
    };
    noise::expose(&mut picture, &camera, number);
    let onto_display = Homography([
        [
            f64::from(display.width()) / f64::from(pixels.width()),
            0.0,
            0.0,
        ],
        [
            0.0,
            f64::from(display.height()) / f64::from(pixels.height()),
            0.0,
        ],
        [0.0, 0.0, 1.0],
    ]);
    let seen = onto_display.then(&to_display.inverse());
    let photo = Photograph {
        bytes: encoded(&picture, dice.random_range(75..=95))?,
        media_type: "image/jpeg",
        truth: shown.truth.seen_through(&seen, WIDTH, HEIGHT),
        picture,
    };
    Ok(Tampered { photo, area: None })
}

/// The camera's pixels to the display's: scaled about the middle, turned and tilted by so many
/// deviations.
fn to_display(scale: f32, display: &RgbImage, [turn, right, down]: [f32; 3]) -> Homography {
    let middle = |width: u32, height: u32, sign: f64| {
        Homography([
            [1.0, 0.0, sign * f64::from(width) / 2.0],
            [0.0, 1.0, sign * f64::from(height) / 2.0],
            [0.0, 0.0, 1.0],
        ])
    };
    let (sine, cosine) = f64::from(1.5 * turn).to_radians().sin_cos();
    let share = 1.0 / f64::from(scale);
    let tilt = |deviations: f32| f64::from(deviations) * 0.02 / f64::from(WIDTH);
    let seen = Homography([
        [cosine * share, -sine * share, 0.0],
        [sine * share, cosine * share, 0.0],
        [tilt(right), tilt(down), 1.0],
    ]);
    middle(WIDTH, HEIGHT, -1.0)
        .then(&seen)
        .then(&middle(display.width(), display.height(), 1.0))
}

/// The display's gamma against the camera's, and its glow where it shows black.
fn light(picture: &mut RgbImage, gamma: f32, glow: f32) {
    let curve: Vec<u8> = (0..=255_u8)
        .map(|level| {
            let light = (f32::from(level) / 255.0).powf(gamma);
            (glow + light * (255.0 - glow)) as u8
        })
        .collect();
    for channel in picture.iter_mut() {
        *channel = curve.get(usize::from(*channel)).copied().unwrap_or(255);
    }
}
