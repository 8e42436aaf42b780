use rand::Rng;

use crate::dice::{bell, dice};
use crate::document::{DrawError, LicenceBack, LicenceBackOptions, licence_back};
use crate::scene::{FrameSize, Magnification, Photograph, SceneError, SceneOptions, photograph};

/// Above this many pixels to a module the card does not fit the frame that people send.
const LARGEST_IN_FRAME: f32 = 3.2;
/// At this magnification a photograph costs nothing and tells how much the tilt shrinks a module.
const TRIAL: f32 = 0.3;

/// What makes a photographed licence back hard to read; all else comes from the seed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PhotographedBack {
    /// Mean width of a module in picture pixels, tilt included.
    pub pixels_per_module: f32,
    /// Tilt against the picture's plane, about an axis that the seed chooses.
    pub tilt_degrees: f32,
    /// Deviation of the lens blur in modules.
    pub blur_modules: f32,
}

/// A licence back could not be photographed.
#[derive(Debug, thiserror::Error)]
pub enum BackError {
    /// The card could not be drawn.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// The photograph could not be made.
    #[error(transparent)]
    Scene(#[from] SceneError),
}

/// Draws a cluttered, somewhat worn back and photographs it: turned by any angle, in perspective,
/// with the light, the noise and the JPEG quality of [`SceneOptions::phone`].
///
/// # Errors
/// When the card cannot be drawn or the picture would be too large.
pub fn photograph_back(
    seed: u64,
    options: &PhotographedBack,
) -> Result<(LicenceBack, Photograph), BackError> {
    let dice = &mut dice(seed, "photographed back");
    let back = licence_back(
        seed,
        &LicenceBackOptions {
            wear: dice.random_range(0.0..0.3),
            ink_spread: dice.random_range(-0.08..0.12),
            ..LicenceBackOptions::default()
        },
    )?;
    let mut scene = SceneOptions::phone(seed);
    let axis = dice.random_range(0.0..std::f32::consts::TAU);
    scene.placement.tilt_x_degrees = options.tilt_degrees * axis.cos();
    scene.placement.tilt_y_degrees = options.tilt_degrees * axis.sin();
    scene.placement.distance = dice.random_range(1.8..5.0);
    // Two of three hold the card nearly straight, as an outline on the screen asks for.
    scene.placement.rotation_degrees = if dice.random_bool(0.67) {
        6.0 * bell(dice)
    } else {
        dice.random_range(0.0..360.0)
    };
    scene.size = FrameSize::Around(30);
    scene.magnification = Magnification::PixelsPerModule(TRIAL);
    let trial = photograph(&back.drawing, &scene)?;
    let shrunk = trial.truth.pixels_per_module.unwrap_or(TRIAL) / TRIAL;
    scene.magnification = Magnification::PixelsPerModule(options.pixels_per_module / shrunk);
    if options.pixels_per_module <= LARGEST_IN_FRAME {
        scene.size = FrameSize::Fixed(1600, 1200);
    } else {
        scene.size = FrameSize::Around(60);
    }
    scene.camera.defocus_sigma = options.blur_modules * options.pixels_per_module;
    let photo = photograph(&back.drawing, &scene)?;
    Ok((back, photo))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_width_is_the_one_asked_for_after_the_tilt() {
        for seed in 0..3 {
            let options = PhotographedBack {
                pixels_per_module: 1.5,
                tilt_degrees: 25.0,
                blur_modules: 0.4,
            };
            let (_, photo) = photograph_back(seed, &options).unwrap();
            let seen = photo.truth.pixels_per_module.unwrap();
            assert!((seen / 1.5 - 1.0).abs() < 0.01, "{seed} {seen}");
        }
    }
}
