//! The black-box sets of ZXing (Apache-2.0), when they lie beside the repository.

use std::path::{Path, PathBuf};

use credence_vision::barcode::{BarcodeReading, join_segments, read_pdf417};
use credence_vision::decode;

/// Set, images, floor. The general decoder alone reads 12 or 13, 25 and 19.
const SETS: [(&str, usize, usize); 3] = [
    ("pdf417-1", 14, 14),
    ("pdf417-2", 25, 25),
    ("pdf417-3", 19, 19),
];
/// Messages divided over several symbols and pictures: set, pictures, parts of each message.
const DIVIDED: (&str, usize) = ("pdf417-4", 4);
const PARTS: [(&str, usize); 3] = [("01", 1), ("02", 8), ("04", 2)];
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
fn divided_messages_are_joined_whole() {
    if !folder().exists() {
        println!("black-box sets: absent, skipped");
        return;
    }
    let (set, count) = DIVIDED;
    let images = images(set);
    assert_eq!(images.len(), count);
    let message_of = |image: &PathBuf| {
        let name = image.file_stem().unwrap().to_str().unwrap();
        folder().join(set).join(name.split('-').next().unwrap())
    };
    for pictures in images.chunk_by(|a, b| message_of(a) == message_of(b)) {
        let message = message_of(&pictures[0]);
        let expected = std::fs::read(message.with_extension("bin"))
            .or_else(|_| std::fs::read(message.with_extension("txt")))
            .unwrap();
        let parts: Vec<BarcodeReading> = pictures.iter().flat_map(|path| readings(path)).collect();
        let name = message.file_name().unwrap().display();
        let joined = join_segments(&parts).unwrap_or_else(|error| panic!("{name}: {error}"));
        println!(
            "{set}/{name}: {} parts, {} bytes",
            joined.parts,
            expected.len()
        );
        let parts = PARTS
            .iter()
            .find(|(of, _)| message.ends_with(of))
            .map(|p| p.1);
        assert_eq!(Some(joined.parts), parts, "{name}");
        assert_eq!(*joined.bytes.expose(), expected, "{name}");
    }
}
