use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use credence_testkit::document::selfie;
use credence_testkit::travel::{TravelChoices, TravelRecord};
use credence_vision::Picture;
use serde_json::Value;
use tempfile::TempDir;

/// Runs with a data folder of its own.
fn credence(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_credence"))
        .args(arguments)
        .env("CREDENCE_DATA", data)
        .env_remove("CREDENCE_MODELS")
        .output()
        .unwrap()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A drawn person's selfie.
fn draw(file: &Path, seed: u64) {
    let person = TravelRecord::draw(seed, &TravelChoices::default()).person;
    let drawn = selfie(&person).picture;
    let picture = Picture::from_rgb(drawn.width(), drawn.height(), drawn.into_raw()).unwrap();
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, picture.to_jpeg().unwrap()).unwrap();
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A data folder with the built-in models, where this machine has them.
fn with_models() -> Option<TempDir> {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../var/models/face-api");
    if !from.is_dir() {
        #[expect(
            clippy::disallowed_methods,
            reason = "cargo qa says by this variable that nothing may be skipped"
        )]
        let needed = std::env::var_os("CREDENCE_FACE_MODELS_NEEDED").is_some();
        assert!(!needed, "the weights are not in {}", from.display());
        println!(
            "SKIPPED: no weights in {}; `cargo up` brings them",
            from.display()
        );
        return None;
    }
    let data = tempfile::tempdir().unwrap();
    let imported = credence(data.path(), &["models", "import", text(&from)]);
    assert!(imported.status.success(), "{}", words(&imported.stderr));
    Some(data)
}

