use credence_vision::decode;
use image::ImageFormat::{Jpeg, Png};
use image::{Rgb, RgbImage};

use crate::files::{encoded, segment, with_segments};

/// TIFF header and one directory with one entry: orientation (274), short.
fn exif(orientation: u8) -> Vec<u8> {
    let directory = [
        0,
        1,
        1,
        18,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        orientation,
        0,
        0,
        0,
        0,
        0,
        0,
    ];
    segment(
        0xE1,
        &[b"Exif\0\0MM\0*\0\0\0\x08".as_slice(), &directory].concat(),
    )
}

#[test]
fn all_eight_orientations_come_out_upright() {
    // Stored: the left half dark, with a bright block at the top left corner.
    let stored = RgbImage::from_fn(64, 32, |x, y| match (x, y) {
        (0..16, 0..16) => Rgb([255; 3]),
        (0..32, _) => Rgb([0; 3]),
        _ => Rgb([128; 3]),
    });
    let jpeg = encoded(&stored, Jpeg);
    // Where the bright corner has to be: (is right, is bottom), and whether sides are swapped.
    let expected = [
        (1, (false, false), false),
        (2, (true, false), false),
        (3, (true, true), false),
        (4, (false, true), false),
        (5, (false, false), true),
        (6, (true, false), true),
        (7, (true, true), true),
        (8, (false, true), true),
    ];
    for (orientation, (is_right, is_bottom), is_swapped) in expected {
        let picture = decode(&with_segments(&jpeg, &[exif(orientation)])).unwrap();
        let size = if is_swapped { (32, 64) } else { (64, 32) };
        assert_eq!((picture.width(), picture.height()), size, "{orientation}");
        let x = if is_right { picture.width() - 8 } else { 8 };
        let y = if is_bottom { picture.height() - 8 } else { 8 };
        let corner = picture.luma().row(y as usize)[x as usize];
        assert!(corner > 220, "{orientation}: {corner}");
    }
}

#[test]
fn transparency_shows_white() {
    let pixels = image::RgbaImage::from_pixel(4, 4, image::Rgba([0, 0, 0, 0]));
    let mut file = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut file, Png).unwrap();
    assert!(
        decode(file.get_ref())
            .unwrap()
            .rgb()
            .iter()
            .all(|&value| value == 255)
    );
}
