//! The hostile files are what they say: bombs unpack, liars lie, valid ones still read.
#![cfg(test)]

use std::io::Cursor;

use credence_testkit::hostile::{
    PngBomb, honest_jpeg, hostile_files, jpeg_and_page, jpeg_and_zip, jpeg_claiming_size,
    jpeg_in_four_channels, jpeg_with_full_exif, jpeg_with_huge_profile, jpeg_with_many_scans,
    jpeg_with_many_segments, png_bomb, png_with_broken_checksum, png_with_profile_bomb, truncated,
};
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::{DynamicImage, ImageDecoder};

fn read_jpeg(bytes: &[u8]) -> Option<DynamicImage> {
    DynamicImage::from_decoder(JpegDecoder::new(Cursor::new(bytes)).ok()?).ok()
}

fn read_png(bytes: &[u8]) -> Option<DynamicImage> {
    DynamicImage::from_decoder(PngDecoder::new(Cursor::new(bytes)).ok()?).ok()
}

#[test]
fn a_bomb_is_small_valid_and_huge() {
    for side in [1, 7, 64, 300] {
        for pixels in [PngBomb::OneBit, PngBomb::TrueColour] {
            let picture = read_png(&png_bomb(side, pixels)).expect("a small bomb reads");
            assert_eq!((picture.width(), picture.height()), (side, side));
            assert!(picture.into_rgb8().iter().all(|channel| *channel == 0));
        }
    }
    let bomb = png_bomb(30_000, PngBomb::OneBit);
    assert!(bomb.len() < 120_000, "{}", bomb.len());
    let decoder = PngDecoder::new(Cursor::new(&bomb)).unwrap();
    assert_eq!(decoder.dimensions(), (30_000, 30_000));
}

#[test]
fn a_broken_checksum_does_not_read() {
    assert!(read_png(&png_with_broken_checksum()).is_none());
}

#[test]
fn a_profile_bomb_is_small() {
    assert!(png_with_profile_bomb(256).len() < 270_000);
    assert!(
        png_with_profile_bomb(256)
            .windows(4)
            .any(|name| name == b"iCCP")
    );
}

#[test]
fn a_lying_jpeg_claims_its_size() {
    let lying = jpeg_claiming_size(&honest_jpeg().unwrap(), 65_500, 65_000);
    let decoder = JpegDecoder::new(Cursor::new(&lying));
    assert!(decoder.is_err() || decoder.unwrap().dimensions() == (65_500, 65_000));
}

#[test]
fn many_scans_are_a_real_progressive_jpeg() {
    let picture = read_jpeg(&jpeg_with_many_scans(70, 63)).expect("a small one reads");
    assert_eq!((picture.width(), picture.height()), (70, 70));
    let large = jpeg_with_many_scans(6000, 4000);
    assert!(large.len() < 400_000, "{}", large.len());
}

#[test]
fn valid_files_with_odd_parts_still_read() {
    let jpeg = honest_jpeg().unwrap();
    for bytes in [
        jpeg_and_page(&jpeg),
        jpeg_and_zip(&jpeg),
        jpeg_with_full_exif(&jpeg),
        jpeg_with_huge_profile(&jpeg),
        jpeg_with_many_segments(&jpeg, 1000),
    ] {
        let picture = read_jpeg(&bytes).expect("the picture is whole");
        assert_eq!((picture.width(), picture.height()), (160, 120));
    }
    assert!(jpeg_in_four_channels().starts_with(&[0xFF, 0xD8]));
}

#[test]
fn the_archive_behind_the_picture_is_found_by_its_end() {
    let jpeg = honest_jpeg().unwrap();
    let bytes = jpeg_and_zip(&jpeg);
    let end = bytes.len() - 22;
    assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
    let directory = u32::from_le_bytes(bytes[end + 16..end + 20].try_into().unwrap()) as usize;
    assert_eq!(&bytes[directory..directory + 4], b"PK\x01\x02");
    let local = u32::from_le_bytes(bytes[directory + 42..directory + 46].try_into().unwrap());
    assert_eq!(local as usize, jpeg.len());
    assert_eq!(&bytes[jpeg.len()..jpeg.len() + 4], b"PK\x03\x04");
}

#[test]
fn a_cut_file_is_shorter() {
    assert_eq!(truncated(&[1, 2, 3, 4], 0.5), [1, 2]);
    assert_eq!(truncated(&[1, 2], 3.0), [1, 2]);
}

#[test]
fn the_list_has_names_and_small_files() {
    let files = hostile_files().unwrap();
    assert!(files.len() > 20);
    for (name, bytes) in files {
        assert!(
            !name.is_empty() && bytes.len() < 2_000_000,
            "{name}: {}",
            bytes.len()
        );
    }
}
