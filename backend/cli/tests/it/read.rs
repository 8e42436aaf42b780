use std::path::Path;
use std::process::{Command, Output};

use credence_testkit::barcode::{GeneralCode, encode_general};
use credence_testkit::document::{
    LicenceBackOptions, LicenceFrontOptions, TravelOptions, licence_back, licence_front, passport,
};
use credence_testkit::scene::{
    FrameSize, Magnification, SceneOptions, photograph, photograph_nothing,
};
use serde_json::Value;

fn credence(arguments: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_credence"))
        .arg("read")
        .args(arguments)
        .output()
        .unwrap()
}

/// A photograph of a licence's back, and the family name in its barcode.
fn licence(folder: &Path) -> (std::path::PathBuf, String) {
    let back = licence_back(11, &LicenceBackOptions::default()).unwrap();
    let scene = SceneOptions {
        magnification: Magnification::PixelsPerModule(3.0),
        size: FrameSize::Around(60),
        ..SceneOptions::phone(11)
    };
    let file = folder.join("back.jpg");
    std::fs::write(&file, photograph(&back.drawing, &scene).unwrap().bytes).unwrap();
    (file, back.record.family_name)
}

#[test]
fn a_barcode_is_printed_as_json_and_boxed() {
    let folder = tempfile::tempdir().unwrap();
    let (file, family_name) = licence(folder.path());
    let boxes = folder.path().join("boxes.png");
    let output = credence(&[&file, Path::new("--json"), Path::new("--boxes"), &boxes]);
    assert_eq!(output.status.code(), Some(0));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let barcode = &document["files"][0]["barcodes"][0];
    assert_eq!(barcode["kind"], "PDF417");
    assert_eq!(barcode["fields"]["familyName"], family_name.as_str());
    assert_eq!(barcode["corners"].as_array().unwrap().len(), 4);
    let outline = &document["files"][0]["outline"];
    assert!(outline["share"].as_f64().unwrap() > 0.5, "{outline}");
    // Nothing of a document goes where logs go.
    assert!(output.stderr.is_empty());
    assert!(std::fs::read(boxes).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn a_table_is_for_people_and_a_front_has_no_barcode() {
    let folder = tempfile::tempdir().unwrap();
    let (file, family_name) = licence(folder.path());
    let output = credence(&[&file]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("PDF417") && text.contains(&family_name),
        "{text}"
    );
    let front = ["--json", "--side", "front"].map(Path::new);
    let output = credence(&[&[file.as_path()][..], &front].concat());
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["files"][0]["barcodes"], Value::Array(Vec::new()));
}

/// What the fields named say: key, agreement and sources.
fn told(document: &Value, key: &str) -> (String, Vec<String>) {
    let fields = document["documents"][0]["documentFields"].as_array();
    let field = fields
        .unwrap()
        .iter()
        .find(|field| field["key"] == key)
        .unwrap();
    let sightings = field["sightings"].as_array().unwrap().iter();
    let sources = sightings.map(|seen| seen["source"].as_str().unwrap().to_owned());
    let agreement = field["agreement"].as_str().unwrap();
    (agreement.to_owned(), sources.collect())
}

/// A photograph of a passport's page, and the lines of its zone.
fn passport_page(folder: &Path) -> (std::path::PathBuf, Vec<String>) {
    let page = passport(5, &TravelOptions::default()).unwrap();
    let scene = SceneOptions {
        size: FrameSize::Fixed(1600, 1200),
        ..SceneOptions::phone(5)
    };
    let file = folder.join("passport.jpg");
    std::fs::write(&file, photograph(&page.drawing, &scene).unwrap().bytes).unwrap();
    (file, page.drawing.mrz.unwrap().lines)
}

#[test]
fn a_passport_is_held_against_its_print_and_boxed() {
    let folder = tempfile::tempdir().unwrap();
    let (file, _) = passport_page(folder.path());
    let boxes = folder.path().join("boxes.png");
    let output = credence(&[&file, Path::new("--json"), Path::new("--boxes"), &boxes]);
    assert_eq!(output.status.code(), Some(0));
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    let lines = all["files"][0]["print"].as_array().unwrap();
    assert!(lines.len() > 5 && lines[0]["corners"].as_array().unwrap().len() == 4);
    assert_eq!(all["documents"][0]["documentType"], "passport");
    assert_eq!(all["documents"][0]["images"][0]["image"], "front");
    let (agreement, sources) = told(&all, "dob");
    assert_eq!((agreement.as_str(), sources.len()), ("agrees", 2));
    assert!(all["documents"][0]["forgerySignals"].is_array());
    assert!(std::fs::read(boxes).unwrap().starts_with(b"\x89PNG"));
    let text = String::from_utf8(credence(&[&file]).stdout).unwrap();
    for words in ["print ", "all sources", "agrees", "mrz, printed", "signal "] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn two_files_are_the_sides_of_one_document_in_either_order() {
    let folder = tempfile::tempdir().unwrap();
    let (back, _) = licence(folder.path());
    let front = licence_front(11, &LicenceFrontOptions::default()).unwrap();
    let scene = SceneOptions {
        size: FrameSize::Fixed(1600, 1200),
        ..SceneOptions::phone(12)
    };
    let file = folder.path().join("front.jpg");
    std::fs::write(&file, photograph(&front.drawing, &scene).unwrap().bytes).unwrap();
    for (files, images) in [
        ([&file, &back], ["front", "back"]),
        ([&back, &file], ["back", "front"]),
    ] {
        let output = credence(&[files[0], files[1], Path::new("--json")]);
        let all: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(all["documents"].as_array().unwrap().len(), 1);
        let document = &all["documents"][0];
        let told_images = document["images"].as_array().unwrap().iter();
        let told_images: Vec<_> = told_images.map(|own| own["image"].as_str()).collect();
        assert_eq!(told_images, images.map(Some));
        let (_, sources) = told(&all, "familyName");
        assert!(sources.contains(&"barcode".to_owned()), "{sources:?}");
        let (_, sources) = told(&all, "dob");
        assert!(sources.contains(&"printed".to_owned()), "{sources:?}");
    }
}

#[test]
fn what_is_written_for_machines_is_read_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (file, lines) = passport_page(folder.path());
    let boxes = folder.path().join("boxes.png");
    let alone = ["--machine-readable", "--json", "--boxes"].map(Path::new);
    let output = credence(&[&[file.as_path()][..], &alone, &[&boxes]].concat());
    assert_eq!(output.status.code(), Some(0));
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    let zone = &all["files"][0]["zone"];
    assert_eq!(zone["lines"], Value::from(lines));
    assert_eq!(all["files"][0]["print"], Value::Array(Vec::new()));
    assert_eq!(all["documents"], Value::Array(Vec::new()));
    assert!(std::fs::read(boxes).unwrap().starts_with(b"\x89PNG"));
}

/// A QR code, its modules eight pixels wide, on a white page.
fn qr_code(file: &Path, text: &str) {
    let modules = encode_general(GeneralCode::Qr, text).unwrap();
    let side = 8 * (modules.len() + 8);
    let is_dark = |at: usize| {
        let (x, y) = (
            (at % side / 8).wrapping_sub(4),
            (at / side / 8).wrapping_sub(4),
        );
        modules.get(y).and_then(|row| row.get(x)) == Some(&true)
    };
    let pixels: Vec<u8> = (0..side * side)
        .map(|at| if is_dark(at) { 20 } else { 240 })
        .collect();
    let picture = std::fs::File::create(file).unwrap();
    let side = u32::try_from(side).unwrap();
    let mut encoder = png::Encoder::new(picture, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
}

#[test]
fn codes_of_other_kinds_are_printed_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("code.png");
    qr_code(&file, "VC1:0123456789");
    let text = String::from_utf8(credence(&[&file]).stdout).unwrap();
    assert!(
        text.contains("QR code") && text.contains("VC1:0123456789"),
        "{text}"
    );
    let output = credence(&[&file, Path::new("--json")]);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let code = &document["files"][0]["codes"][0];
    assert_eq!(
        (&code["kind"], &code["text"]),
        (&"qr".into(), &"VC1:0123456789".into())
    );
}

#[test]
fn the_exit_code_tells_nothing_read_from_nothing_opened() {
    let folder = tempfile::tempdir().unwrap();
    let desk = folder.path().join("desk.jpg");
    std::fs::write(&desk, photograph_nothing(&SceneOptions::phone(2)).unwrap()).unwrap();
    let nothing = credence(&[&desk]);
    assert_eq!(nothing.status.code(), Some(3));
    assert!(
        String::from_utf8(nothing.stdout)
            .unwrap()
            .contains("nothing")
    );
    let text = folder.path().join("text.jpg");
    std::fs::write(&text, "no picture").unwrap();
    for file in [&text, &folder.path().join("absent.jpg")] {
        let failed = credence(&[file]);
        assert_eq!(failed.status.code(), Some(1));
        let words = String::from_utf8(failed.stderr).unwrap();
        assert!(words.contains(file.to_str().unwrap()), "{words}");
    }
    let several = credence(&[&desk, &desk, Path::new("--boxes"), Path::new("out.png")]);
    assert_eq!(several.status.code(), Some(1));
    assert_eq!(credence(&[]).status.code(), Some(2));
}
