//! A server with the service's own keys that answers wrongly: none of its answers may read as valid,
//! and each is refused for the right reason. (Messages that are wrong inside the envelope are tried
//! in credence-dcs-protocol.)

use std::path::Path;
use std::sync::{Arc, Mutex};

use credence_dcs_client::{Failure, Verdict};
use credence_dcs_protocol::{
    Certificate, HeaderForm, JsonError, OpenError, Opener, Recipient, RsaKey, Sealer,
    ThumbprintRule,
};
use credence_tests::Stack;
use credence_types::{Clock, SystemClock};
use rustls::ServerConfig;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::checks::{check, client, files, passport};

/// What stands on the wire after a request: `C` and `R` in a payload become the request's ids.
#[derive(Clone)]
enum Wire {
    /// The bytes as they are; then the connection closes.
    Raw(Vec<u8>),
    /// A status of 200 with this body.
    Body(Vec<u8>),
    /// A status of 200 with this payload, sealed as it should be.
    Sealed(String),
}

struct Parties {
    opener: Opener,
    sealer: Sealer,
}

impl Parties {
    fn new(folder: &Path) -> Self {
        let certificate = |name: &str| {
            let path = folder.join(format!("{name}-certificate.pem"));
            Certificate::from_pem(&std::fs::read(path).unwrap()).unwrap()
        };
        let key = |name: &str| {
            RsaKey::from_pem(&std::fs::read(folder.join(format!("{name}-key.pem"))).unwrap())
                .unwrap()
        };
        let own = Recipient::new(&key("dcs-encryption"), certificate("dcs-encryption")).unwrap();
        let signers = vec![certificate("client-signing")];
        Self {
            opener: Opener::new(signers, vec![own], ThumbprintRule::Required).unwrap(),
            sealer: Sealer::new(
                &key("dcs-signing"),
                certificate("dcs-signing"),
                certificate("client-encryption"),
                HeaderForm::Thumbprint,
            )
            .unwrap(),
        }
    }

    fn answer(&self, wire: Wire, message: &[u8]) -> Vec<u8> {
        match wire {
            Wire::Raw(bytes) => bytes,
            Wire::Body(body) => ok(&body),
            Wire::Sealed(payload) => {
                let opened = self.opener.open(message, SystemClock.now()).unwrap();
                let request: Value = serde_json::from_slice(&opened.payload).unwrap();
                let payload = payload
                    .replace("\"C\"", &request["correlationId"].to_string())
                    .replace("\"R\"", &request["requestId"].to_string());
                ok(self
                    .sealer
                    .seal(payload.as_bytes(), SystemClock.now())
                    .unwrap()
                    .as_bytes())
            }
        }
    }
}

fn ok(body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/jose\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// Answers every status with "available" and every check with what is set.
async fn serve(folder: &Path, next: Arc<Mutex<Wire>>) -> String {
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let chain = vec![CertificateDer::from_pem_slice(&read("server-tls-certificate.pem")).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(&read("server-tls-key.pem")).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let parties = Arc::new(Parties::new(folder));
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (acceptor, parties, next) = (acceptor.clone(), parties.clone(), next.clone());
            tokio::spawn(async move {
                let mut stream = acceptor.accept(stream).await.ok()?;
                let (is_status, message) = request(&mut stream).await?;
                let answer = if is_status {
                    ok(br#"{"available":true,"scheduledOutages":[]}"#)
                } else {
                    let wire = next.lock().unwrap().clone();
                    parties.answer(wire, &message)
                };
                stream.write_all(&answer).await.ok()?;
                stream.shutdown().await.ok()
            });
        }
    });
    format!("https://localhost:{port}/checks/passport")
}

/// Whether it asks for the status, and its body.
async fn request(stream: &mut (impl AsyncReadExt + Unpin)) -> Option<(bool, Vec<u8>)> {
    let mut bytes = Vec::new();
    loop {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await.ok()?;
        bytes.extend_from_slice(&part[..count]);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(end) = end {
            let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
                .unwrap_or(0);
            let body = bytes.get(end + 4..).unwrap_or_default();
            if body.len() >= length {
                return Some((head.starts_with("get "), body.to_vec()));
            }
        }
        if count == 0 {
            return None;
        }
    }
}

