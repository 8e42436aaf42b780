//! The grid of a screen, against drawn faces and simulated photographs of screens.

use std::error::Error;

use credence_testkit::dice;
use credence_testkit::document::{Drawing, selfie};
use credence_testkit::person::Person;
use credence_testkit::scene::{Encoding, SceneOptions, photograph};
use credence_vision::signs::screen_pattern;
use credence_vision::{Picture, Point, Quad, decode};

use crate::screens::Screen;

fn drawn_selfie(seed: u64) -> Drawing {
    selfie(&Person::draw(&mut dice(seed, "person")))
}

/// Whether the face in a photograph of a drawn selfie shows a grid.
fn seen(seed: u64, options: &SceneOptions) -> Result<Option<bool>, Box<dyn Error>> {
    let photo = photograph(&drawn_selfie(seed), options)?;
    let face = photo.truth.portrait.ok_or("no face")?;
    let face = Quad(face.0.map(|corner| Point::new(corner.x, corner.y)));
    Ok(screen_pattern(&decode(&photo.bytes)?, Some(&face)))
}

#[test]
fn no_face_before_a_camera_shows_a_grid() -> Result<(), Box<dyn Error>> {
    for seed in 0..20 {
        assert_eq!(
            seen(seed, &SceneOptions::phone(seed))?,
            Some(false),
            "{seed}"
        );
        assert_eq!(
            seen(seed, &SceneOptions::hard(seed))?,
            Some(false),
            "{seed}"
        );
    }
    let mut seed = 100;
    for blur in [0.0, 0.5, 1.0, 2.0] {
        for noise in [0.0, 2.0, 6.0] {
            for quality in [40, 60, 80, 95] {
                let mut options = SceneOptions::flat();
                options.camera.defocus_sigma = blur;
                options.camera.noise_sigma = noise;
                options.encoding = Encoding::Jpeg(quality);
                let seen = seen(seed, &options)?;
                assert_eq!(
                    seen,
                    Some(false),
                    "blur {blur}, noise {noise}, JPEG {quality}"
                );
                seed += 1;
            }
        }
    }
    Ok(())
}

/// How many of twelve photographs of a screen show its grid.
fn caught(scale: f32, blurs: [f32; 3], quality: u8) -> Result<usize, Box<dyn Error>> {
    let mut caught = 0;
    for (seed, blur) in (0..12).zip(blurs.into_iter().cycle()) {
        let screen = Screen {
            scale,
            degrees: seed as f32 * 1.3 - 6.0,
            blur,
            noise: 2.0,
            quality,
        };
        let picture = screen.photograph(&drawn_selfie(seed).picture)?;
        caught += usize::from(screen_pattern(&picture, None) == Some(true));
    }
    Ok(caught)
}

#[test]
fn most_photographs_of_screens_show_the_grid() -> Result<(), Box<dyn Error>> {
    let blurs = [0.0, 0.5, 0.9];
    // Camera pixels to a screen pixel, and how many of twelve are seen at least.
    for (scale, least) in [
        (0.7, 10),
        (0.85, 7),
        (1.0, 5),
        (1.3, 11),
        (1.7, 10),
        (2.5, 9),
    ] {
        let caught = caught(scale, blurs, 80)?;
        assert!(caught >= least, "{caught} of 12 at {scale}");
    }
    Ok(())
}

#[test]
fn blur_hides_a_screen() -> Result<(), Box<dyn Error>> {
    let caught = caught(1.3, [2.5; 3], 75)?;
    assert!(caught <= 4, "{caught}: say so in the documentation");
    Ok(())
}

#[test]
fn too_little_to_tell_is_no_answer() -> Result<(), Box<dyn Error>> {
    let picture = |width: u32, height: u32| {
        Picture::from_rgb(width, height, vec![90; (width * height * 3) as usize]).ok_or("empty")
    };
    assert_eq!(screen_pattern(&picture(250, 400)?, None), None);
    assert_eq!(screen_pattern(&picture(256, 256)?, None), Some(false));
    let wide = picture(400, 400)?;
    for part in [
        Quad::rectangle(0.0, 0.0, 127.0, 300.0),
        Quad::rectangle(300.0, 0.0, 200.0, 200.0),
        Quad::rectangle(-500.0, 0.0, 200.0, 200.0),
        Quad::rectangle(9e9, 9e9, 200.0, 200.0),
        Quad::rectangle(f32::NAN, f32::NAN, 200.0, 200.0),
    ] {
        assert_eq!(screen_pattern(&wide, Some(&part)), None, "{part:?}");
    }
    let whole = Quad::rectangle(-50.0, -50.0, 900.0, 900.0);
    assert_eq!(screen_pattern(&wide, Some(&whole)), Some(false));
    Ok(())
}
