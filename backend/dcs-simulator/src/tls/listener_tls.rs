use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use credence_types::Clock;
use rustls::crypto::CryptoProvider;
use rustls::server::danger::ClientCertVerifier;
use rustls::server::{NoServerSessionStorage, VerifierBuilderError, WebPkiClientVerifier};
use rustls::time_provider::TimeProvider;
use rustls::{RootCertStore, ServerConfig};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, UnixTime};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::client_certificate::ClientCertificate;
use super::deferred_verifier::DeferredVerifier;
use crate::authority::Authority;
use crate::config::ClientRefusal;

const LINGER: Duration = Duration::from_secs(1);
const LINGER_BYTES: u64 = 1024 * 1024;

/// The listener's end of TLS could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A certificate or key was refused.
    #[error("set up the simulator's TLS")]
    Tls(#[from] rustls::Error),
    /// The authority's certificates cannot judge clients.
    #[error("set up the simulator's TLS: the certification authority for clients")]
    Verifier(#[from] VerifierBuilderError),
}

/// The listener's end of TLS 1.2 and 1.3, with a certificate asked of every client.
#[derive(Clone)]
pub(crate) struct ListenerTls {
    acceptor: TlsAcceptor,
    verifier: Arc<dyn ClientCertVerifier>,
    clock: Arc<dyn Clock>,
}

impl ListenerTls {
    pub(crate) fn new(
        authority: &Authority,
        refusal: ClientRefusal,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, TlsError> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let verifier = verifier(authority, &provider)?;
        let asked: Arc<dyn ClientCertVerifier> = match refusal {
            ClientRefusal::Strict => Arc::clone(&verifier),
            ClientRefusal::Nginx => Arc::new(DeferredVerifier(Arc::clone(&verifier))),
        };
        let own = &authority.server_tls;
        let chain = [&own.certificate, &authority.intermediate]
            .map(|certificate| CertificateDer::from(certificate.der().to_vec()));
        let key = PrivatePkcs8KeyDer::from(own.key.pkcs8_der().to_vec());
        let time = Arc::new(ClockTime(Arc::clone(&clock)));
        let mut config = ServerConfig::builder_with_details(provider, time)
            .with_safe_default_protocol_versions()?
            .with_client_cert_verifier(asked)
            .with_single_cert(chain.into(), PrivateKeyDer::Pkcs8(key))?;
        // A resumed session would not show its certificate again, which may have ended by then.
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        Ok(Self {
            acceptor: TlsAcceptor::from(Arc::new(config)),
            verifier,
            clock,
        })
    }

    /// Shakes hands and judges the client's certificate.
    pub(crate) async fn accept(
        &self,
        stream: TcpStream,
    ) -> io::Result<(TlsStream<TcpStream>, ClientCertificate)> {
        let stream = match self.acceptor.accept(stream).into_fallible().await {
            Ok(stream) => stream,
            Err((error, stream)) => {
                part(stream).await;
                return Err(error);
            }
        };
        let shown = stream.get_ref().1.peer_certificates().unwrap_or_default();
        let judged = match shown.split_first() {
            None => ClientCertificate::Missing,
            Some((certificate, chain)) => {
                let now = unix_time(self.clock.as_ref());
                match self.verifier.verify_client_cert(certificate, chain, now) {
                    Ok(_) => ClientCertificate::Accepted,
                    Err(error) => {
                        tracing::info!(%error, "a client showed a certificate that is not taken");
                        ClientCertificate::Refused
                    }
                }
            }
        };
        Ok((stream, judged))
    }
}

impl fmt::Debug for ListenerTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListenerTls").finish_non_exhaustive()
    }
}

/// Both of the authority's certificates are anchors, so that a client may send its own alone.
fn verifier(
    authority: &Authority,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ClientCertVerifier>, TlsError> {
    let mut anchors = RootCertStore::empty();
    for certificate in [&authority.root, &authority.intermediate] {
        anchors.add(CertificateDer::from(certificate.der().to_vec()))?;
    }
    let builder =
        WebPkiClientVerifier::builder_with_provider(Arc::new(anchors), Arc::clone(provider));
    Ok(builder.build()?)
}

/// Closes our side and reads what the client still sends. Closing with unread bytes would reset the
/// connection, and a reset can take the alert from the client that it is meant for.
async fn part(mut stream: TcpStream) {
    let drained = async {
        stream.shutdown().await?;
        tokio::io::copy(&mut stream.take(LINGER_BYTES), &mut tokio::io::sink()).await
    };
    // Whether the client took its leave politely concerns nobody.
    let _ = tokio::time::timeout(LINGER, drained).await;
}

#[derive(Debug)]
struct ClockTime(Arc<dyn Clock>);

impl TimeProvider for ClockTime {
    fn current_time(&self) -> Option<UnixTime> {
        Some(unix_time(self.0.as_ref()))
    }
}

fn unix_time(clock: &dyn Clock) -> UnixTime {
    let seconds = u64::try_from(clock.now().timestamp()).unwrap_or(0);
    UnixTime::since_unix_epoch(Duration::from_secs(seconds))
}