fn statuses(cases: &mut Vec<(Wire, Failure)>) {
    let answer = |status: u16, body: &str| {
        Wire::Raw(
            format!(
                "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            )
            .into_bytes(),
        )
    };
    for (status, failure) in [
        (201, Failure::UnexpectedStatus),
        (202, Failure::UnexpectedStatus),
        (206, Failure::UnexpectedStatus),
        (301, Failure::UnexpectedStatus),
        (302, Failure::UnexpectedStatus),
        (307, Failure::UnexpectedStatus),
        (308, Failure::UnexpectedStatus),
        (400, Failure::RequestRefused),
        (401, Failure::UnexpectedStatus),
        (402, Failure::UnexpectedStatus),
        (403, Failure::QuotaUsedUp),
        (404, Failure::NotFound),
        (405, Failure::UnexpectedStatus),
        (409, Failure::UnexpectedStatus),
        (410, Failure::UnexpectedStatus),
        (413, Failure::RequestRefused),
        (415, Failure::RequestRefused),
        (418, Failure::UnexpectedStatus),
        (429, Failure::RateLimited),
        (451, Failure::UnexpectedStatus),
        (500, Failure::ServerError),
        (501, Failure::ServerError),
        (502, Failure::ServerError),
        (503, Failure::Overloaded),
        (504, Failure::ServerError),
        (599, Failure::ServerError),
    ] {
        for body in ["", r#"{"error":false,"valid":true}"#] {
            cases.push((answer(status, body), failure));
        }
    }
    cases.push((
        answer(400, "<h1>No required SSL certificate was sent</h1>"),
        Failure::ClientCertificateMissing,
    ));
    cases.push((
        answer(400, "<h1>The SSL certificate error</h1>"),
        Failure::ClientCertificateRefused,
    ));
}

fn connections(cases: &mut Vec<(Wire, Failure)>) {
    let raw = |text: &str| Wire::Raw(text.as_bytes().to_vec());
    for text in [
        "",
        "H",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n",
        "HTTP/1.1 999999 OK\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "ICY 200 OK\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "\0\0\0\0\0\0\0\0",
        "HTTP/1.1 200 OK\r\nbad header\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: x\r\n\r\n",
    ] {
        cases.push((raw(text), Failure::CutOff));
    }
    cases.push((Wire::Raw(ok(&vec![b'a'; 100_000])), Failure::TooLarge));
    let endless = format!("HTTP/1.1 200 OK\r\n\r\n{}", "a".repeat(80_000));
    cases.push((raw(&endless), Failure::TooLarge));
    let announced = "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n";
    cases.push((raw(announced), Failure::TooLarge));
}

fn bodies(cases: &mut Vec<(Wire, Failure)>) {
    for body in [
        "",
        " ",
        r#"{"correlationId":"C","requestId":"R","error":false,"valid":true}"#,
        "true",
        "valid",
        "<html></html>",
        "e30.e30",
        "e30.e30.e30.e30.e30",
        "eyJhbGciOiJSUzI1NiJ9=.e30.AAAA",
        "\u{0}\u{1}",
    ] {
        cases.push((
            Wire::Body(body.as_bytes().to_vec()),
            Failure::NotOpened(OpenError::Form),
        ));
    }
    let refused = Failure::NotOpened(OpenError::Algorithm);
    // {"alg":"none"} and {"alg":"HS256"}
    cases.push((Wire::Body(b"eyJhbGciOiJub25lIn0.e30.".to_vec()), refused));
    cases.push((
        Wire::Body(b"eyJhbGciOiJIUzI1NiJ9.e30.AAAA".to_vec()),
        refused,
    ));
    let not_json = Failure::NotOpened(OpenError::Header(JsonError::Form));
    cases.push((Wire::Body(b"e30.e30.e30".to_vec()), not_json));
    cases.push((Wire::Body(b"..".to_vec()), not_json));
    cases.push((
        Wire::Body(vec![0xff; 500]),
        Failure::NotOpened(OpenError::Form),
    ));
}

fn payloads(cases: &mut Vec<(Wire, Failure)>) {
    let sealed = |text: &str| Wire::Sealed(text.to_owned());
    for text in [
        "",
        "{}",
        "[]",
        "null",
        "true",
        "\"valid\"",
        r#"{"correlationId":"C","requestId":"R"}"#,
        r#"{"correlationId":"C","requestId":"R","error":false}"#,
        r#"{"correlationId":"C","requestId":"R","valid":null}"#,
        r#"{"correlationId":"C","requestId":"R","error":false,"valid":"true"}"#,
        r#"{"correlationId":"C","requestId":"R","error":false,"valid":1}"#,
        r#"{"correlationId":"C","requestId":"R","error":false,"valid":[true]}"#,
        r#"{"correlationId":"C","requestId":"R","error":"false","valid":true}"#,
        r#"{"correlationId":"C","requestId":"R","error":null,"valid":true}"#,
        r#"{"correlationId":"C","requestId":"R","error":true,"valid":true}"#,
        r#"{"correlationId":"C","requestId":"R","error":true,"valid":false,"errorMessage":[]}"#,
        r#"{"correlationId":"C","requestId":"R","error":false,"valid":true,"errorMessage":["x"]}"#,
        r#"{"correlationId":"C","requestId":"R","error":true,"errorMessage":"Unplanned outage"}"#,
        r#"{"correlationId":"C","requestId":"R","error":true,"errorMessage":[1]}"#,
        r#"{"correlationId":"C","requestId":"R","error":false,"valid":true,"valid":false}"#,
        r#"{"correlationId":"C","requestId":"R","error":false,"error":false,"valid":true}"#,
        r#"{"correlationId":"C","correlationId":"C","requestId":"R","error":false,"valid":true}"#,
        r#"{"correlationId":"C","requestId":"R","error":false,"valid":true}x"#,
        r#"{"correlationId":"C","requestId":"R","error":false,"valid":true"#,
        r#"{"requestId":"R","error":false,"valid":true}"#,
        r#"{"correlationId":"C","error":false,"valid":true}"#,
        r#"{"correlationId":null,"requestId":"R","error":false,"valid":true}"#,
        r#"{"correlationId":1,"requestId":"R","error":false,"valid":true}"#,
        r#"{"CorrelationId":"C","RequestId":"R","Error":false,"Valid":true}"#,
        r#"["C","R",false,true]"#,
    ] {
        cases.push((sealed(text), Failure::NotAnAnswer));
    }
    for text in [
        r#"{"correlationId":"R","requestId":"C","error":false,"valid":true}"#,
        r#"{"correlationId":"C","requestId":"","error":false,"valid":true}"#,
        r#"{"correlationId":"","requestId":"R","error":false,"valid":true}"#,
        r#"{"correlationId":"C","requestId":"0b5a7a55-3d5a-4c5c-8d3f-9d9c6a5b7c22","error":false,"valid":true}"#,
        r#"{"correlationId":"C","requestId":"x","error":true,"errorMessage":["Unplanned outage"]}"#,
    ] {
        cases.push((sealed(text), Failure::OtherRequest));
    }
    for (messages, failure) in [
        ("[]", Failure::ServiceError),
        (r#"["unplanned outage"]"#, Failure::ServiceError),
        (r#"["Unplanned outage"]"#, Failure::Outage),
        (
            r#"["validation: surname: must not be empty"]"#,
            Failure::DetailsRefused,
        ),
        (r#"["something new"]"#, Failure::ServiceError),
    ] {
        let text = format!(
            r#"{{"correlationId":"C","requestId":"R","error":true,"errorMessage":{messages}}}"#
        );
        cases.push((sealed(&text), failure));
    }
}

#[tokio::test]
async fn no_hostile_answer_is_believed() {
    let stack = Stack::start().await;
    let folder = stack.dcs_files();
    let right = r#"{"correlationId":"C","requestId":"R","error":false,"valid":true}"#;
    let next = Arc::new(Mutex::new(Wire::Sealed(right.to_owned())));
    let url = serve(&folder, Arc::clone(&next)).await;
    let client = client(&url, &files(&folder));
    let (outcome, _) = check(&client, passport("123456789", "Drawn", "Anna")).await;
    assert!(
        outcome == Ok(Verdict::Valid),
        "the server itself works: {outcome:?}"
    );

    let mut cases = Vec::new();
    for fill in [statuses, connections, bodies, payloads] {
        fill(&mut cases);
    }
    assert!(cases.len() >= 120, "{}", cases.len());
    for (position, (wire, failure)) in cases.into_iter().enumerate() {
        let told = match &wire {
            Wire::Raw(bytes) | Wire::Body(bytes) => {
                String::from_utf8_lossy(&bytes[..bytes.len().min(90)]).into_owned()
            }
            Wire::Sealed(text) => text.clone(),
        };
        *next.lock().unwrap() = wire;
        let (outcome, attempts) = check(&client, passport("123456789", "Drawn", "Anna")).await;
        assert_eq!(outcome, Err(failure), "{position}: {told:?}");
        assert!((1..=3).contains(&attempts.len()));
    }
}
