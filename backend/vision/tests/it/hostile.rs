use std::time::{Duration, Instant};

use credence_vision::barcode::read_pdf417;
use credence_vision::{DecodeError, ForeignFormat, MAX_BYTES, Picture, decode, dimensions, sniff};
use image::ImageFormat::{Jpeg, Png, WebP};

use crate::files::{encoded, picture, png, segment, webp, with_dimensions, with_segments};

/// Refusals come from the header alone; the limit is for a loaded machine.
const AT_ONCE: Duration = Duration::from_millis(50);

/// Numbers that look like chance and are the same each time.
pub(crate) struct Random(pub(crate) u32);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % limit
    }
}

/// Decodes a file again and again with a few bytes changed.
pub(crate) fn spoil(file: &[u8], times: usize, random: &mut Random) {
    for _ in 0..times {
        let mut spoiled = file.to_vec();
        for _ in 0..=random.below(6) {
            let place = random.below(spoiled.len());
            spoiled[place] = u8::try_from(random.below(256)).unwrap();
        }
        if let Ok(picture) = decode(&spoiled) {
            let pixels = picture.width() as usize * picture.height() as usize;
            assert_eq!(picture.rgb().len(), 3 * pixels);
        }
    }
}

pub(crate) fn refused(bytes: &[u8]) -> DecodeError {
    let start = Instant::now();
    let error = decode(bytes).unwrap_err();
    assert!(
        start.elapsed() < AT_ONCE,
        "{error} took {:?}",
        start.elapsed()
    );
    assert_eq!(dimensions(bytes).err().unwrap_or(error), error);
    error
}

#[test]
fn other_formats_are_refused_by_name() {
    assert_eq!(refused(b""), DecodeError::Empty);
    assert_eq!(
        refused(b"x"),
        DecodeError::Unsupported(ForeignFormat::Unknown)
    );
    assert_eq!(
        refused(b"GIF89a\x01\0\x01\0"),
        DecodeError::Unsupported(ForeignFormat::Gif)
    );
    let error = refused(b"\0\0\0\x18ftypisom\0\0\0\0isomavc1");
    assert_eq!(error, DecodeError::Unsupported(ForeignFormat::Film));
    assert_eq!(
        error.to_string(),
        "only JPEG, PNG, WebP, HEIC and AVIF images and scans in a PDF are read, and this is a film"
    );
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    assert_eq!(refused(svg), DecodeError::Unsupported(ForeignFormat::Svg));
}

#[test]
fn a_file_over_the_limit_is_refused_unread() {
    let mut bytes = encoded(&picture(16, 16), Jpeg);
    bytes.resize(MAX_BYTES + 1, 0);
    assert_eq!(refused(&bytes), DecodeError::TooManyBytes);
}

#[test]
fn png_bombs_are_refused_by_their_header() {
    // Enough data to be believed, were it not for the size.
    let data = vec![0; 450_000];
    assert_eq!(
        refused(&png(12_000, 12_000, &data)),
        DecodeError::TooManyPixels
    );
    // More than the data could ever inflate to.
    assert_eq!(
        refused(&png(30_000, 30_000, &[0; 4000])),
        DecodeError::Truncated
    );
    assert_eq!(
        refused(&png(u32::MAX, u32::MAX, &[0; 4000])),
        DecodeError::Truncated
    );
    assert_eq!(
        refused(&png(12_001, 1, &[0; 4000])),
        DecodeError::TooManyPixels
    );
    // 36 MP of which there is next to nothing.
    assert_eq!(
        refused(&png(6000, 6000, &[0; 4000])),
        DecodeError::Truncated
    );
    assert_eq!(refused(&png(0, 10, &[0; 40])), DecodeError::Unreadable);
}

#[test]
fn a_jpeg_that_lies_about_its_size_is_refused() {
    let jpeg = encoded(&picture(64, 48), Jpeg);
    for (width, height) in [(65_500, 65_500), (16_000, 16_000), (6000, 6000), (0, 10)] {
        let error = refused(&with_dimensions(&jpeg, width, height));
        assert_ne!(error, DecodeError::Empty, "{width} {height}");
    }
}

#[test]
fn a_thousand_scans_are_refused() {
    let frame = segment(0xC2, &[8, 0, 64, 0, 64, 1, 1, 0x11, 0]);
    let scan = [segment(0xDA, &[1, 1, 0, 0, 0, 0]), vec![0x55; 40]].concat();
    let file = |scans: usize| {
        [
            vec![0xFF, 0xD8],
            frame.clone(),
            scan.repeat(scans),
            vec![0xFF, 0xD9],
        ]
        .concat()
    };
    assert_eq!(refused(&file(1000)), DecodeError::TooManyPixels);
    assert_eq!(dimensions(&file(10)), Ok((64, 64)));
}

#[test]
fn files_cut_short_are_refused_wherever_they_are_cut() {
    let source = picture(120, 80);
    for format in [Jpeg, Png, WebP] {
        let file = encoded(&source, format);
        assert!(decode(&file).is_ok(), "{format:?}");
        for tenth in 1..10 {
            let part = &file[..file.len() * tenth / 10];
            assert!(decode(part).is_err(), "{format:?} {tenth}");
        }
    }
    let jpeg = encoded(&source, Jpeg);
    assert_eq!(refused(&jpeg[..jpeg.len() - 2]), DecodeError::Truncated);
}

