//! What git must not hold: weights of face models, which come from a locked package or an operator,
//! and photographs, which are somebody's.

use std::path::Path;
use std::process::Command;

use super::workspace;

/// Networks trained here, of drawn and of public text, and what letters look like.
const OWN_WEIGHTS: [&str; 5] = [
    "backend/vision/models/mrz-line.onnx",
    "backend/vision/models/mrz-names.bin",
    "backend/vision/models/print-line.onnx",
    "backend/vision/models/print-lines.onnx",
    "backend/vision/models/zone-font.bin",
];
/// Pictures drawn by `draw.py` beside them.
const DRAWN: &str = "backend/vision/tests/files/";

const WEIGHTS: [&str; 9] = [
    "bin",
    "ckpt",
    "h5",
    "onnx",
    "pb",
    "pt",
    "pth",
    "rten",
    "safetensors",
];
const PICTURES: [&str; 9] = [
    "avif", "bmp", "gif", "heic", "heif", "jpeg", "jpg", "png", "webp",
];
/// How pictures begin, whatever they are called.
const BEGINNINGS: [&[u8]; 4] = [b"\xff\xd8\xff", b"\x89PNG\r\n", b"RIFF", b"GIF8"];

fn is_refused(path: &str, beginning: &[u8]) -> bool {
    if OWN_WEIGHTS.contains(&path) {
        return false;
    }
    let kind = Path::new(path).extension().unwrap_or_default();
    let kind = kind.to_string_lossy().to_lowercase();
    let is_picture = PICTURES.contains(&kind.as_str())
        || BEGINNINGS.iter().any(|magic| beginning.starts_with(magic));
    WEIGHTS.contains(&kind.as_str()) || is_picture && !path.starts_with(DRAWN)
}

#[test]
fn git_holds_no_weights_of_faces_and_no_photographs() {
    let root = workspace().workspace_root;
    let listed = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(&root)
        .output()
        .unwrap();
    assert!(listed.status.success());
    let listed = String::from_utf8(listed.stdout).unwrap();
    let paths: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    assert!(paths.contains(&OWN_WEIGHTS[0]));
    let refused: Vec<&str> = paths
        .into_iter()
        .filter(|path| is_refused(path, &std::fs::read(root.join(path)).unwrap_or_default()))
        .collect();
    assert!(refused.is_empty(), "{refused:?}");
}

#[test]
fn weights_and_photographs_are_recognised_by_name_and_by_content() {
    for path in [
        "a/face.onnx",
        "b.BIN",
        "backend/vision/tests/files/x.pt",
        "me.JPG",
        "x.heic",
    ] {
        assert!(is_refused(path, b""), "{path}");
    }
    assert!(is_refused("notes.txt", b"\xff\xd8\xff\xe0"));
    assert!(!is_refused("backend/vision/tests/files/plain.heic", b""));
    assert!(!is_refused("README.md", b"# Credence"));
}
