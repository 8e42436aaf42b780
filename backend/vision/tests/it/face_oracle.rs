//! Our networks against face-api.js itself, run by Node on the same pixels.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use credence_vision::Picture;

use super::faces::{drawn_selfie, models, part, people, workspace};

fn noise(side: u32, seed: u32) -> Picture {
    let mut state = seed;
    let bytes = (0..3 * side * side).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    });
    Picture::from_rgb(side, side, bytes.collect()).unwrap()
}

/// Squares of so many pixels: of drawn faces, of people, and noise.
fn pictures(side: u32) -> Vec<Picture> {
    let mut pictures = vec![noise(side, 1), noise(side, 2)];
    for seed in 0..3 {
        pictures.push(part(&drawn_selfie(seed), [290, 300, side, side]));
    }
    for (sample, left, top) in [(6, 1200, 390), (6, 300, 560), (3, 620, 400)] {
        if let Some(people) = people(sample) {
            pictures.push(part(&people, [left, top, side, side]));
        }
    }
    pictures
}

/// What face-api.js says of each picture.
fn oracle(kind: &str, pictures: &[Picture]) -> Vec<Vec<f32>> {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = String::new();
    for (number, picture) in pictures.iter().enumerate() {
        let file = folder.path().join(number.to_string());
        fs::write(&file, picture.rgb()).unwrap();
        lines += &format!("{kind} {}\n", file.display());
    }
    let mut node = Command::new("node")
        .arg(workspace().join("backend/vision/faces/oracle.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    node.stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    let answers = String::from_utf8(output.stdout).unwrap();
    answers
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn templates_equal_those_of_the_javascript_library() {
    let Some(models) = models() else { return };
    let pictures = pictures(150);
    let answers = oracle("template", &pictures);
    assert_eq!(answers.len(), pictures.len());
    for (picture, theirs) in pictures.iter().zip(answers) {
        let ours = models.template_of_chip(picture).unwrap();
        let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        let (a, b) = (ours.values(), theirs.as_slice());
        let cosine = product(a, b) / (product(a, a) * product(b, b)).sqrt();
        let furthest = a
            .iter()
            .zip(b)
            .map(|(a, b)| (a - b).abs())
            .fold(0.0, f32::max);
        println!("cosine {cosine:.7}, furthest value {furthest:.7}");
        assert!(cosine > 0.9999 && furthest < 1e-3, "{cosine} {furthest}");
    }
}

#[test]
fn landmarks_equal_those_of_the_javascript_library() {
    let Some(models) = models() else { return };
    let pictures = pictures(112);
    let answers = oracle("landmarks", &pictures);
    assert_eq!(answers.len(), pictures.len());
    for (picture, theirs) in pictures.iter().zip(answers) {
        let ours = models.landmarks(picture).unwrap().unwrap();
        let furthest = ours
            .iter()
            .zip(theirs.as_chunks::<2>().0)
            .map(|(ours, &[x, y])| (ours.x - x).hypot(ours.y - y))
            .fold(0.0, f32::max);
        println!("furthest landmark {furthest:.5} pixels");
        assert!(furthest < 0.01, "{furthest}");
    }
}
