//! The drawn PDF417 symbol reads back as the bytes that went in.
#![cfg(test)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixel places in known pictures"
)]

use credence_testkit::aamva::{AamvaOptions, AamvaVersion};
use credence_testkit::barcode::{Pdf417Options, encode_pdf417};
use credence_testkit::document::{BackLayout, DrawError, LicenceBackOptions, licence_back};
use credence_testkit::scene::{Magnification, SceneOptions, photograph};
use image::RgbImage;
use image::imageops::grayscale;
use rxing::common::HybridBinarizer;
use rxing::pdf417::PDF417Reader;
use rxing::{BinaryBitmap, DecodeHints, Luma8LuminanceSource, Reader};

fn read(picture: &RgbImage) -> Option<Vec<u8>> {
    let (width, height) = picture.dimensions();
    let grey = grayscale(picture).into_raw();
    let source = Luma8LuminanceSource::new(grey, width, height).ok()?;
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let hints = DecodeHints {
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    let result = PDF417Reader.decode_with_hints(&mut bitmap, &hints).ok()?;
    Some(
        result
            .getText()
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect(),
    )
}

#[test]
fn an_upright_card_reads_in_every_layout_and_version() {
    for (seed, version) in (0..10_u64).zip(AamvaVersion::ALL) {
        for layout in [
            BackLayout::Stripe,
            BackLayout::CodeOnTop,
            BackLayout::CodeAtBottom,
        ] {
            let options = LicenceBackOptions {
                layout: Some(layout),
                aamva: AamvaOptions {
                    version,
                    ..AamvaOptions::default()
                },
                pixels_per_module: 4.0,
                ..LicenceBackOptions::default()
            };
            let back = licence_back(seed, &options).unwrap();
            let read = read(&back.drawing.picture).expect("a symbol is found");
            assert_eq!(read, back.barcode.bytes, "seed {seed}, {layout:?}");
        }
    }
}

#[test]
fn a_straight_photograph_reads_at_three_pixels_per_module() {
    for seed in 0..8 {
        let back = licence_back(seed, &LicenceBackOptions::default()).unwrap();
        let options = SceneOptions {
            magnification: Magnification::PixelsPerModule(3.0),
            ..SceneOptions::flat()
        };
        let photo = photograph(&back.drawing, &options).unwrap();
        assert_eq!(
            read(&photo.picture),
            Some(back.barcode.bytes),
            "seed {seed}"
        );
    }
}

#[test]
fn a_little_worn_card_still_reads() {
    let is_read = |seed: &u64| {
        let options = LicenceBackOptions {
            wear: 0.2,
            ..LicenceBackOptions::default()
        };
        let back = licence_back(*seed, &options).unwrap();
        read(&back.drawing.picture) == Some(back.barcode.bytes)
    };
    assert!((0..6).filter(is_read).count() >= 5);
}

#[test]
fn the_symbol_is_where_the_truth_says() {
    for columns in [8, 12, 16] {
        let options = LicenceBackOptions {
            symbol: Some(Pdf417Options {
                columns,
                rows: None,
                error_correction_level: 3,
            }),
            pixels_per_module: 3.0,
            ..LicenceBackOptions::default()
        };
        let back = licence_back(9, &options).unwrap();
        let truth = back.drawing.barcode.as_ref().unwrap();
        assert!((truth.pixels_per_module() - 3.0).abs() < 0.02);
        assert_eq!((truth.columns, truth.error_correction_level), (columns, 3));
        let cut = image::imageops::crop_imm(
            &back.drawing.picture,
            truth.area.x.round() as u32 - 6,
            truth.area.y.round() as u32 - 6,
            truth.area.width.round() as u32 + 12,
            truth.area.height.round() as u32 + 12,
        )
        .to_image();
        assert_eq!(read(&cut).unwrap(), back.barcode.bytes);
        // The start pattern's wide bar lies at the left edge, light ground before it.
        let middle = (truth.area.y + truth.area.height / 2.0) as u32;
        let shade = |x: f32| back.drawing.picture.get_pixel(x as u32, middle).0[0];
        assert!(shade(truth.area.x + 4.0) < 60 && shade(truth.area.x - 4.0) > 200);
    }
}

#[test]
fn a_symbol_wider_than_the_card_is_refused() {
    let options = LicenceBackOptions {
        symbol: Some(Pdf417Options {
            columns: 16,
            rows: None,
            error_correction_level: 5,
        }),
        module_width: Some(0.38),
        ..LicenceBackOptions::default()
    };
    let error = licence_back(1, &options).unwrap_err();
    assert!(
        matches!(error, DrawError::BarcodeTooWide { millimetres: 130 }),
        "{error}"
    );
}

#[test]
fn bytes_beyond_ascii_survive() {
    let matrix = encode_pdf417(b"CAF\xC9 \x1E\r\n", &Pdf417Options::default()).unwrap();
    let (scale, margin) = (4, 20);
    let width = matrix.width() as u32 * scale + 2 * margin;
    let height = matrix.rows().len() as u32 * scale * 3 + 2 * margin;
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let cell = |at: u32, size: u32| at.checked_sub(margin).map(|at| (at / size) as usize);
        let is_dark = cell(y, scale * 3)
            .and_then(|row| matrix.rows().get(row))
            .zip(cell(x, scale))
            .and_then(|(row, column)| row.get(column))
            .is_some_and(|dark| *dark);
        image::Rgb([if is_dark { 0 } else { 255 }; 3])
    });
    assert_eq!(read(&picture).unwrap(), b"CAF\xC9 \x1E\r\n");
}
