//! Our client against every answer that the simulator can be scripted to give.

use std::sync::Arc;
use std::time::{Duration, Instant};

use credence_dcs_client::{DcsClient, DcsOptions, Failure, Verdict};
use credence_dcs_protocol::OpenError;
use credence_tests::Stack;
use credence_types::SystemClock;

use crate::checks::{check, client, files, options, passport};

/// A number, how its check ends, and after how many attempts.
const SCRIPTED: [(&str, Result<Verdict, Failure>, usize); 30] = [
    ("899000000", Ok(Verdict::Valid), 1),
    ("899000001", Ok(Verdict::Invalid), 1),
    ("899000002", Err(Failure::Outage), 3),
    ("899000003", Err(Failure::DetailsRefused), 1),
    ("899000004", Err(Failure::QuotaUsedUp), 1),
    ("899000005", Err(Failure::RateLimited), 3),
    ("899000006", Err(Failure::Overloaded), 3),
    ("899000007", Err(Failure::ServerError), 3),
    ("899000008", Err(Failure::ServerError), 3),
    ("899000009", Err(Failure::Timeout), 3),
    ("899000010", Err(Failure::CutOff), 3),
    (
        "899000011",
        Err(Failure::NotOpened(OpenError::Signature)),
        1,
    ),
    (
        "899000012",
        Err(Failure::NotOpened(OpenError::Signature)),
        1,
    ),
    (
        "899000013",
        Err(Failure::NotOpened(OpenError::UnknownSigner)),
        1,
    ),
    (
        "899000014",
        Err(Failure::NotOpened(OpenError::UnknownSigner)),
        1,
    ),
    (
        "899000015",
        Err(Failure::NotOpened(OpenError::UnknownRecipient)),
        1,
    ),
    ("899000016", Err(Failure::OtherRequest), 1),
    ("899000017", Err(Failure::OtherRequest), 1),
    ("899000018", Err(Failure::OtherRequest), 1),
    ("899000019", Err(Failure::NotAnAnswer), 1),
    ("899000020", Err(Failure::NotAnAnswer), 1),
    ("899000021", Err(Failure::NotOpened(OpenError::Form)), 1),
    ("899000022", Err(Failure::TooLarge), 1),
    ("899000023", Ok(Verdict::Valid), 2),
    ("899000024", Ok(Verdict::Valid), 2),
    ("899000025", Ok(Verdict::Valid), 2),
    ("899000026", Err(Failure::RequestRefused), 1),
    ("899000027", Err(Failure::NotAnAnswer), 1),
    ("899000028", Ok(Verdict::Valid), 1),
    ("899000029", Err(Failure::NotOpened(OpenError::Form)), 1),
];

#[tokio::test]
async fn every_scripted_answer_ends_as_it_must() {
    let stack = Stack::start().await;
    let client = client(&stack.dcs_url(), &files(&stack.dcs_files()));
    for (position, (number, expected, count)) in SCRIPTED.into_iter().enumerate() {
        // Fifty requests in ten seconds are allowed; the limit has a test of its own.
        if position % 10 == 9 {
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
        let (outcome, attempts) = check(&client, passport(number, "Drawn", "Anna")).await;
        assert_eq!((outcome, attempts.len()), (expected, count), "{number}");
        let mut ids: Vec<_> = attempts.iter().map(|attempt| attempt.request_id).collect();
        ids.dedup();
        assert_eq!(ids.len(), count, "{number}: each attempt has its own id");
    }
    assert!(client.quota().spent >= 20, "{:?}", client.quota());
}

#[tokio::test]
async fn a_service_that_asks_to_be_left_alone_is() {
    let stack = Stack::start().await;
    let files = files(&stack.dcs_files());
    let patient = client(&stack.dcs_url(), &files);
    let started = Instant::now();
    let (outcome, attempts) = check(&patient, passport("899000023", "Drawn", "Anna")).await;
    assert_eq!((outcome, attempts.len()), (Ok(Verdict::Valid), 2));
    assert!(
        started.elapsed() >= Duration::from_secs(1),
        "Retry-After was kept"
    );
    let hurried = DcsOptions {
        longest_wait: Duration::from_millis(500),
        ..options(&stack.dcs_url())
    };
    let hurried = DcsClient::new(hurried, &files, Arc::new(SystemClock)).unwrap();
    let (outcome, attempts) = check(&hurried, passport("899000005", "Drawn", "Anna")).await;
    assert_eq!((outcome, attempts.len()), (Err(Failure::RateLimited), 1));
}

#[tokio::test]
async fn an_expired_signing_certificate_is_refused_even_when_it_is_configured() {
    let stack = Stack::start().await;
    let mut files = files(&stack.dcs_files());
    let expired = stack
        .dcs_files()
        .join("dcs-expired-signing-certificate.pem");
    files
        .dcs_signing_certificates
        .push(std::fs::read(expired).unwrap());
    let client = client(&stack.dcs_url(), &files);
    let (outcome, _) = check(&client, passport("899000014", "Drawn", "Anna")).await;
    let refused = Failure::NotOpened(OpenError::SignerNotValid);
    assert_eq!(outcome, Err(refused));
    let (outcome, _) = check(&client, passport("899000000", "Drawn", "Anna")).await;
    assert!(outcome == Ok(Verdict::Valid), "the current one still works");
}

#[tokio::test]
async fn an_outage_costs_no_check_and_the_breaker_spares_everybody() {
    let stack = Stack::start().await;
    let files = files(&stack.dcs_files());
    let outage = |arguments: &[&str]| {
        let done = stack
            .command()
            .args(["dcs-simulator", "outage"])
            .args(arguments)
            .status();
        assert!(done.unwrap().success());
    };
    outage(&["--message", "Limit exceeded"]);
    let breaking = DcsOptions {
        breaker_failures: 2,
        breaker_rest: Duration::from_secs(3_600),
        status_trusted_for: Duration::ZERO,
        ..options(&stack.dcs_url())
    };
    let breaking = DcsClient::new(breaking, &files, Arc::new(SystemClock)).unwrap();
    assert!(!breaking.status().await.unwrap().available);
    for expected in [
        Failure::RateLimited,
        Failure::RateLimited,
        Failure::CircuitOpen,
    ] {
        let (outcome, attempts) = check(&breaking, passport("899000000", "Drawn", "Anna")).await;
        assert_eq!(outcome, Err(expected));
        assert!(attempts.is_empty(), "nothing was sent");
    }
    assert_eq!(breaking.quota().spent, 0);
    outage(&["--stop"]);
    let (outcome, _) = check(&breaking, passport("899000000", "Drawn", "Anna")).await;
    assert_eq!(outcome, Err(Failure::CircuitOpen), "the rest is not over");
    let other = client(&stack.dcs_url(), &files);
    let (outcome, _) = check(&other, passport("899000000", "Drawn", "Anna")).await;
    assert!(outcome == Ok(Verdict::Valid), "{outcome:?}");
}