#[test]
fn bytes_behind_the_picture_change_nothing() {
    let source = picture(40, 30);
    for format in [Jpeg, Png, WebP] {
        let plain = encoded(&source, format);
        let mut polyglot = plain.clone();
        polyglot.extend(b"<script>alert(1)</script>PK\x03\x04");
        let expected = decode(&plain).unwrap();
        assert_eq!(
            decode(&polyglot).unwrap().rgb(),
            expected.rgb(),
            "{format:?}"
        );
        assert_eq!(sniff(&polyglot), sniff(&plain));
    }
}

#[test]
fn large_metadata_is_carried_without_harm() {
    let jpeg = encoded(&picture(40, 30), Jpeg);
    let exif = segment(
        0xE1,
        &[b"Exif\0\0MM\0*".as_slice(), &[0xFF; 65_500]].concat(),
    );
    let profile = segment(
        0xE2,
        &[b"ICC_PROFILE\0\x01\x01".as_slice(), &[7; 65_000]].concat(),
    );
    let segments = std::iter::once(exif).chain(std::iter::repeat_n(profile, 200));
    let file = with_segments(&jpeg, &segments.collect::<Vec<_>>());
    let start = Instant::now();
    assert_eq!(decode(&file).unwrap().width(), 40);
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn webp_chunks_that_promise_too_much_are_refused() {
    let huge = webp(&[(b"VP8L", 20, &[0x2F; 20]), (b"EXIF", u32::MAX - 9, b"Exif")]);
    assert_eq!(refused(&huge), DecodeError::Truncated);
    let moving = webp(&[
        (b"VP8X", 10, &[2, 0, 0, 0, 99, 0, 0, 99, 0, 0]),
        (b"ANIM", 6, &[0; 6]),
        (b"ANMF", 16, &[0; 16]),
    ]);
    assert_eq!(refused(&moving), DecodeError::Animated);
    assert_eq!(refused(&webp(&[])), DecodeError::Truncated);
    // 16384 × 16384 in the five bytes of a lossless header.
    let wide = webp(&[(b"VP8L", 6, &[0x2F, 0xFF, 0xFF, 0xFF, 0x0F, 0])]);
    assert_eq!(refused(&wide), DecodeError::TooManyPixels);
}

#[test]
fn spoiled_files_give_a_picture_or_a_refusal_and_never_a_panic() {
    let source = picture(60, 44);
    let mut random = Random(7);
    for format in [Jpeg, Png, WebP] {
        spoil(&encoded(&source, format), 400, &mut random);
    }
}

#[test]
fn printing_a_picture_shows_its_size_alone() {
    let decoded = decode(&encoded(&picture(40, 30), Png)).unwrap();
    assert_eq!(
        format!("{decoded:?} {:?}", decoded.luma()),
        "Picture(40×30) Luma(40×30)"
    );
}

#[test]
fn a_picture_tiled_with_guard_patterns_costs_no_more_than_others() {
    // 8 1 1 1 1 1 1 3 modules of one and of two pixels, side by side over 3 MP.
    let start = [8u32, 1, 1, 1, 1, 1, 1, 3];
    let modules: Vec<u8> = start
        .iter()
        .enumerate()
        .flat_map(|(i, &width)| {
            std::iter::repeat_n(if i % 2 == 0 { 0 } else { 255 }, width as usize)
        })
        .collect();
    for module in [1, 2] {
        let row: Vec<u8> = (0..2000)
            .flat_map(|x| [modules[x / module % 17]; 3])
            .collect();
        let picture = Picture::from_rgb(2000, 1500, row.repeat(1500)).unwrap();
        let start = Instant::now();
        assert!(read_pdf417(&picture).is_empty());
        assert!(
            start.elapsed() < Duration::from_secs(4),
            "{:?}",
            start.elapsed()
        );
    }
}

#[test]
fn noise_and_stripes_give_nothing_within_bounds() {
    let mut state = 1u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    let pixels: Vec<u8> = (0..1600 * 1200 * 3).map(|_| noise()).collect();
    let stripes =
        (0..1200).flat_map(|y| (0..4800).map(move |x| if (x + y) / 6 % 2 == 0 { 0 } else { 255 }));
    for rgb in [pixels, stripes.collect()] {
        let picture = Picture::from_rgb(1600, 1200, rgb).unwrap();
        let start = Instant::now();
        assert!(read_pdf417(&picture).is_empty());
        assert!(
            start.elapsed() < Duration::from_secs(4),
            "{:?}",
            start.elapsed()
        );
    }
    for (width, height) in [(1, 1), (1, 500), (500, 1), (2, 2), (17, 3)] {
        let rgb = vec![90; (width * height * 3) as usize];
        assert!(read_pdf417(&Picture::from_rgb(width, height, rgb).unwrap()).is_empty());
    }
}
