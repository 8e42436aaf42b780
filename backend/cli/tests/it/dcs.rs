//! What the commands around the Document Checking Service say without any service.

use std::path::Path;
use std::process::{Command, Output};

/// The binary over an empty data folder, with no address, no files and no database.
fn credence(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_credence"))
        .env_remove("DATABASE_URL")
        .env_remove("CREDENCE_DCS_URL")
        .env_remove("CREDENCE_DCS_FILES")
        .arg("--data")
        .arg(data)
        .args(arguments)
        .output()
        .unwrap()
}

fn words(output: &Output) -> String {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8(text).unwrap()
}

#[test]
fn the_doctor_says_that_our_simulator_was_never_started() {
    let data = tempfile::tempdir().unwrap();
    let output = credence(data.path(), &["doctor", "dcs"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        words(&output),
        "CREDENCE_DCS_URL is not set: looking at our simulator at \
         https://localhost:8443/checks/passport\n\
         BAD   keys and certificates: our simulator has no files yet; start it with `credence up`\n"
    );
}

#[test]
fn the_doctor_names_every_missing_file_at_once_but_the_one_it_goes_on_without() {
    let data = tempfile::tempdir().unwrap();
    let files = data.path().display().to_string();
    let at = "https://localhost:1/checks/passport";
    let output = credence(
        data.path(),
        &["doctor", "dcs", "--dcs-url", at, "--dcs-files", &files],
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        words(&output),
        format!(
            "Looking at {at}\n\
             BAD   keys and certificates: missing in {files}: client-signing-certificate.pem, \
             client-signing-key.pem, client-encryption-certificate.pem, client-encryption-key.pem, \
             ca-bundle.pem, dcs-signing-certificate.pem, dcs-encryption-certificate.pem\n"
        )
    );
    let output = credence(data.path(), &["doctor", "dcs", "--dcs-url", at]);
    assert_eq!(output.status.code(), Some(1));
    assert!(words(&output).contains("BAD   keys and certificates: the keys and certificates"));
}

/// Keys for a new client in `folder`, signed by the simulator in `data` without a database.
fn enrolled_files(data: &Path, folder: &Path) {
    let at = folder.display().to_string();
    let made = credence(
        data,
        &[
            "keys",
            "dcs",
            "new",
            "--folder",
            &at,
            "--organisation",
            "Example Trust",
            "--challenge-password",
            "correct horse",
        ],
    );
    assert!(made.status.success(), "{made:?}");
    for (stem, profile) in [
        ("client-signing", "signing"),
        ("client-encryption", "encryption"),
    ] {
        let request = folder
            .join(format!("{stem}-request.pem"))
            .display()
            .to_string();
        let issued = credence(
            data,
            &["dcs-simulator", "issue", "--profile", profile, &request],
        );
        assert!(issued.status.success(), "{issued:?}");
        std::fs::write(
            folder.join(format!("{stem}-certificate.pem")),
            issued.stdout,
        )
        .unwrap();
    }
    for name in [
        "ca-bundle.pem",
        "dcs-signing-certificate.pem",
        "dcs-encryption-certificate.pem",
    ] {
        std::fs::copy(data.join("dcs-simulator").join(name), folder.join(name)).unwrap();
    }
}

#[test]
fn only_the_doctor_goes_on_without_a_tls_certificate_and_a_wrong_key_is_a_finding() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("dcs");
    enrolled_files(data.path(), &folder);
    let files = folder.display().to_string();
    let doctor = [
        "doctor",
        "dcs",
        "--dcs-url",
        "https://localhost:1/checks/passport",
        "--dcs-files",
        &files,
    ];
    let output = credence(data.path(), &doctor);
    let seen = words(&output);
    assert_eq!(output.status.code(), Some(1), "{seen}");
    assert!(seen.contains("ok    our signing certificate"), "{seen}");
    assert!(seen.contains("BAD   TCP: "), "{seen}");

    let key = |stem: &str| folder.join(format!("{stem}-key.pem"));
    std::fs::copy(key("client-encryption"), key("client-signing")).unwrap();
    let output = credence(data.path(), &doctor);
    let seen = words(&output);
    assert_eq!(output.status.code(), Some(1), "{seen}");
    let chain =
        format!("BAD   keys and certificates: with the files in {files}: set up the DCS client");
    assert!(seen.contains(&chain), "{seen}");
}

#[test]
fn certificates_are_shown_from_the_named_folder_or_our_simulators() {
    let data = tempfile::tempdir().unwrap();
    let none = credence(data.path(), &["keys", "dcs", "show"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(words(&none).contains("set CREDENCE_DCS_FILES"));

    let folder = data.path().join("dcs");
    enrolled_files(data.path(), &folder);
    let simulators = credence(data.path(), &["keys", "dcs", "show"]);
    assert!(simulators.status.success());
    let shown = words(&simulators);
    assert!(shown.starts_with("CREDENCE_DCS_FILES is not set: looking at our simulator's, "));
    assert!(shown.contains("client-tls-chain.pem"), "{shown}");

    let at = folder.display().to_string();
    let named = words(&credence(
        data.path(),
        &["keys", "dcs", "show", "--folder", &at],
    ));
    assert!(named.starts_with("ca-bundle.pem\n  subject "), "{named}");
    assert!(named.contains("Example Trust JSON Encryption"), "{named}");

    // The simulator makes a certificate that expired; the day that has begun counts as lost.
    let expired = folder.join("dcs-signing-certificate-next.pem");
    let name = "dcs-simulator/dcs-expired-signing-certificate.pem";
    std::fs::copy(data.path().join(name), expired).unwrap();
    let named = words(&credence(
        data.path(),
        &["keys", "dcs", "show", "--folder", &at],
    ));
    assert!(named.contains(", -"), "{named}");
    let empty = data.path().display().to_string();
    let empty = credence(data.path(), &["keys", "dcs", "show", "--folder", &empty]);
    assert_eq!(empty.status.code(), Some(1));
    assert!(words(&empty).contains("no certificate is in"));
}

#[test]
fn numbers_need_no_database_and_an_announced_outage_needs_its_length() {
    let data = tempfile::tempdir().unwrap();
    let numbers = credence(data.path(), &["dcs-simulator", "numbers"]);
    assert!(numbers.status.success());
    assert!(words(&numbers).contains("899000000"));
    let endless = credence(
        data.path(),
        &["dcs-simulator", "outage", "--starts-in", "5"],
    );
    assert_eq!(endless.status.code(), Some(2));
    assert!(words(&endless).contains("--minutes"));
    let no_age = credence(
        data.path(),
        &["--dcs-timestamp-age", "0", "dcs-simulator", "numbers"],
    );
    assert_eq!(no_age.status.code(), Some(2));
}
