//! The envelope: compact JWS of a compact JWE of a compact JWS of JSON (dcs-wire section 1.5). The
//! outer payload is the JWE's text itself, not a JSON string.

use std::fmt;

use aws_lc_rs::rsa::OaepPrivateDecryptingKey;
use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

use crate::MESSAGE_LIMIT_BYTES;
use crate::certificate::{Certificate, KeyUsage};
use crate::jose::jwe::{self, EncryptedText};
use crate::jose::jws::SignedText;
use crate::key::{KeyError, RsaKey};
use crate::open_error::OpenError;

/// Whether a message has to name the certificates it was signed and encrypted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThumbprintRule {
    /// It has to name the signing certificate by SHA-256, as the guidance demands of requests.
    Required,
    /// Where it names none, every known certificate is tried: responses were seen without.
    Optional,
}

/// An own encryption certificate with its key.
pub struct Recipient {
    certificate: Certificate,
    key: OaepPrivateDecryptingKey,
}

impl Recipient {
    /// Pairs a certificate with its key.
    ///
    /// # Errors
    /// When the certificate is not the key's or not for encryption.
    pub fn new(key: &RsaKey, certificate: Certificate) -> Result<Self, KeyError> {
        if !key.is_of(&certificate) {
            return Err(KeyError::OtherKey);
        }
        if !certificate.allows(KeyUsage::KeyEncipherment) {
            return Err(KeyError::Usage);
        }
        Ok(Self {
            key: key.decrypting()?,
            certificate,
        })
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recipient")
            .field("thumbprint", &self.certificate.thumbprint())
            .finish_non_exhaustive()
    }
}

/// Opens messages from known senders.
#[derive(Debug)]
pub struct Opener {
    signers: Vec<Certificate>,
    recipients: Vec<Recipient>,
    rule: ThumbprintRule,
}

/// A message whose two signatures are by one known, valid certificate.
pub struct Opened {
    /// The text inside. Personal data; gone from memory when dropped.
    pub payload: Zeroizing<Vec<u8>>,
    /// The signer's SHA-256 thumbprint.
    pub signer: String,
}

impl Opener {
    /// Accepts messages by any of `signers` to any of `recipients`: several while certificates are
    /// rotated.
    ///
    /// # Errors
    /// When a list is empty, or a certificate is not for signing.
    pub fn new(
        signers: Vec<Certificate>,
        recipients: Vec<Recipient>,
        rule: ThumbprintRule,
    ) -> Result<Self, KeyError> {
        if signers.is_empty() || recipients.is_empty() {
            return Err(KeyError::None);
        }
        if !signers
            .iter()
            .all(|signer| signer.allows(KeyUsage::DigitalSignature))
        {
            return Err(KeyError::Usage);
        }
        Ok(Self {
            signers,
            recipients,
            rule,
        })
    }

    /// Verifies, decrypts and verifies again.
    ///
    /// # Errors
    /// For the first thing that is not right, in that order.
    pub fn open(&self, message: &[u8], now: DateTime<Utc>) -> Result<Opened, OpenError> {
        if message.len() > MESSAGE_LIMIT_BYTES {
            return Err(OpenError::TooLong);
        }
        let message = text(message)?;
        let (encrypted, outer_signer) = self.verified(message, now)?;
        let signed = self.decrypted(text(&encrypted)?)?;
        let (payload, inner_signer) = self.verified(text(&signed)?, now)?;
        if inner_signer.thumbprint() != outer_signer.thumbprint() {
            return Err(OpenError::SignersDiffer);
        }
        Ok(Opened {
            payload: payload.into(),
            signer: outer_signer.thumbprint().to_owned(),
        })
    }

    fn verified(
        &self,
        token: &str,
        now: DateTime<Utc>,
    ) -> Result<(Vec<u8>, &Certificate), OpenError> {
        let signed = SignedText::read(token)?;
        if self.rule == ThumbprintRule::Required && signed.header.thumbprint.is_none() {
            return Err(OpenError::NoThumbprint);
        }
        let mut fitting = self
            .signers
            .iter()
            .filter(|signer| signed.header.fits(signer))
            .peekable();
        if fitting.peek().is_none() {
            return Err(OpenError::UnknownSigner);
        }
        let signer = fitting
            .find(|signer| signed.is_by(signer))
            .ok_or(OpenError::Signature)?;
        if !signer.is_valid_at(now) {
            return Err(OpenError::SignerNotValid);
        }
        Ok((signed.payload()?, signer))
    }

    /// The service went without a thumbprint here for all of its life, so none is demanded.
    fn decrypted(&self, token: &str) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let encrypted = EncryptedText::read(token)?;
        let is_jwe = match &encrypted.header.typ {
            Some(kind) => kind == jwe::TYPE,
            None => self.rule == ThumbprintRule::Optional,
        };
        if !is_jwe {
            return Err(OpenError::Type);
        }
        let fitting: Vec<_> = self
            .recipients
            .iter()
            .filter(|recipient| encrypted.header.fits(&recipient.certificate))
            .collect();
        if fitting.is_empty() {
            return Err(OpenError::UnknownRecipient);
        }
        fitting
            .into_iter()
            .map(|recipient| encrypted.decrypt(&recipient.key))
            .find(Result::is_ok)
            .unwrap_or(Err(OpenError::Decryption))
    }
}

fn text(bytes: &[u8]) -> Result<&str, OpenError> {
    str::from_utf8(bytes).map_err(|_| OpenError::Form)
}
