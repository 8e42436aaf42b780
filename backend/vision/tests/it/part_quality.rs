//! Quality where something is to be read.

use credence_testkit::scene::{Glare, Magnification, Photograph, SceneOptions, photograph};
use credence_vision::quality::{Detail, Level, PartQuality, assess_part};
use credence_vision::{Point, Quad, decode};

use crate::outline_scenes::drawings;

fn zone(photo: &Photograph) -> PartQuality {
    let corners = |line: usize| photo.truth.mrz_lines[line].0;
    let last = photo.truth.mrz_lines.len() - 1;
    let [a, b, ..] = corners(0);
    let [.., c, d] = corners(last);
    let quad = Quad([a, b, c, d].map(|corner| Point::new(corner.x - 0.5, corner.y - 0.5)));
    let detail = Detail::Character(photo.truth.pixels_per_character.unwrap());
    assess_part(decode(&photo.bytes).unwrap().luma(), &quad, detail).unwrap()
}

fn passport(change: impl Fn(&mut SceneOptions)) -> PartQuality {
    let mut options = SceneOptions::phone(3);
    change(&mut options);
    zone(&photograph(&drawings(1).unwrap()[2], &options).unwrap())
}

#[test]
fn a_good_photograph_has_a_good_zone() {
    let quality = passport(|_| {});
    assert_eq!(quality.worst(), Level::Good, "{quality:?}");
    assert!(quality.outside < 0.01);
}

#[test]
fn each_fault_has_its_level() {
    let blurred = passport(|options| options.camera.defocus_sigma = 8.0);
    assert_eq!(blurred.blur_level, Level::Bad, "{blurred:?}");
    let moved = passport(|options| options.camera.motion_length = 26.0);
    assert!(moved.blur_level < Level::Good, "{moved:?}");
    let small = passport(|options| options.magnification = Magnification::PixelsPerCharacter(4.0));
    assert_eq!(small.size_level, Level::Bad, "{small:?}");
    let dark = passport(|options| options.light.exposure = 0.15);
    assert!(dark.light_level < Level::Good, "{dark:?}");
    let glaring = passport(|options| {
        options.light.glare.push(Glare {
            at: (0.5, 0.88),
            radius: 0.2,
            aspect: 0.5,
            strength: 260.0,
        });
    });
    assert!(glaring.glare_level < Level::Good, "{glaring:?}");
}

#[test]
fn blur_is_measured_in_pixels_of_the_picture() {
    let blur = |sigma: f32| {
        let quality = passport(|options| options.camera.defocus_sigma = sigma);
        let Detail::Character(pitch) = quality.detail else {
            panic!("{quality:?}")
        };
        quality.blur.unwrap() * pitch
    };
    for sigma in [1.5, 2.5, 4.0] {
        let measured = blur(sigma);
        assert!((measured / sigma - 1.0).abs() < 0.5, "{sigma}: {measured}");
    }
}

#[test]
fn nothing_outside_the_picture_is_measured() {
    let picture = credence_vision::Luma::new(100, vec![200; 10_000]);
    let detail = Detail::Module(2.0);
    let outside = Quad::rectangle(200.0, 0.0, 50.0, 50.0);
    assert_eq!(assess_part(&picture, &outside, detail), None);
    assert_eq!(assess_part(&picture, &Quad::default(), detail), None);
    let half = assess_part(&picture, &Quad::rectangle(50.0, 0.0, 100.0, 50.0), detail).unwrap();
    assert!((half.outside - 0.5).abs() < 0.02, "{}", half.outside);
    assert_eq!((half.blur, half.blur_level), (None, Level::Bad));
    assert_eq!(half.light_level, Level::Bad);
}
