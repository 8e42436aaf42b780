use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use chrono::TimeDelta;
use credence_dcs_protocol::Certificate;
use credence_dcs_simulator::{Authority, AuthorityError};

use crate::support::{WORLD, now};

fn open(folder: &Path) -> Result<Authority, AuthorityError> {
    Authority::open(folder, &[], now())
}

fn open_in_days(folder: &Path, days: i64) -> Authority {
    Authority::open(folder, &[], now() + TimeDelta::days(days)).unwrap()
}

fn contents(folder: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
    files
        .map(|file| {
            let name = file.file_name().into_string().unwrap();
            (name, fs::read_to_string(file.path()).unwrap())
        })
        .collect()
}

fn certificate(folder: &Path, name: &str) -> Certificate {
    Certificate::list_from_pem(&fs::read(folder.join(name)).unwrap())
        .unwrap()
        .remove(0)
}

/// The names of the files that differ.
fn changed(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let names = before.keys().chain(after.keys());
    let mut names: Vec<String> = names
        .filter(|name| before.get(*name) != after.get(*name))
        .cloned()
        .collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn a_restart_keeps_everything_and_nobody_else_may_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made/here");
    open(&path).unwrap();
    let first = contents(&path);
    assert_eq!(first.len(), 23, "{:?}", first.keys());
    open(&path).unwrap();
    assert_eq!(changed(&first, &contents(&path)), [""; 0]);
    open_in_days(&path, 300);
    assert_eq!(changed(&first, &contents(&path)), [""; 0]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o700);
    for name in first.keys() {
        assert_eq!(mode(&path.join(name)), 0o600, "{name}");
    }
}

#[test]
fn certificates_say_what_the_services_say() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let files = open(path).unwrap().enrolment().clone();
    let bundle = Certificate::list_from_pem(&fs::read(&files.ca_bundle_pem).unwrap()).unwrap();
    assert_eq!(bundle.len(), 2);
    assert_eq!(bundle[0].subject(), bundle[0].issuer());
    assert_eq!(bundle[1].issuer(), bundle[0].subject());
    let signing = certificate(path, "dcs-signing-certificate.pem");
    assert_eq!(
        signing.subject(),
        "C=GB, O=Credence DCS Simulator, CN=DCS Simulator Signing (20261127100000)"
    );
    assert_eq!(signing.issuer(), bundle[1].subject());
    assert_eq!(signing.not_after(), now() + TimeDelta::days(365));
    let client = certificate(path, "client-encryption-certificate.pem");
    assert_eq!(
        client.subject(),
        "C=GB, O=Credence, CN=Credence JSON Encryption Integration 2026-11-27"
    );
    let expired = certificate(path, "dcs-expired-signing-certificate.pem");
    assert!(!expired.is_valid_at(now()));
    assert!(expired.not_after() < now() - TimeDelta::days(300));
}

#[test]
fn a_start_that_broke_off_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    open(path).unwrap();
    let first = contents(path);
    // A key without its certificate, neither of them, and no list.
    fs::remove_file(path.join("dcs-signing-certificate.pem")).unwrap();
    fs::remove_file(path.join("client-tls-certificate.pem")).unwrap();
    fs::remove_file(path.join("client-tls-key.pem")).unwrap();
    fs::remove_file(path.join("ca-bundle.pem")).unwrap();
    fs::write(path.join("server-tls-key.pem.draft"), "half a k").unwrap();
    Authority::open(path, &[], now() + TimeDelta::seconds(1)).unwrap();
    let mut second = contents(path);
    second.remove("server-tls-key.pem.draft");
    assert_eq!(
        changed(&first, &second),
        [
            "client-tls-certificate.pem",
            "client-tls-chain.pem",
            "client-tls-key.pem",
            "dcs-signing-certificate.pem",
        ]
    );
}

#[test]
fn files_that_do_not_belong_together_are_refused_in_clear_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    open(path).unwrap();
    let good = contents(path);
    let other = &WORLD.stranger_signing;
    for (file, text, words) in [
        (
            "dcs-signing-key.pem",
            None,
            "dcs-signing-key.pem is missing beside its certificate",
        ),
        (
            "dcs-signing-key.pem",
            Some("x"),
            "dcs-signing-key.pem does not hold the key",
        ),
        (
            "dcs-signing-key.pem",
            Some(other.key_pem.as_str()),
            "does not hold the key",
        ),
        (
            "server-tls-certificate.pem",
            Some("x"),
            "server-tls-certificate.pem is no certificate",
        ),
        (
            "authority-intermediate-key.pem",
            None,
            "authority-intermediate-key.pem is missing",
        ),
    ] {
        let file = path.join(file);
        match text {
            Some(text) => fs::write(&file, text).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        let error = open(path).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
        assert!(error.contains("delete"), "{error}");
        let name = file.file_name().unwrap().to_str().unwrap();
        fs::write(&file, &good[name]).unwrap();
    }
    // A certificate and its key, of another authority.
    fs::write(path.join("dcs-signing-key.pem"), &other.key_pem).unwrap();
    fs::write(path.join("dcs-signing-certificate.pem"), &other.chain_pem).unwrap();
    let error = open(path).unwrap_err();
    assert!(
        matches!(error, AuthorityError::OtherAuthority { .. }),
        "{error}"
    );
    fs::remove_file(path.join("authority-root-key.pem")).unwrap();
    fs::remove_file(path.join("authority-root-certificate.pem")).unwrap();
    let error = open(path).unwrap_err();
    assert!(
        matches!(error, AuthorityError::OtherAuthority { .. }),
        "{error}"
    );
}

#[test]
fn what_nears_its_end_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    open(path).unwrap();
    let first = contents(path);
    open_in_days(path, 306);
    let second = contents(path);
    let renewed = changed(&first, &second);
    let kept = [
        "ca-bundle",
        "authority-",
        "stranger-",
        "dcs-expired-",
        "lock",
    ];
    assert_eq!(renewed.len(), 13, "{renewed:?}");
    assert!(
        !renewed
            .iter()
            .any(|name| kept.iter().any(|kept| name.starts_with(kept)))
    );
    // With twenty years over, everything goes.
    open_in_days(path, 20 * 365);
    assert_eq!(changed(&second, &contents(path)).len(), 22);
}

#[test]
fn a_new_server_name_changes_the_server_certificate_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    open(path).unwrap();
    let first = contents(path);
    let names = ["dcs.internal".to_owned(), "10.1.2.3".to_owned()];
    Authority::open(path, &names, now()).unwrap();
    let second = contents(path);
    let server = ["server-tls-certificate.pem", "server-tls-key.pem"];
    assert_eq!(changed(&first, &second), server);
    Authority::open(path, &names, now()).unwrap();
    // Fewer names are no reason.
    open(path).unwrap();
    assert_eq!(changed(&second, &contents(path)), [""; 0]);
    assert!(Authority::open(path, &["no name é".to_owned()], now()).is_err());
}
