use credence_dcs_simulator::ClientRefusal;
use rustls::version::{TLS12, TLS13};
use rustls::{AlertDescription, CertificateError, Error, SupportedProtocolVersion};
use sqlx::PgPool;

use crate::support::{Pair, Simulator, TlsClient, WORLD, get, post};

const VERSIONS: [&[&SupportedProtocolVersion]; 2] = [&[&TLS12], &[&TLS13]];

/// As nginx 1.22.1 sent them.
const NO_CERTIFICATE: &str = "<html>\r\n<head><title>400 No required SSL certificate was sent</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>No required SSL certificate was sent</center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n";
const WRONG_CERTIFICATE: &str = "<html>\r\n<head><title>400 The SSL certificate error</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>The SSL certificate error</center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n";

#[sqlx::test(migrations = "../../migrations")]
async fn a_client_without_the_right_certificate_gets_nginxs_page(pool: PgPool) {
    assert_eq!(NO_CERTIFICATE.len(), 237);
    assert_eq!(WRONG_CERTIFICATE.len(), 215);
    let simulator = Simulator::start(pool).await;
    let own = Pair::self_made();
    let identities = [
        ("none", None, NO_CERTIFICATE),
        (
            "another authority's",
            Some(&WORLD.stranger_tls),
            WRONG_CERTIFICATE,
        ),
        ("expired", Some(&WORLD.expired_tls), WRONG_CERTIFICATE),
        ("self-made", Some(&own), WRONG_CERTIFICATE),
        ("for servers", Some(&WORLD.server_tls), WRONG_CERTIFICATE),
    ];
    for version in VERSIONS {
        for (name, identity, page) in identities {
            let client = TlsClient::new(identity, &WORLD.ca_bundle, version);
            for request in [get(), post("x"), b"DELETE /none HTTP/1.1\r\n\r\n".to_vec()] {
                let answer = client.send(simulator.address, &request).await;
                assert_eq!(answer.status, 400, "{name}");
                assert_eq!(answer.text(), page, "{name}");
                assert_eq!(answer.header("content-type"), "text/html");
                assert_eq!(answer.header("content-length"), page.len().to_string());
                assert_eq!(answer.header("connection"), "close");
                assert_eq!(answer.header("strict-transport-security"), "");
                assert_eq!(answer.header("x-dcs-error"), "");
            }
        }
    }
    assert_eq!(simulator.received().await, []);
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_right_certificate_is_let_in_over_both_versions(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    for version in VERSIONS {
        let client = TlsClient::new(Some(&WORLD.tls), &WORLD.ca_bundle, version);
        assert_eq!(client.send(simulator.address, &get()).await.status, 200);
        for name in ["127.0.0.1", "::1"] {
            let client = TlsClient::new(Some(&WORLD.tls), &WORLD.ca_bundle, version).calling(name);
            assert_eq!(client.send(simulator.address, &get()).await.status, 200);
        }
    }
    // Also the leaf alone, as the government's clients send it, and a bundle of the root alone.
    let leaf = Pair {
        key_pem: WORLD.tls.key_pem.clone(),
        chain_pem: first_of(&WORLD.tls.chain_pem),
    };
    let client = TlsClient::new(
        Some(&leaf),
        &first_of(&WORLD.ca_bundle),
        rustls::ALL_VERSIONS,
    );
    assert_eq!(client.send(simulator.address, &get()).await.status, 200);
}

fn first_of(pem: &str) -> String {
    const END: &str = "-----END CERTIFICATE-----\n";
    let end = pem.find(END).unwrap() + END.len();
    pem[..end].to_owned()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_client_that_trusts_others_or_calls_another_name_turns_away(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let all = rustls::ALL_VERSIONS;
    let client = TlsClient::new(Some(&WORLD.tls), &WORLD.stranger_ca_bundle, all);
    let error = tls_error(&client.connect(simulator.address).await.err().unwrap());
    let unknown = CertificateError::UnknownIssuer;
    assert_eq!(error, Error::InvalidCertificate(unknown));
    let client = TlsClient::enrolled().calling("dcs.example");
    let error = tls_error(&client.connect(simulator.address).await.err().unwrap());
    assert!(error.to_string().contains("not valid for name"), "{error}");
    assert_eq!(simulator.status().await.status, 200);
}

#[sqlx::test(migrations = "../../migrations")]
async fn in_strict_mode_a_tls_alert_says_no(pool: PgPool) {
    let simulator = Simulator::start_with(pool, |config| {
        config.client_refusal = ClientRefusal::Strict;
    })
    .await;
    for (identity, alert) in [
        (None, AlertDescription::CertificateRequired),
        (Some(&WORLD.stranger_tls), AlertDescription::UnknownCA),
        (
            Some(&WORLD.expired_tls),
            AlertDescription::CertificateExpired,
        ),
    ] {
        for version in VERSIONS {
            let client = TlsClient::new(identity, &WORLD.ca_bundle, version);
            let error = client.raw(simulator.address, &get()).await.err().unwrap();
            assert_eq!(tls_error(&error), Error::AlertReceived(alert));
        }
    }
    assert_eq!(simulator.status().await.status, 200);
}

fn tls_error(error: &std::io::Error) -> Error {
    let inner = error.get_ref().unwrap_or_else(|| panic!("{error:?}"));
    inner.downcast_ref::<Error>().unwrap().clone()
}
