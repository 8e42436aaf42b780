//! The person's and the reviewer's journeys in a real Chromium, against the real service.
//!
//! The scripts beside this file drive the browser; screenshots land in `target/screenshots`.
#![cfg(test)]

use std::path::{Path, PathBuf};
use std::process::Command;

use credence_testkit::document::{LicenceBackOptions, draw_licence_front, licence_back, selfie};
use credence_testkit::scene::{Magnification, SceneOptions, photograph, photograph_nothing};
use credence_tests::Stack;
use serde_json::json;

const SEED: u64 = 51;

/// The photographs that the journeys upload, as files.
struct PhotographFiles {
    folder: tempfile::TempDir,
    number: String,
}

impl PhotographFiles {
    fn draw() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let back = licence_back(SEED, &LicenceBackOptions::default()).unwrap();
        let record = back.record.clone();
        let front = draw_licence_front(SEED, &record, 12.0).unwrap();
        let files = Self {
            folder,
            number: back.record.number,
        };
        let close = SceneOptions {
            magnification: Magnification::PixelsPerModule(2.5),
            ..SceneOptions::phone(SEED)
        };
        let usual = SceneOptions::phone(SEED + 1);
        let photographs = [
            ("back", photograph(&back.drawing, &close).unwrap().bytes),
            ("front", photograph(&front, &usual).unwrap().bytes),
            (
                "face",
                photograph(&selfie(&record.person), &usual).unwrap().bytes,
            ),
            ("other", photograph_nothing(&usual).unwrap()),
        ];
        for (name, bytes) in photographs {
            std::fs::write(files.path(name), bytes).unwrap();
        }
        files
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}.jpg"))
    }
}

async fn journey(script: &str) {
    journey_on(&Stack::start().await, script).await;
}

/// Runs one script to its end; what it prints is shown when it fails.
async fn journey_on(stack: &Stack, script: &str) {
    let person = stack.integrator().create_session("a journey").await;
    let files = PhotographFiles::draw();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let output = Command::new("node")
        .arg(root.join("tests/browser").join(script))
        .env("CREDENCE_VERIFY_URL", &person.link)
        .env("CREDENCE_REVIEW_LINK", stack.invitation())
        .env("CREDENCE_PHOTO_FRONT", files.path("front"))
        .env("CREDENCE_PHOTO_BACK", files.path("back"))
        .env("CREDENCE_PHOTO_FACE", files.path("face"))
        .env("CREDENCE_PHOTO_NOT_A_LICENCE", files.path("other"))
        .env("CREDENCE_EXPECTED_FIELD", &files.number)
        .env("SHOTS", root.join("target/screenshots"))
        .output()
        .expect("the journeys need Node");
    assert!(
        output.status.success(),
        "{}\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
        stack.read_log()
    );
}

#[tokio::test]
async fn a_licence_is_uploaded_and_a_reviewer_approves_it() {
    journey("journey.mjs").await;
}

#[tokio::test]
async fn a_back_without_a_licence_barcode_is_taken_again() {
    journey("retake.mjs").await;
}

#[tokio::test]
async fn the_keyboard_alone_is_enough() {
    journey("keyboard.mjs").await;
}

#[tokio::test]
async fn every_state_has_words() {
    journey("states.mjs").await;
}

#[tokio::test]
async fn a_person_sees_and_erases_their_own_record_without_scripts() {
    let stack = Stack::start().await;
    let branding = json!({
        "version": 0, "display_name": "Example Bank",
        "accent": { "light": "#7a1fa2", "dark": "#d9a6f0" },
        "support_contact": "help@bank.example",
        "privacy_notice_url": "https://bank.example/privacy",
    });
    stack.integrator().brand(&branding).await;
    journey_on(&stack, "mine.mjs").await;
}
