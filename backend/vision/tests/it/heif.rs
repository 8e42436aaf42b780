use credence_vision::{DecodeError, MediaType, Picture, decode, dimensions, sniff};
use image::RgbImage;
use image::imageops::{crop_imm, flip_horizontal, flip_vertical, rotate180, rotate270};

use crate::files::picture;
use crate::heif_files::{Item, boxed, coded, grid, heif, stored};

/// The mean difference of all values.
pub(crate) fn difference(found: &Picture, expected: &RgbImage) -> f64 {
    assert_eq!((found.width(), found.height()), expected.dimensions());
    let differences = found.rgb().iter().zip(expected.as_raw());
    let sum: f64 = differences.map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
    sum / f64::from(expected.width() * expected.height() * 3)
}

fn shows(file: &[u8], expected: &RgbImage) {
    let found = difference(&decode(file).unwrap(), expected);
    assert!(found < 1.5, "{found}");
}

#[test]
fn pictures_of_every_depth_and_chroma_are_decoded() {
    for format in ["heic", "avif"] {
        for name in ["plain", "full_chroma", "deep", "odd"] {
            let file = stored(&format!("{name}.{format}"));
            let (width, height) = if name == "odd" { (123, 77) } else { (128, 96) };
            // HEIC keeps even sides, and cuts the last row and column off when it is shown.
            let stored = dimensions(&file).unwrap();
            assert!((width..=width + 1).contains(&stored.0), "{stored:?}");
            assert!((height..=height + 1).contains(&stored.1), "{stored:?}");
            let found = difference(&decode(&file).unwrap(), &picture(width, height));
            assert!(found < 1.5, "{name} {format}: {found}");
        }
    }
    assert_eq!(sniff(&stored("plain.heic")), Some(MediaType::Heic));
    assert_eq!(sniff(&stored("plain.avif")), Some(MediaType::Avif));
}

#[test]
fn transparency_shows_white() {
    let mut expected = picture(128, 96);
    for (x, _, pixel) in expected.enumerate_pixels_mut() {
        let alpha = 2 * x;
        pixel.0 = pixel.0.map(|value| {
            u8::try_from((u32::from(value) * alpha + 255 * (255 - alpha)) / 255).unwrap()
        });
    }
    shows(&stored("see_through.avif"), &expected);
    // Its alpha plane is coded without colours, which the HEVC decoder does not read.
    let refused = decode(&stored("see_through.heic"));
    assert_eq!(refused.unwrap_err(), DecodeError::UnsupportedCoding);
}

/// The plain picture with more properties.
fn turned(properties: &[Vec<u8>]) -> Vec<u8> {
    let mut item = coded("plain.heic", 128, 96);
    item.properties.extend_from_slice(properties);
    heif("heic", &[item])
}

#[test]
fn turns_are_done_in_the_order_of_the_file() {
    let source = picture(128, 96);
    let rotate = |quarters: u8| boxed(b"irot", &[quarters]);
    let mirror = |axis: u8| boxed(b"imir", &[axis]);
    shows(&turned(&[]), &source);
    // Quarters count against the clock.
    shows(&turned(&[rotate(1)]), &rotate270(&source));
    shows(&turned(&[rotate(2)]), &rotate180(&source));
    shows(&turned(&[mirror(0)]), &flip_vertical(&source));
    shows(&turned(&[mirror(1)]), &flip_horizontal(&source));
    let both = turned(&[rotate(1), mirror(1)]);
    shows(&both, &flip_horizontal(&rotate270(&source)));
    let window: Vec<u8> = [60u32, 1, 40, 1, 10, 1, 5, 1]
        .iter()
        .flat_map(|value| value.to_be_bytes())
        .collect();
    let cut = crop_imm(&source, 44, 33, 60, 40).to_image();
    shows(&turned(&[boxed(b"clap", &window)]), &cut);
    let cut_and_turned = turned(&[boxed(b"clap", &window), rotate(1)]);
    shows(&cut_and_turned, &rotate270(&cut));
    assert_eq!(dimensions(&cut_and_turned), Ok((128, 96)));
}

/// A picture of 120 × 100 in tiles.
pub(crate) fn tiled(format: &str) -> Vec<Item> {
    let tiles = ["00", "01", "10", "11"];
    let tiles = tiles.map(|place| coded(&format!("tile_{place}.{format}"), 64, 64));
    [&[grid(2, 2, 120, 100)], tiles.as_slice()].concat()
}

#[test]
fn tiles_are_put_together() {
    for format in ["heic", "avif"] {
        let mut items = tiled(format);
        shows(&heif(format, &items), &picture(120, 100));
        items[0].properties.push(boxed(b"irot", &[1]));
        shows(&heif(format, &items), &rotate270(&picture(120, 100)));
    }
}

#[test]
fn the_colours_of_the_coded_picture_count_where_the_container_has_none() {
    // The stored files say in both places that black is 0; the container is believed first.
    let mut item = coded("plain.heic", 128, 96);
    shows(&heif("heic", &[item.clone()]), &picture(128, 96));
    let narrow = [b"nclx".as_slice(), &[0, 1, 0, 13, 0, 6, 0]].concat();
    item.properties.push(boxed(b"colr", &narrow));
    let decoded = decode(&heif("heic", &[item])).unwrap();
    assert!(difference(&decoded, &picture(128, 96)) > 5.0);
}
