//! A client with the simulator's files, and checks of passports.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use credence_dcs_client::{Attempt, ClientPair, DcsClient, DcsFiles, DcsOptions, Failure, Verdict};
use credence_dcs_protocol::{Passport, PassportDetails};
use credence_types::{CalendarDate, Clock, SystemClock};
use uuid::Uuid;

pub(crate) fn files(folder: &Path) -> DcsFiles {
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    let pair = |stem: &str| ClientPair {
        certificate: read(&format!("{stem}-certificate.pem")),
        key: read(&format!("{stem}-key.pem")),
    };
    DcsFiles {
        authorities: read("ca-bundle.pem"),
        tls: Some(ClientPair {
            certificate: read("client-tls-chain.pem"),
            key: read("client-tls-key.pem"),
        }),
        signing: pair("client-signing"),
        encryption: vec![pair("client-encryption")],
        dcs_signing_certificates: vec![read("dcs-signing-certificate.pem")],
        dcs_encryption_certificate: read("dcs-encryption-certificate.pem"),
    }
}

/// Waits short enough for a test, and a breaker that stays out of its way.
pub(crate) fn options(url: &str) -> DcsOptions {
    DcsOptions {
        read_timeout: Duration::from_secs(2),
        first_wait: Duration::from_millis(1),
        breaker_failures: 1_000,
        status_trusted_for: Duration::from_secs(600),
        ..DcsOptions::new(url.parse().unwrap())
    }
}

pub(crate) fn client(url: &str, files: &DcsFiles) -> DcsClient {
    DcsClient::new(options(url), files, Arc::new(SystemClock)).unwrap()
}

pub(crate) fn passport(number: &str, surname: &str, forename: &str) -> Passport {
    let day = |text: &str| text.parse::<CalendarDate>().unwrap();
    let details = PassportDetails {
        number: number.to_owned().into(),
        surname: surname.to_owned().into(),
        forenames: vec![forename.to_owned()].into(),
        date_of_birth: day("1990-02-28").into(),
        expiry_date: day("2030-02-28").into(),
    };
    Passport::new(details, SystemClock.now()).unwrap()
}

/// A whole check; how it ended, and every attempt that was sent.
pub(crate) async fn check(
    client: &DcsClient,
    passport: Passport,
) -> (Result<Verdict, Failure>, Vec<Attempt>) {
    let mut check = client.begin(Uuid::new_v4(), passport);
    let mut attempts = Vec::new();
    while let Some(attempt) = check.next_attempt().await {
        let _ = check.send(&attempt).await;
        attempts.push(attempt);
    }
    (check.outcome(), attempts)
}
