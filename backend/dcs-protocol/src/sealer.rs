use std::fmt;

use aws_lc_rs::rsa::{OaepPublicEncryptingKey, PublicEncryptingKey};
use aws_lc_rs::signature::RsaKeyPair;
use chrono::{DateTime, Utc};

use crate::certificate::{Certificate, KeyUsage};
use crate::encoding;
use crate::jose::header::OutgoingHeader;
use crate::jose::{jwe, jws};
use crate::key::{KeyError, RsaKey};

/// Which thumbprints a message's headers name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeaderForm {
    /// SHA-256 alone, as the guidance asks for.
    #[default]
    Thumbprint,
    /// SHA-256 and SHA-1 in the signatures, as the government's own clients send.
    WithSha1,
    /// None, as the guidance's sample response is written.
    Bare,
}

/// Seals messages from one sender to one recipient.
pub struct Sealer {
    key: RsaKeyPair,
    certificate: Certificate,
    recipient: OaepPublicEncryptingKey,
    recipient_certificate: Certificate,
    form: HeaderForm,
}

/// One of a message's two signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureLayer {
    /// Around the JSON.
    Inner,
    /// Around the encryption.
    Outer,
}

/// A message could not be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Our signing certificate has expired or is not valid yet.
    #[error("seal a message: our signing certificate is not valid now")]
    SignerNotValid,
    /// The recipient's encryption certificate has expired or is not valid yet.
    #[error("seal a message: the recipient's encryption certificate is not valid now")]
    RecipientNotValid,
    /// The cryptographic library refused.
    #[error("seal a message: sign and encrypt")]
    Cryptography,
}

impl Sealer {
    /// Signs with `key`, encrypts to `recipient`.
    ///
    /// # Errors
    /// When the certificate is not the key's, or a certificate is not for this use.
    pub fn new(
        key: &RsaKey,
        certificate: Certificate,
        recipient: Certificate,
        form: HeaderForm,
    ) -> Result<Self, KeyError> {
        if !key.is_of(&certificate) {
            return Err(KeyError::OtherKey);
        }
        let is_allowed = certificate.allows(KeyUsage::DigitalSignature)
            && recipient.allows(KeyUsage::KeyEncipherment);
        if !is_allowed {
            return Err(KeyError::Usage);
        }
        Ok(Self {
            key: key.signing()?,
            certificate,
            recipient: PublicEncryptingKey::from_der(recipient.public_key_info())
                .and_then(|key| OaepPublicEncryptingKey::new(key).map_err(Into::into))
                .map_err(|_| KeyError::NotRsa)?,
            recipient_certificate: recipient,
            form,
        })
    }

    /// Signs, encrypts and signs again.
    ///
    /// # Errors
    /// When a certificate is not valid at `now`.
    pub fn seal(&self, payload: &[u8], now: DateTime<Utc>) -> Result<String, SealError> {
        if !self.certificate.is_valid_at(now) {
            return Err(SealError::SignerNotValid);
        }
        if !self.recipient_certificate.is_valid_at(now) {
            return Err(SealError::RecipientNotValid);
        }
        self.seal_undated(payload)
    }

    /// As [`Sealer::seal`], whatever the certificates' dates: for a simulator that has to send what
    /// a receiver must refuse.
    ///
    /// # Errors
    /// When the cryptographic library refuses.
    pub fn seal_undated(&self, payload: &[u8]) -> Result<String, SealError> {
        self.seal_with(payload, None)
    }

    /// Seals a message whose signature is wrong at one layer and right at the other: for a simulator
    /// that has to send what a receiver must refuse.
    ///
    /// # Errors
    /// When the cryptographic library refuses.
    pub fn seal_missigned(
        &self,
        payload: &[u8],
        layer: SignatureLayer,
    ) -> Result<String, SealError> {
        self.seal_with(payload, Some(layer))
    }

    fn seal_with(
        &self,
        payload: &[u8],
        spoilt: Option<SignatureLayer>,
    ) -> Result<String, SealError> {
        let signing = OutgoingHeader {
            alg: jws::ALGORITHM,
            sha1_thumbprint: (self.form == HeaderForm::WithSha1)
                .then(|| self.certificate.sha1_thumbprint()),
            thumbprint: self.named(&self.certificate),
            ..OutgoingHeader::default()
        }
        .encoded();
        let encrypting = OutgoingHeader {
            alg: jwe::KEY_ALGORITHM,
            enc: Some(jwe::CONTENT_ALGORITHM),
            typ: Some(jwe::TYPE),
            thumbprint: self.named(&self.recipient_certificate),
            ..OutgoingHeader::default()
        }
        .encoded();
        let sign = |layer: SignatureLayer, payload: &[u8]| {
            let token = jws::sign(&signing, payload, &self.key)?;
            Ok(if spoilt == Some(layer) {
                with_wrong_signature(&token)
            } else {
                token
            })
        };
        sign(SignatureLayer::Inner, payload)
            .and_then(|inner| jwe::encrypt(&encrypting, inner.as_bytes(), &self.recipient))
            .and_then(|encrypted| sign(SignatureLayer::Outer, encrypted.as_bytes()))
            .map_err(|_: aws_lc_rs::error::Unspecified| SealError::Cryptography)
    }

    fn named<'a>(&self, certificate: &'a Certificate) -> Option<&'a str> {
        (self.form != HeaderForm::Bare).then(|| certificate.thumbprint())
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealer")
            .field("form", &self.form)
            .finish_non_exhaustive()
    }
}

/// The token with one bit of its signature turned.
fn with_wrong_signature(token: &str) -> String {
    let (signed, signature) = token.rsplit_once('.').unwrap_or((token, ""));
    let mut signature = encoding::decode(signature).unwrap_or_default();
    if let Some(last) = signature.last_mut() {
        *last ^= 1;
    }
    [signed, &encoding::encode(&signature)].join(".")
}
