//! Decoding stays under 200 MB. Alone in its file, because the peak belongs to the whole process.
#![cfg(test)]

use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{GrayImage, ImageFormat};

fn kilobytes(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn png() -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    GrayImage::new(6300, 6300)
        .write_to(&mut file, ImageFormat::Png)
        .unwrap();
    file.into_inner()
}

/// A page of colours without any other coding: all of them lie unpacked beside the picture.
fn pdf() -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..6300 {
        packer.write_all(&[200; 3 * 6300]).unwrap();
    }
    let packed = packer.finish().unwrap();
    let mut file = b"%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Kids[3 0 R]/MediaBox[0 0 600 600]/Resources<</XObject<</I 5 0 R>>>>>>endobj
3 0 obj<</Type/Page/Contents 4 0 R>>endobj
4 0 obj<</Length 26>>stream\n600 0 0 600 0 0 cm /I Do  \nendstream endobj
5 0 obj<</Subtype/Image/Width 6300/Height 6300/ColorSpace/DeviceRGB/BitsPerComponent 8"
        .to_vec();
    file.extend(format!("/Filter/FlateDecode/Length {}>>stream\n", packed.len()).bytes());
    file.extend(packed);
    file.extend(b"\nendstream endobj trailer<</Root 1 0 R>>");
    file
}

#[test]
fn the_largest_picture_of_every_format_stays_under_two_hundred_megabytes() {
    let stored = |name: &str| {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/files");
        fs::read(folder.join(name)).unwrap()
    };
    let files = [
        ("PNG", png(), (3150, 3150)),
        ("PDF", pdf(), (3150, 3150)),
        ("HEIC", stored("large.heic"), (3008, 2304)),
        ("AVIF", stored("large.avif"), (3150, 3150)),
    ];
    // What the allocator keeps from one to the next counts, so that nothing hides in it.
    let before = kilobytes("VmRSS:");
    for (name, file, size) in files {
        // Writing 5 sets the peak back to the present size (proc(5)).
        let before = before.filter(|_| fs::write("/proc/self/clear_refs", "5").is_ok());
        let picture = credence_vision::decode(&file).unwrap();
        assert_eq!((picture.width(), picture.height()), size, "{name}");
        if let (Some(before), Some(peak)) = (before, kilobytes("VmHWM:")) {
            println!("{name}: {} kB", peak.saturating_sub(before));
            assert!(
                peak.saturating_sub(before) < 200_000,
                "{name}: {before} kB before, {peak} kB at the peak"
            );
        }
    }
}
