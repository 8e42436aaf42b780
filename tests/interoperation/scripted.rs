//! Our client against every answer that the simulator can be scripted to give.

use std::sync::Arc;
use std::time::Duration;

use credence_dcs_client::{CheckOutcome, DcsClient, DcsOptions, Failure};
use credence_dcs_protocol::OpenError;
use credence_tests::Stack;
use credence_types::SystemClock;

use crate::checks::{check, client, files, options, passport};

/// How a check of a scripted number ends, and after how many attempts.
enum Expected {
    Valid(usize),
    Invalid,
    Failed(Failure, usize),
}

const SCRIPTED: [(&str, Expected); 30] = [
    ("899000000", Expected::Valid(1)),
    ("899000001", Expected::Invalid),
    ("899000002", Expected::Failed(Failure::Outage, 3)),
    ("899000003", Expected::Failed(Failure::DetailsRefused, 1)),
    ("899000004", Expected::Failed(Failure::QuotaUsedUp, 1)),
    ("899000005", Expected::Failed(Failure::RateLimited, 3)),
    ("899000006", Expected::Failed(Failure::Overloaded, 3)),
    ("899000007", Expected::Failed(Failure::ServerError, 3)),
    ("899000008", Expected::Failed(Failure::ServerError, 3)),
    ("899000009", Expected::Failed(Failure::Timeout, 3)),
    ("899000010", Expected::Failed(Failure::CutOff, 3)),
    (
        "899000011",
        Expected::Failed(Failure::NotOpened(OpenError::Signature), 1),
    ),
    (
        "899000012",
        Expected::Failed(Failure::NotOpened(OpenError::Signature), 1),
    ),
    (
        "899000013",
        Expected::Failed(Failure::NotOpened(OpenError::UnknownSigner), 1),
    ),
    (
        "899000014",
        Expected::Failed(Failure::NotOpened(OpenError::UnknownSigner), 1),
    ),
    (
        "899000015",
        Expected::Failed(Failure::NotOpened(OpenError::UnknownRecipient), 1),
    ),
    ("899000016", Expected::Failed(Failure::OtherRequest, 1)),
    ("899000017", Expected::Failed(Failure::OtherRequest, 1)),
    ("899000018", Expected::Failed(Failure::OtherRequest, 1)),
    ("899000019", Expected::Failed(Failure::NotAnAnswer, 1)),
    ("899000020", Expected::Failed(Failure::NotAnAnswer, 1)),
    (
        "899000021",
        Expected::Failed(Failure::NotOpened(OpenError::Form), 1),
    ),
    ("899000022", Expected::Failed(Failure::TooLarge, 1)),
    ("899000023", Expected::Valid(2)),
    ("899000024", Expected::Valid(2)),
    ("899000025", Expected::Valid(2)),
    ("899000026", Expected::Failed(Failure::RequestRefused, 1)),
    ("899000027", Expected::Failed(Failure::NotAnAnswer, 1)),
    ("899000028", Expected::Valid(1)),
    (
        "899000029",
        Expected::Failed(Failure::NotOpened(OpenError::Form), 1),
    ),
];

#[tokio::test]
async fn every_scripted_answer_ends_as_it_must() {
    let stack = Stack::start().await;
    let client = client(&stack.dcs_url(), &files(&stack.dcs_files()));
    for (position, (number, expected)) in SCRIPTED.into_iter().enumerate() {
        // Fifty requests in ten seconds are allowed; the limit has a test of its own.
        if position % 10 == 9 {
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
        let (outcome, attempts) = check(&client, passport(number, "Drawn", "Anna")).await;
        let last = attempts.last().unwrap().request_id;
        let (outcome_expected, count) = match expected {
            Expected::Valid(count) => (CheckOutcome::Valid { request_id: last }, count),
            Expected::Invalid => (CheckOutcome::Invalid { request_id: last }, 1),
            Expected::Failed(failure, count) => (CheckOutcome::Unavailable(failure), count),
        };
        assert_eq!(outcome, outcome_expected, "{number}");
        assert_eq!(attempts.len(), count, "{number}");
        let mut ids: Vec<_> = attempts.iter().map(|attempt| attempt.request_id).collect();
        ids.dedup();
        assert_eq!(ids.len(), count, "{number}: each attempt has its own id");
    }
    assert!(client.quota().spent >= 20, "{:?}", client.quota());
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
    assert_eq!(outcome, CheckOutcome::Unavailable(refused));
    let (outcome, _) = check(&client, passport("899000000", "Drawn", "Anna")).await;
    assert!(
        matches!(outcome, CheckOutcome::Valid { .. }),
        "the current one still works"
    );
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
        assert_eq!(outcome, CheckOutcome::Unavailable(expected));
        assert!(attempts.is_empty(), "nothing was sent");
    }
    assert_eq!(breaking.quota().spent, 0);
    outage(&["--stop"]);
    let (outcome, _) = check(&breaking, passport("899000000", "Drawn", "Anna")).await;
    assert_eq!(
        outcome,
        CheckOutcome::Unavailable(Failure::CircuitOpen),
        "the rest is not over"
    );
    let other = client(&stack.dcs_url(), &files);
    let (outcome, _) = check(&other, passport("899000000", "Drawn", "Anna")).await;
    assert!(matches!(outcome, CheckOutcome::Valid { .. }), "{outcome:?}");
}
