use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::time_provider::TimeProvider;
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::world::{Pair, WORLD, now};

/// How long a test waits for what has to come.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Debug)]
struct TestTime;

impl TimeProvider for TestTime {
    fn current_time(&self) -> Option<UnixTime> {
        let seconds = u64::try_from(now().timestamp()).unwrap();
        Some(UnixTime::since_unix_epoch(Duration::from_secs(seconds)))
    }
}

/// A client that says over TLS whatever it is told to.
pub(crate) struct TlsClient {
    connector: TlsConnector,
    name: ServerName<'static>,
}

/// What came back until the connection ended.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl TlsClient {
    /// The enrolled client.
    pub(crate) fn enrolled() -> Self {
        Self::new(Some(&WORLD.tls), &WORLD.ca_bundle, rustls::ALL_VERSIONS)
    }

    pub(crate) fn with(identity: Option<&Pair>) -> Self {
        Self::new(identity, &WORLD.ca_bundle, rustls::ALL_VERSIONS)
    }

    pub(crate) fn new(
        identity: Option<&Pair>,
        ca_bundle: &str,
        versions: &[&'static SupportedProtocolVersion],
    ) -> Self {
        let mut anchors = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(ca_bundle.as_bytes()) {
            anchors.add(certificate.unwrap()).unwrap();
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let builder = ClientConfig::builder_with_details(provider, Arc::new(TestTime))
            .with_protocol_versions(versions)
            .unwrap()
            .with_root_certificates(anchors);
        let config = match identity.map(Pair::tls) {
            Some((chain, key)) => builder.with_client_auth_cert(chain, key).unwrap(),
            None => builder.with_no_client_auth(),
        };
        Self {
            connector: TlsConnector::from(Arc::new(config)),
            name: ServerName::try_from("localhost").unwrap(),
        }
    }

    pub(crate) fn calling(mut self, name: &'static str) -> Self {
        self.name = ServerName::try_from(name).unwrap();
        self
    }

    pub(crate) async fn connect(&self, address: SocketAddr) -> io::Result<TlsStream<TcpStream>> {
        let stream = TcpStream::connect(address).await?;
        self.connector.connect(self.name.clone(), stream).await
    }

    /// Sends the bytes on a new connection and reads to the end.
    pub(crate) async fn raw(&self, address: SocketAddr, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let exchange = async {
            let mut stream = self.connect(address).await?;
            stream.write_all(bytes).await?;
            let mut received = Vec::new();
            stream.read_to_end(&mut received).await?;
            Ok(received)
        };
        tokio::time::timeout(PATIENCE, exchange).await.unwrap()
    }

    pub(crate) async fn send(&self, address: SocketAddr, bytes: &[u8]) -> Answer {
        Answer::read(&self.raw(address, bytes).await.unwrap())
    }
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        Self {
            status: status.parse().unwrap(),
            headers: lines
                .map(|line| line.split_once(": ").unwrap())
                .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                .collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    /// A header's value; empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(found, _)| found == name)
            .map_or("", |(_, value)| value)
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The code of a refusal, after checking that it says it twice and in a sentence.
    #[track_caller]
    pub(crate) fn code(&self) -> &str {
        let body: serde_json::Value = serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{} {:?}", self.status, self.text()));
        assert_eq!(body["code"], self.header("x-dcs-error"));
        assert!(body["message"].as_str().unwrap().len() > 10);
        self.header("x-dcs-error")
    }
}

/// The bytes of a POST of a check.
pub(crate) fn post(message: &str) -> Vec<u8> {
    format!(
        "POST /checks/passport HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
         Content-Type: application/jose\r\nContent-Length: {}\r\n\r\n{message}",
        message.len()
    )
    .into_bytes()
}

/// The bytes of a GET of the status.
pub(crate) fn get() -> Vec<u8> {
    b"GET /checks/passport HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_vec()
}
