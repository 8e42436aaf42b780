//! Small pictures as files, and the tools to spoil them.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};

/// A picture with different corners, so that turning shows.
pub(crate) fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let shade = |n: u32, of: u32| u8::try_from(n * 255 / of.max(1)).unwrap();
        image::Rgb([
            shade(x, width),
            shade(y, height),
            shade(x + y, width + height),
        ])
    })
}

pub(crate) fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A JPEG segment: marker, length, payload.
pub(crate) fn segment(marker: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 2).unwrap();
    let mut bytes = vec![0xFF, marker];
    bytes.extend(length.to_be_bytes());
    bytes.extend(payload);
    bytes
}

/// Inserts segments right behind the start-of-image marker.
pub(crate) fn with_segments(jpeg: &[u8], segments: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend(segments.concat());
    bytes.extend(&jpeg[2..]);
    bytes
}

/// The same JPEG with other dimensions in its frame header.
pub(crate) fn with_dimensions(jpeg: &[u8], width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg.to_vec();
    let frame = (0..bytes.len() - 1)
        .find(|&i| bytes[i] == 0xFF && bytes[i + 1] == 0xC0)
        .unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// A PNG of the given header over the given compressed data. The checksums are wrong, which
/// nothing that is refused for its size gets to see.
pub(crate) fn png(width: u32, height: u32, data: &[u8]) -> Vec<u8> {
    let chunk = |kind: &[u8], payload: &[u8]| {
        let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
        [&length, kind, payload, &[0; 4]].concat()
    };
    let header = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[8, 2, 0, 0, 0],
    ]
    .concat();
    let parts = [
        chunk(b"IHDR", &header),
        chunk(b"IDAT", data),
        chunk(b"IEND", b""),
    ]
    .concat();
    [b"\x89PNG\r\n\x1a\n".as_slice(), &parts].concat()
}

/// A WebP container around chunks, each as (name, length that it claims, payload).
pub(crate) fn webp(chunks: &[(&[u8; 4], u32, &[u8])]) -> Vec<u8> {
    let body: Vec<u8> = chunks
        .iter()
        .flat_map(|(kind, length, payload)| {
            [kind.as_slice(), &length.to_le_bytes(), payload].concat()
        })
        .collect();
    let size = u32::try_from(body.len() + 4).unwrap().to_le_bytes();
    [b"RIFF".as_slice(), &size, b"WEBP", &body].concat()
}