#[test]
fn without_a_model_every_command_says_so() {
    let data = tempfile::tempdir().unwrap();
    let picture = data.path().join("a/1.jpg");
    draw(&picture, 1);
    let pairs = data.path().join("pairs.csv");
    fs::write(&pairs, "a/1.jpg,a/2.jpg,1\n").unwrap();
    for arguments in [
        vec!["face", "compare", text(&picture), text(&picture)],
        vec!["models", "check"],
        vec!["models", "calibrate", text(&pairs)],
        vec!["bench", "faces", text(data.path())],
    ] {
        let output = credence(data.path(), &arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let said = words(&output.stderr);
        assert!(
            said.contains("No face model") && said.contains("models import"),
            "{said}"
        );
    }
    let listed = credence(data.path(), &["models", "list"]);
    assert_eq!(listed.status.code(), Some(0));
    assert!(words(&listed.stdout).contains("No face model"));
}

#[test]
fn what_is_not_the_pinned_model_is_not_imported() {
    let (data, from) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let empty = credence(data.path(), &["models", "import", text(from.path())]);
    assert_eq!(empty.status.code(), Some(1));
    assert!(words(&empty.stderr).contains("is not there"));
    for name in [
        "face_recognition_model-weights_manifest.json",
        "face_recognition_model.bin",
        "face_landmark_68_model-weights_manifest.json",
        "face_landmark_68_model.bin",
    ] {
        fs::write(from.path().join(name), "[]").unwrap();
    }
    let wrong = credence(data.path(), &["models", "import", text(from.path())]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(words(&wrong.stderr).contains("SHA-256"));
    assert!(!data.path().join("models").exists());
    // Put there by hand, they are found out.
    let place = data.path().join("models/face-api");
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::rename(from.path(), &place).unwrap();
    let checked = credence(data.path(), &["models", "check"]);
    assert_eq!(checked.status.code(), Some(1));
    let said = words(&checked.stdout);
    assert!(
        said.contains("BAD   built-in models") && said.contains("SHA-256"),
        "{said}"
    );
}

/// A `models.toml` in the data folder, naming files that are no networks.
fn operators_models(data: &Path) -> PathBuf {
    let folder = data.join("models");
    fs::create_dir_all(&folder).unwrap();
    for name in ["detector.onnx", "recogniser.onnx"] {
        fs::write(folder.join(name), "no network").unwrap();
    }
    let entry = format!("sha256 = \"{}\"\nlicence = \"own\"\n", "ab".repeat(32));
    let file = folder.join("models.toml");
    let settings = format!(
        "[detector]\npath = \"detector.onnx\"\nkind = \"yunet\"\n{entry}\n[recogniser]\nid = \"own-1\"\n\
         path = \"recogniser.onnx\"\nkind = \"arcface112\"\nmean = 127.5\ndeviation = 127.5\n\
         channel_order = \"rgb\"\nmetric = \"cosine\"\n{entry}"
    );
    fs::write(&file, settings).unwrap();
    file
}

#[test]
fn an_operators_model_that_is_wrong_is_never_replaced_in_silence() {
    let data = with_models().unwrap_or_else(|| tempfile::tempdir().unwrap());
    let picture = data.path().join("1.jpg");
    draw(&picture, 1);
    let file = operators_models(data.path());
    let listed = credence(data.path(), &["models", "list"]);
    let said = words(&listed.stdout);
    assert!(
        said.contains("own-1") && said.contains("In use: the operator's"),
        "{said}"
    );
    let compared = credence(
        data.path(),
        &["face", "compare", text(&picture), text(&picture)],
    );
    assert_eq!(compared.status.code(), Some(1));
    let said = words(&compared.stderr);
    assert!(
        said.contains("SHA-256") && said.contains("models.toml"),
        "{said}"
    );
    let checked = credence(data.path(), &["models", "check"]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(words(&checked.stdout).contains("BAD   operator's models"));

    fs::write(&file, "[detector]\npath = 3\n").unwrap();
    let refused = credence(data.path(), &["models", "list"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(words(&refused.stderr).contains("models.toml"));

    fs::remove_file(&file).unwrap();
    let refused = credence(data.path(), &["--models", text(&file), "models", "list"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(words(&refused.stderr).contains("CREDENCE_MODELS"));
}

#[test]
fn imported_models_are_listed_checked_and_compare() {
    let Some(data) = with_models() else {
        return;
    };
    let listed = words(&credence(data.path(), &["models", "list"]).stdout);
    assert!(listed.contains("In use: the built-in ones"), "{listed}");
    let checked = credence(data.path(), &["models", "check"]);
    assert_eq!(checked.status.code(), Some(0));
    assert!(words(&checked.stdout).contains("ok    built-in models"));

    let picture = data.path().join("1.jpg");
    draw(&picture, 1);
    let arguments = ["face", "compare", text(&picture), text(&picture), "--json"];
    let compared = credence(data.path(), &arguments);
    assert_eq!(
        compared.status.code(),
        Some(0),
        "{}",
        words(&compared.stderr)
    );
    let comparison: Value = serde_json::from_slice(&compared.stdout).unwrap();
    assert_eq!(comparison["calibrated"], false);
    assert_eq!(comparison["model_id"], "face-api-1.7.15-recognition");
    let told = words(&credence(data.path(), &arguments[..4]).stdout);
    assert!(
        told.contains("approves nobody") && told.contains(" ms"),
        "{told}"
    );

    fs::write(&picture, "no picture").unwrap();
    let unread = credence(data.path(), &arguments[..4]);
    assert_eq!(unread.status.code(), Some(1));
    assert!(words(&unread.stderr).contains(text(&picture)));
}

#[test]
fn pictures_of_people_are_measured_and_what_is_none_is_named() {
    let Some(data) = with_models() else {
        return;
    };
    let people = tempfile::tempdir().unwrap();
    // The detector sees no face in every cartoon; in these it does.
    for (person, seed) in [("a", 1), ("b", 4), ("c", 5)] {
        draw(&people.path().join(person).join("1.jpg"), seed);
        draw(&people.path().join(person).join("2.jpg"), seed);
    }
    fs::write(people.path().join("c/broken.jpg"), "no picture").unwrap();
    let page = people.path().join("page.html");
    let folder = text(people.path());
    let bench = ["bench", "faces", folder, "--html", text(&page)];
    let output = credence(data.path(), &bench);
    assert_eq!(output.status.code(), Some(0), "{}", words(&output.stderr));
    let said = words(&output.stdout);
    for part in [
        "pictures 7, readable 6",
        "TAR %",
        "too few pairs to show it",
        "ms 50 %",
    ] {
        assert!(said.contains(part), "{part} is missing in\n{said}");
    }
    assert!(!said.contains("broken.jpg"));
    assert!(words(&output.stderr).contains("broken.jpg"));
    let page = fs::read_to_string(page).unwrap();
    assert!(!page.contains("broken.jpg") && page.contains("Rates by threshold"));
    let checked = credence(data.path(), &["bench", "faces", folder, "--check"]);
    assert_eq!(checked.status.code(), Some(1));

    let pairs = people.path().join("pairs.csv");
    fs::write(&pairs, "a/1.jpg,a/2.jpg,1,x\na/1.jpg,c/1.jpg,0,x\n").unwrap();
    let calibrated = credence(data.path(), &["models", "calibrate", text(&pairs)]);
    let (said, wrong) = (words(&calibrated.stdout), words(&calibrated.stderr));
    assert_eq!(calibrated.status.code(), Some(0), "{wrong}");
    assert!(
        said.contains("NOT CALIBRATED") && said.contains("nothing is written"),
        "{said}"
    );
    fs::write(&pairs, "a/1.jpg,a/2.jpg,maybe\n").unwrap();
    let refused = credence(data.path(), &["models", "calibrate", text(&pairs)]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(words(&refused.stderr).contains("line 1"));
}
