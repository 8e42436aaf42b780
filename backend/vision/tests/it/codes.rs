//! QR codes and Code 128, drawn by an independent writer.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places and shades inside the picture"
)]

use std::time::{Duration, Instant};

use credence_testkit::barcode::{GeneralCode, encode_general};
use credence_testkit::document::{LicenceFrontOptions, licence_front};
use credence_testkit::scene::{SceneOptions, photograph, photograph_nothing};
use credence_vision::barcode::{CodeKind, CodeReading, read_codes};
use credence_vision::{Picture, decode};

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 900;

/// A page with the modules in its middle, turned by degrees, each pixel the mean of nine places.
fn page(modules: &[Vec<bool>], module: f32, height: f32, degrees: f32) -> Picture {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (wide, tall) = (
        modules[0].len() as f32 * module,
        modules.len() as f32 * height,
    );
    let shade = |x: f32, y: f32| {
        let (x, y) = (x - WIDTH as f32 / 2.0, y - HEIGHT as f32 / 2.0);
        let (along, across) = (
            x * cos + y * sin + wide / 2.0,
            y * cos - x * sin + tall / 2.0,
        );
        let is_inside = along >= 0.0 && across >= 0.0 && along < wide && across < tall;
        let is_dark = is_inside && modules[(across / height) as usize][(along / module) as usize];
        if is_dark { 40.0 } else { 215.0 }
    };
    let mut rgb = Vec::new();
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let thirds = (0..9).map(|i| {
                shade(
                    x as f32 + (i % 3) as f32 / 3.0,
                    y as f32 + (i / 3) as f32 / 3.0,
                )
            });
            rgb.extend([(thirds.sum::<f32>() / 9.0) as u8; 3]);
        }
    }
    Picture::from_rgb(WIDTH, HEIGHT, rgb).unwrap()
}

fn only(mut readings: Vec<CodeReading>, place: &str) -> CodeReading {
    assert_eq!(readings.len(), 1, "{place}");
    readings.remove(0)
}

#[test]
fn qr_codes_are_read_at_any_turn() {
    let texts = [
        "https://example.org/verify/0123456789",
        "VC1:Ünïcode and some more text to fill the rows 0123456789",
    ];
    for text in texts {
        let modules = encode_general(GeneralCode::Qr, text).unwrap();
        for (module, degrees) in [
            (3.0, 0.0),
            (4.0, 12.0),
            (5.5, 90.0),
            (3.5, 185.0),
            (6.0, 271.0),
            (4.0, 45.0),
        ] {
            let place = format!("{text} {module} px, {degrees} degrees");
            let reading = only(read_codes(&page(&modules, module, module, degrees)), &place);
            assert_eq!(reading.kind, CodeKind::Qr, "{place}");
            assert_eq!(reading.text.expose(), text, "{place}");
            assert!(!reading.raw.expose().is_empty());
            let [top_left, top_right, ..] = reading.corners;
            let side = (top_left.x - top_right.x).hypot(top_left.y - top_right.y);
            let drawn = modules.len() as f32 * module;
            assert!(
                (side / drawn - 1.0).abs() < 0.08,
                "{place}: {side} for {drawn}"
            );
        }
    }
}

#[test]
fn code_128_is_read_at_any_turn() {
    for text in ["1234567890", "D1234-AB/x", "ZZ0042"] {
        let modules = encode_general(GeneralCode::Code128, text).unwrap();
        for (module, degrees) in [
            (2.0, 0.0),
            (2.5, 7.0),
            (3.0, 90.0),
            (3.0, 184.0),
            (2.5, 263.0),
        ] {
            let place = format!("{text} {module} px, {degrees} degrees");
            let reading = only(read_codes(&page(&modules, module, 90.0, degrees)), &place);
            assert_eq!(reading.kind, CodeKind::Code128, "{place}");
            assert_eq!(reading.text.expose(), text, "{place}");
            let [top_left, top_right, ..] = reading.corners;
            let length = (top_left.x - top_right.x).hypot(top_left.y - top_right.y);
            let drawn = modules[0].len() as f32 * module;
            assert!(
                (length / drawn - 1.0).abs() < 0.05,
                "{place}: {length} for {drawn}"
            );
        }
    }
}

#[test]
fn where_there_is_no_code_nothing_is_read() {
    for seed in 0..8 {
        let front = licence_front(seed, &LicenceFrontOptions::default()).unwrap();
        let front = photograph(&front.drawing, &SceneOptions::phone(seed))
            .unwrap()
            .bytes;
        let nothing = photograph_nothing(&SceneOptions::phone(seed)).unwrap();
        for file in [front, nothing] {
            assert_eq!(read_codes(&decode(&file).unwrap()).len(), 0, "{seed}");
        }
    }
}

#[test]
fn pictures_made_to_cost_much_cost_little() {
    let mut state = 1u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    let noise: Vec<u8> = (0..1600 * 1200 * 3).map(|_| noise()).collect();
    // Finder patterns side by side over the whole picture, of two pixels to a module.
    let ring = |x: usize, y: usize| {
        let (x, y) = (x / 2 % 9, y / 2 % 9);
        let edge = x.abs_diff(3).max(y.abs_diff(3));
        x < 7 && y < 7 && edge != 2
    };
    let finders =
        (0..1200).flat_map(|y| (0..4800).map(move |x| if ring(x / 3, y) { 0 } else { 255 }));
    let stripes = (0..1200).flat_map(|_| (0..4800).map(|x| if x / 9 % 2 == 0 { 0 } else { 255 }));
    let flat = vec![128; 1600 * 1200 * 3];
    for rgb in [noise, finders.collect(), stripes.collect(), flat] {
        let picture = Picture::from_rgb(1600, 1200, rgb).unwrap();
        let start = Instant::now();
        assert_eq!(read_codes(&picture).len(), 0);
        println!("{:?}", start.elapsed());
        // Unoptimised dependencies and a loaded machine; a release build takes below 100 ms.
        assert!(start.elapsed() < Duration::from_secs(3));
    }
    for (width, height) in [(1, 1), (1, 500), (500, 1), (7, 7), (40, 3)] {
        let rgb = vec![0; (width * height * 3) as usize];
        let picture = Picture::from_rgb(width, height, rgb).unwrap();
        assert_eq!(read_codes(&picture).len(), 0);
    }
}
