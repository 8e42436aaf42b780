//! What can be wrong with TLS, as the client and the doctor see it.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use credence_dcs_client::{ClientPair, DcsClient, Failure, Finding, FindingState, SetupError};
use credence_tests::Stack;
use credence_types::{Clock, ErrorChain, FixedClock, SystemClock};

use crate::checks::{client, files, options};

/// A second simulator over the same data, ended with the test.
struct Strict {
    process: Child,
    url: String,
}

impl Strict {
    fn start(stack: &Stack) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let process = Command::new(stack.command().get_program())
            .args(stack.command().get_args().take(2))
            .args([
                "--dcs-listen",
                &format!("127.0.0.1:{port}"),
                "--dcs-refusals",
                "strict",
            ])
            .arg("dcs-simulator")
            .env_remove("DATABASE_URL")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let started = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(
                started.elapsed() < Duration::from_secs(30),
                "the simulator does not start"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        Self {
            process,
            url: format!("https://localhost:{port}/checks/passport"),
        }
    }
}

impl Drop for Strict {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test]
async fn a_server_that_refuses_in_tls_is_understood() {
    let stack = Stack::start().await;
    let strict = Strict::start(&stack);
    let folder = stack.dcs_files();
    let mut files = files(&folder);
    assert!(
        client(&strict.url, &files)
            .status()
            .await
            .unwrap()
            .available
    );
    files.tls = None;
    let refused = client(&strict.url, &files).status().await.unwrap_err();
    assert_eq!(refused.0, Failure::ClientCertificateMissing);
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    files.tls = Some(ClientPair {
        certificate: read("stranger-certificate.pem"),
        key: read("stranger-key.pem"),
    });
    let refused = client(&strict.url, &files).status().await.unwrap_err();
    assert_eq!(refused.0, Failure::ClientCertificateRefused);
}

#[tokio::test]
async fn the_doctor_says_what_is_wrong_in_the_guidances_words() {
    let stack = Stack::start().await;
    let folder = stack.dcs_files();
    let right = files(&folder);
    let wrong_bundle = {
        let mut files = files(&folder);
        files.authorities = std::fs::read(folder.join("stranger-certificate.pem")).unwrap();
        files
    };
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let by_address = stack.dcs_url().replace("localhost", "127.0.0.2");
    let cases = [
        (
            stack.dcs_url(),
            &wrong_bundle,
            "TLS",
            "SSL certificate problem: unable to get local issuer certificate",
        ),
        (
            stack.url().replace("http://", "https://") + "/checks/passport",
            &right,
            "TLS",
            "wrong version number",
        ),
        (
            format!("https://localhost:{closed}/"),
            &right,
            "TCP",
            "could not connect",
        ),
        (
            "https://no-such-host.invalid/".to_owned(),
            &right,
            "DNS",
            "could not resolve host",
        ),
        (by_address, &right, "TCP", "could not connect"),
        (stack.dcs_url() + "x", &right, "mutual TLS", "HTTP 404"),
    ];
    for (url, files, step, message) in cases {
        let findings = client(&url, files).examine(false).await;
        let last = findings.last().unwrap();
        assert_eq!(
            (last.step, last.state),
            (step, FindingState::Bad),
            "{url}: {findings:#?}"
        );
        assert_eq!(last.explanation.unwrap().message, message, "{url}");
    }
    let done = stack
        .command()
        .args(["doctor", "dcs", "--check"])
        .output()
        .unwrap();
    let printed = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success(), "{printed}");
    assert!(
        printed.contains("check of a test passport: valid"),
        "{printed}"
    );
}

/// What the doctor finds when its clock is so far ahead.
async fn examined(stack: &Stack, ahead: TimeDelta) -> Vec<Finding> {
    let clock = FixedClock::at(SystemClock.now() + ahead);
    let files = files(&stack.dcs_files());
    let client = DcsClient::new(options(&stack.dcs_url()), &files, Arc::new(clock)).unwrap();
    client.examine(false).await
}

#[tokio::test]
async fn the_doctor_minds_the_clock_and_the_days_that_are_left() {
    let stack = Stack::start().await;
    let state = |findings: &[Finding], step: &str| {
        findings
            .iter()
            .find(|finding| finding.step == step)
            .unwrap()
            .state
    };
    let ours = "our signing certificate";
    let now = examined(&stack, TimeDelta::zero()).await;
    assert_eq!(state(&now, ours), FindingState::Good);
    assert_eq!(state(&now, "clock"), FindingState::Good);
    let skewed = examined(&stack, TimeDelta::minutes(10)).await;
    assert_eq!(state(&skewed, "clock"), FindingState::Warning);
    let late = examined(&stack, TimeDelta::days(345)).await;
    assert_eq!(state(&late, ours), FindingState::Warning);
    let too_late = examined(&stack, TimeDelta::days(400)).await;
    assert_eq!(state(&too_late, ours), FindingState::Bad);
    let too_early = examined(&stack, TimeDelta::days(-2)).await;
    assert_eq!(state(&too_early, ours), FindingState::Bad);
}

#[tokio::test]
async fn files_that_do_not_belong_together_are_refused_before_anything_is_sent() {
    let stack = Stack::start().await;
    let folder = stack.dcs_files();
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    type Break = Box<dyn Fn(&mut credence_dcs_client::DcsFiles)>;
    let stranger = read("stranger-key.pem");
    let signing = read("client-signing-certificate.pem");
    let breaks: [(&str, &str, Break); 7] = [
        ("TLS key", "the client certificate is of another key", {
            let stranger = stranger.clone();
            Box::new(move |files| files.tls.as_mut().unwrap().key = stranger.clone())
        }),
        ("signing key", "our signing key", {
            let stranger = stranger.clone();
            Box::new(move |files| files.signing.key = stranger.clone())
        }),
        ("encryption key", "our encryption key", {
            let stranger = stranger.clone();
            Box::new(move |files| files.encryption[0].key = stranger.clone())
        }),
        (
            "wrong use",
            "the DCS encryption certificate",
            Box::new(move |files| files.dcs_encryption_certificate = signing.clone()),
        ),
        (
            "no signer",
            "the DCS signing certificate",
            Box::new(|files| files.dcs_signing_certificates.clear()),
        ),
        (
            "no bundle",
            "bundle",
            Box::new(|files| files.authorities.clear()),
        ),
        (
            "no certificate",
            "our signing certificate",
            Box::new(|files| files.signing.certificate = b"text".to_vec()),
        ),
    ];
    for (name, culprit, change) in breaks {
        let mut files = files(&folder);
        change(&mut files);
        let built = DcsClient::new(options(&stack.dcs_url()), &files, Arc::new(SystemClock));
        let told = ErrorChain(&built.err().unwrap()).to_string();
        assert!(told.contains(culprit), "{name}: {told}");
    }
    let plain = options("http://localhost/checks/passport");
    let built = DcsClient::new(plain, &files(&folder), Arc::new(SystemClock));
    assert!(matches!(built, Err(SetupError::NotHttps)));
}
