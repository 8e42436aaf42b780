use std::fmt;

use aws_lc_rs::rsa::{OaepPrivateDecryptingKey, PrivateDecryptingKey};
use aws_lc_rs::signature::{KeyPair, RsaKeyPair};
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject;
use zeroize::Zeroizing;

use crate::certificate::Certificate;

/// An RSA private key, kept as PKCS#8.
#[derive(Clone)]
pub struct RsaKey(Zeroizing<Vec<u8>>);

/// A key could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The text holds no private key.
    #[error("read a private key: there is none in PEM (PKCS#8 or PKCS#1, without a passphrase)")]
    NotPem,
    /// Not an RSA key, or one shorter than 2,048 bits.
    #[error("read a private key: it is not an RSA key of 2048 bits or more")]
    NotRsa,
    /// The certificate is of another key.
    #[error("pair a key with its certificate: the certificate is of another key")]
    OtherKey,
    /// The certificate is not for this use.
    #[error("use a certificate: its key usage does not allow this")]
    Usage,
    /// A list that needs an entry has none.
    #[error("use certificates: at least one is needed")]
    None,
}

impl RsaKey {
    /// Reads a key's PEM text, PKCS#8 or PKCS#1.
    ///
    /// # Errors
    /// When there is no RSA key of 2,048 bits or more in it.
    pub fn from_pem(pem: &[u8]) -> Result<Self, KeyError> {
        Self::from_private_key(&PrivateKeyDer::from_pem_slice(pem).map_err(|_| KeyError::NotPem)?)
    }

    /// Reads a key's DER bytes, PKCS#8 or PKCS#1.
    ///
    /// # Errors
    /// When they are no RSA key of 2,048 bits or more.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let key = PrivateKeyDer::try_from(der).map_err(|_| KeyError::NotRsa)?;
        Self::from_private_key(&key)
    }

    fn from_private_key(key: &PrivateKeyDer<'_>) -> Result<Self, KeyError> {
        let pkcs8 = if let PrivateKeyDer::Pkcs8(key) = key {
            key.secret_pkcs8_der().to_vec()
        } else if let PrivateKeyDer::Pkcs1(key) = key {
            pkcs8_of(key.secret_pkcs1_der())
        } else {
            return Err(KeyError::NotRsa);
        };
        let key = Self(Zeroizing::new(pkcs8));
        key.signing().map(|_| key)
    }

    /// The key's bytes as PKCS#8.
    #[must_use]
    pub fn pkcs8_der(&self) -> &[u8] {
        &self.0
    }

    /// Whether the certificate is of this key.
    #[must_use]
    pub fn is_of(&self, certificate: &Certificate) -> bool {
        self.signing()
            .is_ok_and(|pair| pair.public_key().as_ref() == certificate.rsa_public_key())
    }

    pub(crate) fn signing(&self) -> Result<RsaKeyPair, KeyError> {
        RsaKeyPair::from_pkcs8(&self.0).map_err(|_| KeyError::NotRsa)
    }

    pub(crate) fn decrypting(&self) -> Result<OaepPrivateDecryptingKey, KeyError> {
        let key = PrivateDecryptingKey::from_pkcs8(&self.0).map_err(|_| KeyError::NotRsa)?;
        OaepPrivateDecryptingKey::new(key).map_err(|_| KeyError::NotRsa)
    }
}

impl fmt::Debug for RsaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RsaKey([redacted])")
    }
}

/// Wraps a PKCS#1 key into PKCS#8 (RFC 5958 section 2): version 0, rsaEncryption, the key.
fn pkcs8_of(pkcs1: &[u8]) -> Vec<u8> {
    const VERSION_AND_ALGORITHM: [u8; 18] = [
        0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01,
        0x01, 0x05, 0x00,
    ];
    const OCTET_STRING: u8 = 0x04;
    const SEQUENCE: u8 = 0x30;
    let key = tagged(OCTET_STRING, pkcs1);
    tagged(SEQUENCE, &[&VERSION_AND_ALGORITHM, key.as_slice()].concat())
}

/// A DER value with its tag and length.
fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let significant: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
    let mut value = vec![tag];
    match significant.as_slice() {
        [] => value.push(0),
        [short @ 0..=0x7f] => value.push(*short),
        long => {
            value.push(0x80 | u8::try_from(long.len()).unwrap_or(0));
            value.extend(long);
        }
    }
    value.extend(content);
    value
}
