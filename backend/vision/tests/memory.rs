//! Decoding stays under 200 MB. Alone in its file, because the peak belongs to the whole process.
#![cfg(test)]

use std::fs;
use std::io::Cursor;

use image::{GrayImage, ImageFormat};

fn kilobytes(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn the_largest_picture_stays_under_two_hundred_megabytes() {
    let mut file = Cursor::new(Vec::new());
    GrayImage::new(6300, 6300)
        .write_to(&mut file, ImageFormat::Png)
        .unwrap();
    let file = file.into_inner();
    // Writing 5 sets the peak back to the present size (proc(5)).
    let before = kilobytes("VmRSS:").filter(|_| fs::write("/proc/self/clear_refs", "5").is_ok());
    let picture = credence_vision::decode(&file).unwrap();
    assert_eq!((picture.width(), picture.height()), (3150, 3150));
    if let (Some(before), Some(peak)) = (before, kilobytes("VmHWM:")) {
        assert!(
            peak.saturating_sub(before) < 200_000,
            "{before} kB before, {peak} kB at the peak"
        );
    }
}
