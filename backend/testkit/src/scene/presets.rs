use rand::Rng;

use super::encode::Encoding;
use super::options::{
    Background, Camera, FrameSize, Glare, Light, Magnification, Placement, SceneOptions, Shadow,
};
use crate::dice::{bell, dice, pick};

const BACKGROUNDS: [Background; 6] = [
    Background::Wood,
    Background::Cloth,
    Background::Clutter,
    Background::Stone,
    Background::Plain([72, 74, 80]),
    Background::Plain([214, 210, 202]),
];

impl SceneOptions {
    /// As a flatbed scanner sees it: upright, sharp, even, one drawing pixel to a pixel, PNG.
    #[must_use]
    pub fn flat() -> Self {
        Self {
            seed: 0,
            size: FrameSize::Around(40),
            magnification: Magnification::Fill(1.0),
            placement: Placement::default(),
            curl: None,
            background: Background::Plain([120, 120, 120]),
            light: Light::default(),
            camera: Camera::default(),
            encoding: Encoding::Png,
            orientation: None,
        }
    }

    /// A photograph as people take them who mind what they do: a few degrees of turn and tilt,
    /// ordinary light, slight blur and noise, JPEG; 1600 × 1200.
    #[must_use]
    pub fn phone(seed: u64) -> Self {
        let dice = &mut dice(seed, "phone");
        Self {
            seed,
            size: FrameSize::Fixed(1600, 1200),
            magnification: Magnification::Fill(dice.random_range(0.72..0.94)),
            placement: Placement {
                rotation_degrees: 3.0 * bell(dice),
                tilt_x_degrees: 5.0 * bell(dice),
                tilt_y_degrees: 5.0 * bell(dice),
                distance: dice.random_range(2.4..5.0),
                offset: (0.015 * bell(dice), 0.015 * bell(dice)),
            },
            curl: None,
            background: pick(dice, &BACKGROUNDS),
            light: Light {
                exposure: dice.random_range(0.72..1.05),
                gradient: dice.random_range(0.0..0.35),
                direction_degrees: dice.random_range(0.0..360.0),
                vignette: dice.random_range(0.0..0.2),
                shadow: None,
                glare: Vec::new(),
            },
            camera: Camera {
                defocus_sigma: dice.random_range(0.3..0.9),
                noise_sigma: dice.random_range(1.0..5.0),
                white_balance: [
                    dice.random_range(0.92..1.08),
                    1.0,
                    dice.random_range(0.88..1.1),
                ],
                ..Camera::default()
            },
            encoding: Encoding::Jpeg(dice.random_range(65..=92)),
            orientation: None,
        }
    }

    /// A photograph taken in haste: strong turn and tilt, shadow, glare, motion, noise.
    #[must_use]
    pub fn hard(seed: u64) -> Self {
        let mut options = Self::phone(seed);
        let dice = &mut dice(seed, "hard");
        options.placement.rotation_degrees = 9.0 * bell(dice);
        options.placement.tilt_x_degrees = 13.0 * bell(dice);
        options.placement.tilt_y_degrees = 13.0 * bell(dice);
        options.placement.distance = dice.random_range(1.8..3.5);
        options.magnification = Magnification::Fill(dice.random_range(0.55..0.9));
        options.light.exposure = dice.random_range(0.45..1.2);
        options.light.gradient = dice.random_range(0.1..0.6);
        options.light.shadow = dice.random_bool(0.5).then(|| Shadow {
            at: (dice.random_range(0.2..0.8), dice.random_range(0.2..0.8)),
            direction_degrees: dice.random_range(0.0..360.0),
            depth: dice.random_range(0.2..0.6),
            softness: dice.random_range(0.02..0.2),
        });
        if dice.random_bool(0.4) {
            options.light.glare.push(Glare {
                at: (dice.random_range(0.0..1.0), dice.random_range(0.0..1.0)),
                radius: dice.random_range(0.04..0.2),
                aspect: dice.random_range(0.4..1.6),
                strength: dice.random_range(60.0..260.0),
            });
        }
        options.camera.defocus_sigma = dice.random_range(0.5..1.8);
        if dice.random_bool(0.3) {
            options.camera.motion_length = dice.random_range(2.0..7.0);
            options.camera.motion_degrees = dice.random_range(0.0..180.0);
        }
        options.camera.noise_sigma = dice.random_range(3.0..11.0);
        options.encoding = Encoding::Jpeg(dice.random_range(40..=85));
        options
    }
}
