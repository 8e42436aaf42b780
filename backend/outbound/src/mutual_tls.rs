use std::fmt;
use std::sync::Arc;

use rustls::crypto::aws_lc_rs;
use rustls::{ClientConfig, InconsistentKeys, RootCertStore};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

/// TLS with one server's own certification authorities, and an own certificate to show it.
#[derive(Clone)]
pub struct MutualTls(Arc<ClientConfig>);

/// An own certificate and its key, both in PEM.
#[derive(Clone, Copy)]
pub struct ClientIdentity<'a> {
    /// The certificate, followed by those that issued it if the server needs them.
    pub chain_pem: &'a [u8],
    /// Its private key: PKCS#8, PKCS#1 or SEC1, without a passphrase.
    pub key_pem: &'a [u8],
}

/// TLS could not be set up; nothing was sent.
#[derive(Debug, thiserror::Error)]
pub enum MutualTlsError {
    /// The bundle of authorities holds no certificate.
    #[error("set up TLS: the bundle of certification authorities holds no certificate in PEM")]
    NoAuthority,
    /// A certificate of the bundle cannot be an authority's.
    #[error("set up TLS: a certificate of the bundle of certification authorities cannot be read")]
    Authority(#[source] rustls::Error),
    /// The own chain holds no certificate.
    #[error("set up TLS: the client certificate's file holds no certificate in PEM")]
    NoCertificate,
    /// The own key's text holds no private key.
    #[error("set up TLS: the client key's file holds no private key in PEM without a passphrase")]
    NoKey,
    /// The own certificate is not of the own key.
    #[error("set up TLS: the client certificate is of another key")]
    OtherKey,
    /// The own certificate or key cannot be used.
    #[error("set up TLS: the client certificate or its key cannot be used")]
    Identity(#[source] rustls::Error),
    /// The library offers no version of TLS that is wanted.
    #[error("set up TLS: choose its versions")]
    Versions(#[source] rustls::Error),
}

impl MutualTls {
    /// Trusts every certificate of the bundle and nothing else: intermediate ones are anchors too,
    /// so a server that sends its own certificate alone is trusted as well. Speaks TLS 1.2 and 1.3.
    ///
    /// # Errors
    /// When a text holds nothing usable, or certificate and key do not belong together.
    pub fn new(
        authorities_pem: &[u8],
        identity: Option<ClientIdentity<'_>>,
    ) -> Result<Self, MutualTlsError> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(MutualTlsError::Versions)?
            .with_root_certificates(anchors(authorities_pem)?);
        let Some(identity) = identity else {
            return Ok(Self(Arc::new(builder.with_no_client_auth())));
        };
        let chain = certificates(identity.chain_pem).ok_or(MutualTlsError::NoCertificate)?;
        let key =
            PrivateKeyDer::from_pem_slice(identity.key_pem).map_err(|_| MutualTlsError::NoKey)?;
        match builder.with_client_auth_cert(chain, key) {
            Ok(config) => Ok(Self(Arc::new(config))),
            Err(rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch)) => {
                Err(MutualTlsError::OtherKey)
            }
            Err(error) => Err(MutualTlsError::Identity(error)),
        }
    }

    /// The configuration for the HTTP client.
    pub(crate) fn config(&self) -> ClientConfig {
        (*self.0).clone()
    }
}

impl fmt::Debug for MutualTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MutualTls").finish_non_exhaustive()
    }
}

fn anchors(pem: &[u8]) -> Result<RootCertStore, MutualTlsError> {
    let mut anchors = RootCertStore::empty();
    for certificate in certificates(pem).ok_or(MutualTlsError::NoAuthority)? {
        anchors
            .add(certificate)
            .map_err(MutualTlsError::Authority)?;
    }
    Ok(anchors)
}

/// At least one certificate, all of them well-formed.
fn certificates(pem: &[u8]) -> Option<Vec<CertificateDer<'static>>> {
    let found: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .ok()?;
    (!found.is_empty()).then_some(found)
}
