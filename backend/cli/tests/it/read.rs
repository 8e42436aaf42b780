use std::path::Path;
use std::process::{Command, Output};

use credence_testkit::document::{LicenceBackOptions, licence_back};
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
    let output = credence(&[&file, Path::new("--side"), Path::new("front")]);
    assert_eq!(output.status.code(), Some(3));
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
