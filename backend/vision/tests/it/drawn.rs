//! Drawn licence backs, cluttered with stripe, 1-D code and print, as people photograph them.

use credence_testkit::document::{LicenceBackOptions, licence_back};
use credence_testkit::scene::{
    FrameSize, Magnification, SceneOptions, photograph, photograph_nothing,
};
use credence_vision::barcode::read_pdf417;
use credence_vision::decode;

const TILTS: [f32; 6] = [0.0, 2.0, 4.0, 6.0, 8.0, 10.0];
const SEEDS: std::ops::Range<u64> = 0..8;
/// Pixels to a module, floor in percent over all tilts. The general decoder alone reads nothing
/// from a tilt of 5 degrees on, at any resolution.
const ROWS: [(f32, usize); 4] = [(1.5, 90), (2.0, 98), (3.0, 98), (4.0, 98)];
const MISREADS_ALLOWED: usize = 0;

/// Turned and tilted about both axes by the same angle, the signs from the seed.
fn scene(seed: u64, pixels_per_module: f32, tilt: f32) -> SceneOptions {
    let signed = |bit: u64| if seed >> bit & 1 == 1 { tilt } else { -tilt };
    let mut scene = SceneOptions::phone(seed + 1000);
    scene.magnification = Magnification::PixelsPerModule(pixels_per_module);
    scene.size = FrameSize::Around(60);
    scene.placement.rotation_degrees = signed(0);
    scene.placement.tilt_x_degrees = signed(1);
    scene.placement.tilt_y_degrees = signed(2);
    scene
}

#[test]
fn tilted_licence_backs_are_read() {
    println!(
        "{:>9} {:>6} {:>8} {:>8} {:>8}  by tilt",
        "px/module", "images", "decoded", "misread", "floor %"
    );
    for (pixels_per_module, floor) in ROWS {
        let (mut decoded, mut misread, mut images) = ([0usize; TILTS.len()], 0, 0);
        for seed in SEEDS {
            let back = licence_back(seed, &LicenceBackOptions::default()).unwrap();
            for (tilt, decoded) in TILTS.into_iter().zip(&mut decoded) {
                images += 1;
                let scene = scene(seed, pixels_per_module, tilt);
                let photo = photograph(&back.drawing, &scene).unwrap();
                for reading in read_pdf417(&decode(&photo.bytes).unwrap()) {
                    let is_right = *reading.bytes.expose() == back.barcode.bytes;
                    *decoded += usize::from(is_right);
                    misread += usize::from(!is_right);
                }
            }
        }
        let sum: usize = decoded.iter().sum();
        println!("{pixels_per_module:9} {images:6} {sum:8} {misread:8} {floor:8}  {decoded:?}");
        assert!(100 * sum >= floor * images, "{pixels_per_module}");
        assert_eq!(misread, MISREADS_ALLOWED);
    }
}

#[test]
fn the_corners_and_the_layout_are_those_of_the_drawing() {
    let back = licence_back(3, &LicenceBackOptions::default()).unwrap();
    let photo = photograph(&back.drawing, &scene(3, 3.0, 5.0)).unwrap();
    let readings = read_pdf417(&decode(&photo.bytes).unwrap());
    let [reading] = readings.as_slice() else {
        panic!("{} readings", readings.len())
    };
    let (truth, layout) = (
        back.drawing.barcode.as_ref().unwrap(),
        reading.layout.unwrap(),
    );
    assert_eq!(
        (layout.rows, layout.columns),
        (truth.rows as usize, truth.columns as usize)
    );
    assert_eq!(layout.error_correction_level, truth.error_correction_level);
    let width = photo.truth.pixels_per_module.unwrap();
    assert!((reading.module_width.unwrap() / width - 1.0).abs() < 0.03);
    for (found, drawn) in reading.corners.iter().zip(photo.truth.barcode.unwrap().0) {
        let off = (found.x - drawn.x).hypot(found.y - drawn.y);
        assert!(off < 2.0 * width, "{off}");
    }
}

#[test]
fn quarter_turns_and_mirrors_are_read() {
    let back = licence_back(5, &LicenceBackOptions::default()).unwrap();
    let photo = photograph(&back.drawing, &scene(5, 2.5, 3.0)).unwrap();
    let upright = image::DynamicImage::ImageRgb8(photo.picture);
    let turned = [
        upright.rotate90(),
        upright.rotate180(),
        upright.rotate270(),
        upright.fliph(),
    ];
    for (number, picture) in turned.into_iter().enumerate() {
        let (width, height) = (picture.width(), picture.height());
        let rgb = picture.into_rgb8().into_raw();
        let picture = credence_vision::Picture::from_rgb(width, height, rgb).unwrap();
        let readings = read_pdf417(&picture);
        assert!(
            readings
                .iter()
                .any(|r| *r.bytes.expose() == back.barcode.bytes),
            "{number}"
        );
    }
}

#[test]
fn where_there_is_no_barcode_nothing_is_read() {
    for seed in 0..6 {
        let file = photograph_nothing(&SceneOptions::phone(seed)).unwrap();
        assert!(read_pdf417(&decode(&file).unwrap()).is_empty(), "{seed}");
    }
}
