//! The brightness of a JPEG file is decoded without its colours: it must be theirs.

use credence_vision::{Picture, decode};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::files::{picture, segment, with_segments};

const SAMPLINGS: [SamplingFactor; 8] = [
    SamplingFactor::F_1_1,
    SamplingFactor::F_2_1,
    SamplingFactor::F_1_2,
    SamplingFactor::F_2_2,
    SamplingFactor::F_4_1,
    SamplingFactor::F_4_2,
    SamplingFactor::F_1_4,
    SamplingFactor::F_2_4,
];

fn file(width: u16, height: u16, sampling: SamplingFactor, is_progressive: bool) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 95);
    encoder.set_sampling_factor(sampling);
    encoder.set_progressive(is_progressive);
    encoder.set_restart_interval(if width.is_multiple_of(2) { 3 } else { 0 });
    let pixels = picture(width.into(), height.into()).into_raw();
    encoder
        .encode(&pixels, width, height, ColorType::Rgb)
        .unwrap();
    file
}

/// The largest difference between the brightness and that of the colours.
fn difference(picture: &Picture) -> u8 {
    let luma = picture.luma().clone();
    let rgb = picture.rgb().to_vec();
    let again = Picture::from_rgb(picture.width(), picture.height(), rgb).unwrap();
    let of_colours = again.luma();
    assert_eq!(
        (luma.width(), luma.height()),
        (of_colours.width(), of_colours.height())
    );
    let pairs = luma.pixels().iter().zip(of_colours.pixels());
    pairs.map(|(a, b)| a.abs_diff(*b)).max().unwrap()
}

#[test]
fn brightness_and_colours_agree_however_the_colours_are_sampled() {
    for (width, height) in [(160, 96), (163, 101), (16, 8), (1, 1), (7, 90), (90, 7)] {
        for sampling in SAMPLINGS {
            for is_progressive in [false, true] {
                let picture = decode(&file(width, height, sampling, is_progressive)).unwrap();
                let found = difference(&picture);
                assert!(found <= 3, "{width}×{height} {sampling:?}: {found}");
            }
        }
    }
}

#[test]
fn brightness_and_colours_are_turned_alike() {
    let directory = |turn| [0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0];
    for turn in 1..=8 {
        let exif = [b"Exif\0\0MM\0*\0\0\0\x08".as_slice(), &directory(turn)].concat();
        let plain = file(160, 96, SamplingFactor::F_2_2, false);
        let picture = decode(&with_segments(&plain, &[segment(0xE1, &exif)])).unwrap();
        let found = difference(&picture);
        assert!(found <= 3, "{turn}: {found}");
    }
}

#[test]
fn brightness_and_colours_are_halved_alike() {
    let picture = decode(&file(6001, 4003, SamplingFactor::F_2_2, false)).unwrap();
    assert_eq!((picture.width(), picture.height()), (3000, 2001));
    assert!(difference(&picture) <= 3);
}
