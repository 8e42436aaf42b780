//! The black-box sets of ZXing (Apache-2.0), when they lie beside the repository.

use std::path::{Path, PathBuf};

use credence_vision::barcode::{BarcodeReading, read_pdf417};
use credence_vision::decode;

/// Set, images, floor. The general decoder alone reads 12 or 13, 25 and 19.
const SETS: [(&str, usize, usize); 3] = [
    ("pdf417-1", 14, 12),
    ("pdf417-2", 25, 25),
    ("pdf417-3", 19, 19),
];
/// Messages divided over several symbols: images, and how many must give a part.
const DIVIDED: (&str, usize, usize) = ("pdf417-4", 4, 3);
const MISREADS_ALLOWED: usize = 0;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/pdf417")
}

fn images(set: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder().join(set))
        .into_iter()
        .flatten()
        .flatten();
    let mut images: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|p| p.extension().is_some_and(|e| e == "png"))
        .collect();
    images.sort();
    images
}

fn readings(image: &Path) -> Vec<BarcodeReading> {
    read_pdf417(&decode(&std::fs::read(image).unwrap()).unwrap())
}

fn is_expected(image: &Path, reading: &BarcodeReading) -> bool {
    let text = std::fs::read_to_string(image.with_extension("txt"));
    let bytes = std::fs::read(image.with_extension("bin"));
    text.is_ok_and(|text| {
        text == *reading.text().expose() || text.as_bytes() == reading.bytes.expose()
    }) || bytes.is_ok_and(|bytes| bytes == *reading.bytes.expose())
}

#[test]
fn the_sets_are_read_without_a_misread() {
    if !folder().exists() {
        println!("black-box sets: absent, skipped");
        return;
    }
    println!(
        "{:10} {:>6} {:>8} {:>8} {:>6}",
        "corpus", "images", "decoded", "misread", "floor"
    );
    for (set, count, floor) in SETS {
        let images = images(set);
        assert_eq!(images.len(), count, "{set}");
        let (mut decoded, mut misread) = (0, 0);
        for image in &images {
            for reading in readings(image) {
                let is_right = is_expected(image, &reading);
                decoded += usize::from(is_right);
                misread += usize::from(!is_right);
            }
        }
        println!("{set:10} {count:6} {decoded:8} {misread:8} {floor:6}");
        assert!(decoded >= floor && misread == MISREADS_ALLOWED, "{set}");
    }
}

#[test]
fn parts_of_divided_messages_are_read_without_a_misread() {
    if !folder().exists() {
        println!("black-box sets: absent, skipped");
        return;
    }
    let (set, count, floor) = DIVIDED;
    let images = images(set);
    assert_eq!(images.len(), count);
    let (mut decoded, mut misread, mut parts) = (0, 0, 0);
    for image in &images {
        let name = image.file_stem().unwrap().to_str().unwrap();
        let message = folder().join(set).join(name.split('-').next().unwrap());
        let expected = std::fs::read(message.with_extension("bin"))
            .or_else(|_| std::fs::read(message.with_extension("txt")))
            .unwrap();
        let found = readings(image);
        decoded += usize::from(!found.is_empty());
        for reading in &found {
            let bytes = reading.bytes.expose();
            let is_part = expected.windows(bytes.len()).any(|window| window == bytes);
            parts += usize::from(is_part && reading.segment.is_some());
            misread += usize::from(!is_part);
        }
    }
    println!("{set:10} {count:6} {decoded:8} {misread:8} {floor:6}   ({parts} parts)");
    assert!(decoded >= floor && misread == MISREADS_ALLOWED);
}
