//! Servers whose certificate is not the service's.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use credence_dcs_client::Failure;
use credence_outbound::TlsFailure;
use credence_tests::Stack;
use credence_types::{Clock, SystemClock};
use rcgen::{CertificateParams, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use time::OffsetDateTime;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::checks::{client, files};

/// A certificate for a name, valid for so many days around now, issued by the simulator's authority
/// or by itself.
fn certificate(
    folder: &Path,
    name: &str,
    days: (i64, i64),
    is_issued: bool,
) -> (CertificateDer<'static>, KeyPair) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.not_before = instant(SystemClock.now() + TimeDelta::days(days.0));
    params.not_after = instant(SystemClock.now() + TimeDelta::days(days.1));
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let issued = if is_issued {
        let issuer_key = KeyPair::from_pem(&read("authority-intermediate-key.pem")).unwrap();
        let issuer = read("authority-intermediate-certificate.pem");
        params.signed_by(
            &key,
            &Issuer::from_ca_cert_pem(&issuer, issuer_key).unwrap(),
        )
    } else {
        params.self_signed(&key)
    };
    (issued.unwrap().der().clone(), key)
}

fn instant(at: DateTime<Utc>) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at.timestamp()).unwrap()
}

/// Shakes hands and hangs up.
async fn serve((certificate, key): (CertificateDer<'static>, KeyPair)) -> String {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = acceptor.accept(stream).await;
        }
    });
    format!("https://localhost:{port}/checks/passport")
}

#[tokio::test]
async fn each_fault_of_the_servers_certificate_has_its_own_word() {
    let stack = Stack::start().await;
    let folder = stack.dcs_files();
    let files = files(&folder);
    for (name, days, is_issued, failure) in [
        ("localhost", (-1, 1), true, Failure::CutOff),
        (
            "dcs.example",
            (-1, 1),
            true,
            Failure::Tls(TlsFailure::ServerName),
        ),
        (
            "localhost",
            (-9, -1),
            true,
            Failure::Tls(TlsFailure::ServerExpired),
        ),
        (
            "localhost",
            (1, 9),
            true,
            Failure::Tls(TlsFailure::ServerNotYetValid),
        ),
        (
            "localhost",
            (-1, 1),
            false,
            Failure::Tls(TlsFailure::UnknownAuthority),
        ),
    ] {
        let url = serve(certificate(&folder, name, days, is_issued)).await;
        let refused = client(&url, &files).status().await.unwrap_err();
        assert_eq!(refused.0, failure, "{name} {days:?}");
        assert!(!failure.explanation().remedy.is_empty());
    }
}
