//! A client's enrolment by commands alone, as an operator goes through it: keys, requests,
//! certificates, the service's own files, and the doctor's word that it works.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;

use credence_tests::Stack;

use crate::checks::{client, files};

/// What a key is for, in the names of files and as the authority's profile.
const USES: [(&str, &str, &str); 3] = [
    ("client-tls", "tls", "client-tls-chain.pem"),
    (
        "client-signing",
        "signing",
        "client-signing-certificate.pem",
    ),
    (
        "client-encryption",
        "encryption",
        "client-encryption-certificate.pem",
    ),
];
/// What the service gives to every client.
const GIVEN: [&str; 3] = [
    "ca-bundle.pem",
    "dcs-signing-certificate.pem",
    "dcs-encryption-certificate.pem",
];

struct Operator<'a> {
    stack: &'a Stack,
    folder: &'a Path,
}

impl Operator<'_> {
    fn file(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.stack.command().args(arguments).output().unwrap()
    }

    /// What a command that has to succeed prints.
    fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What a command that has to end with 1 prints, findings and errors.
    fn fail(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {output:?}");
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    }

    fn make_keys(&self) -> Output {
        let folder = self.folder.display().to_string();
        self.run(&[
            "keys",
            "dcs",
            "new",
            "--folder",
            &folder,
            "--organisation",
            "Example Trust",
            "--challenge-password",
            "correct horse",
        ])
    }

    fn enrol(&self) {
        let signing = self.file("client-signing-certificate.pem");
        let encryption = self.file("client-encryption-certificate.pem");
        let said = self.succeed(&[
            "dcs-simulator",
            "enrol",
            "--name",
            "Example Trust",
            "--signing",
            &signing,
            "--encryption",
            &encryption,
            "--quota",
            "2",
        ]);
        assert!(said.contains("Example Trust is enrolled"), "{said}");
    }

    /// The doctor's command line, with a check of a test passport.
    fn doctor(&self) -> Vec<String> {
        let folder = self.folder.display().to_string();
        let url = self.stack.dcs_url();
        [
            "--dcs-url",
            &url,
            "--dcs-files",
            &folder,
            "doctor",
            "dcs",
            "--check",
        ]
        .map(str::to_owned)
        .into()
    }
}

#[tokio::test]
async fn an_operator_enrols_a_client_by_commands_alone() {
    let stack = Stack::start().await;
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().join("dcs");
    let operator = Operator {
        stack: &stack,
        folder: &folder,
    };

    assert!(operator.make_keys().status.success());
    let nothing = operator.succeed(&["dcs-simulator", "received"]);
    assert_eq!(nothing, "nothing was received yet\n");
    keys_are_the_owners_alone_and_never_overwritten(&operator);
    a_key_is_converted(&operator);

    let doctor = operator.doctor();
    let doctor: Vec<&str> = doctor.iter().map(String::as_str).collect();
    let unready = operator.fail(&doctor);
    let missing: Vec<&str> = USES.map(|(_, _, certificate)| certificate)[1..]
        .iter()
        .chain(&GIVEN)
        .copied()
        .collect();
    assert!(unready.contains("BAD"), "{unready}");
    for name in missing {
        assert!(unready.contains(name), "{name}: {unready}");
    }

    for (stem, profile, certificate) in USES {
        let request = operator.file(&format!("{stem}-request.pem"));
        let issued = operator.succeed(&["dcs-simulator", "issue", "--profile", profile, &request]);
        fs::write(folder.join(certificate), issued).unwrap();
    }
    for name in GIVEN {
        fs::copy(stack.dcs_files().join(name), folder.join(name)).unwrap();
    }
    operator.enrol();
    let shown = operator.succeed(&["keys", "dcs", "show", "--folder", &operator.file("")]);
    for name in GIVEN {
        assert!(shown.contains(name), "{shown}");
    }
    assert!(
        shown.contains("Example Trust JSON Signing Integration"),
        "{shown}"
    );

    for _ in 0..2 {
        let healthy = operator.succeed(&doctor);
        assert!(
            healthy.starts_with(&format!("Looking at {}\n", stack.dcs_url())),
            "{healthy}"
        );
        assert!(
            healthy.contains("check of a test passport: valid"),
            "{healthy}"
        );
        assert!(!healthy.contains("BAD"), "{healthy}");
    }
    let used_up = operator.fail(&doctor);
    assert!(
        used_up.contains("BAD   check of a test passport: quota_used_up"),
        "{used_up}"
    );
    // Who is enrolled besides has a quota of its own; without an address the simulator is looked at.
    let own = operator.succeed(&["doctor", "dcs", "--check"]);
    assert!(
        own.starts_with("CREDENCE_DCS_URL is not set: looking at our simulator at https://"),
        "{own}"
    );
    an_outage_is_announced(&operator).await;
}

async fn an_outage_is_announced(operator: &Operator<'_>) {
    let outage = ["dcs-simulator", "outage"];
    let planned = ["--starts-in", "60", "--minutes", "5"];
    let said = operator.succeed(&[outage.as_slice(), &planned].concat());
    assert_eq!(said, "the status announces: Unplanned outage\n");
    let own = client(
        &operator.stack.dcs_url(),
        &files(&operator.stack.dcs_files()),
    );
    let status = own.status().await.unwrap();
    assert!(status.available);
    assert_eq!(status.scheduled_outages.len(), 1);
    let said = operator.succeed(&["dcs-simulator", "outage", "--stop"]);
    assert_eq!(said, "1 outages ended\n");
    assert_eq!(own.status().await.unwrap().scheduled_outages.len(), 0);
}

fn keys_are_the_owners_alone_and_never_overwritten(operator: &Operator<'_>) {
    let keys = USES.map(|(stem, _, _)| operator.folder.join(format!("{stem}-key.pem")));
    let before = keys.each_ref().map(|key| fs::read(key).unwrap());
    for key in &keys {
        let mode = fs::metadata(key).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", key.display());
    }
    let again = operator.make_keys();
    assert_eq!(again.status.code(), Some(1));
    let words = String::from_utf8(again.stderr).unwrap();
    assert!(words.contains("is there already"), "{words}");
    assert_eq!(before, keys.each_ref().map(|key| fs::read(key).unwrap()));
}

fn a_key_is_converted(operator: &Operator<'_>) {
    let (pem, der) = (
        operator.file("client-tls-key.pem"),
        operator.file("client-tls-key.der"),
    );
    operator.succeed(&["keys", "dcs", "convert", &pem, &der]);
    let (pem, converted) = (fs::read(pem).unwrap(), fs::read(&der).unwrap());
    // A DER sequence.
    assert_eq!(converted.first(), Some(&0x30));
    assert_ne!(converted, pem);
    let mode = fs::metadata(der).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
