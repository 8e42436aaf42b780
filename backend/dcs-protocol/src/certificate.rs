use aws_lc_rs::digest;
use chrono::{DateTime, Utc};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::{FromDer, ParsedExtension};

use crate::encoding;

/// An X.509 certificate, read; who issued it is for the caller to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    public_key_info: Vec<u8>,
    rsa_public_key: Vec<u8>,
    subject: String,
    issuer: String,
    not_before: DateTime<Utc>,
    not_after: DateTime<Utc>,
    usages: Option<Vec<KeyUsage>>,
    thumbprint: String,
    sha1_thumbprint: String,
}

/// What a certificate's key is for (RFC 5280 section 4.2.1.3), as far as DCS uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyUsage {
    /// Signing messages.
    DigitalSignature,
    /// Encrypting the keys of messages.
    KeyEncipherment,
}

/// A certificate could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// The text holds no certificate in PEM.
    #[error("read a certificate: there is none between BEGIN CERTIFICATE and END CERTIFICATE")]
    NotPem,
    /// There are several where one is wanted.
    #[error("read a certificate: the file holds several, and one is wanted")]
    Several,
    /// The bytes are not a certificate.
    #[error("read a certificate: the bytes are not an X.509 certificate")]
    NotX509,
}

impl Certificate {
    /// Reads a certificate's DER bytes.
    ///
    /// # Errors
    /// When they are not one certificate.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let (rest, certificate) =
            X509Certificate::from_der(der).map_err(|_| CertificateError::NotX509)?;
        if !rest.is_empty() {
            return Err(CertificateError::NotX509);
        }
        let instant = |time: x509_parser::time::ASN1Time| {
            DateTime::from_timestamp(time.timestamp(), 0).ok_or(CertificateError::NotX509)
        };
        let validity = certificate.validity();
        Ok(Self {
            der: der.to_vec(),
            public_key_info: certificate.public_key().raw.to_vec(),
            rsa_public_key: certificate.public_key().subject_public_key.data.to_vec(),
            subject: certificate.subject().to_string(),
            issuer: certificate.issuer().to_string(),
            not_before: instant(validity.not_before)?,
            not_after: instant(validity.not_after)?,
            usages: usages(&certificate),
            thumbprint: encoding::encode(digest::digest(&digest::SHA256, der).as_ref()),
            sha1_thumbprint: encoding::encode(
                digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, der).as_ref(),
            ),
        })
    }

    /// Reads the one certificate of a PEM text.
    ///
    /// # Errors
    /// When there is none or there are several.
    pub fn from_pem(pem: &[u8]) -> Result<Self, CertificateError> {
        let mut found = Self::list_from_pem(pem)?;
        match (found.pop(), found.is_empty()) {
            (Some(certificate), true) => Ok(certificate),
            _ => Err(CertificateError::Several),
        }
    }

    /// Reads every certificate of a PEM bundle; at least one.
    ///
    /// # Errors
    /// When there is none, or one is malformed.
    pub fn list_from_pem(pem: &[u8]) -> Result<Vec<Self>, CertificateError> {
        let found: Vec<Self> = CertificateDer::pem_slice_iter(pem)
            .map(|der| Self::from_der(&der.map_err(|_| CertificateError::NotPem)?))
            .collect::<Result<_, _>>()?;
        if found.is_empty() {
            return Err(CertificateError::NotPem);
        }
        Ok(found)
    }

    /// The certificate's bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// `x5t#S256`: base64url of the SHA-256 of the DER bytes (RFC 7515 section 4.1.8).
    #[must_use]
    pub fn thumbprint(&self) -> &str {
        &self.thumbprint
    }

    /// `x5t`: the same with SHA-1 (RFC 7515 section 4.1.7).
    #[must_use]
    pub fn sha1_thumbprint(&self) -> &str {
        &self.sha1_thumbprint
    }

    /// Whom the certificate is about, as a distinguished name.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Who issued it, as a distinguished name.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// From when it is valid.
    #[must_use]
    pub const fn not_before(&self) -> DateTime<Utc> {
        self.not_before
    }

    /// Until when it is valid.
    #[must_use]
    pub const fn not_after(&self) -> DateTime<Utc> {
        self.not_after
    }

    /// Whether its dates cover the instant.
    #[must_use]
    pub fn is_valid_at(&self, instant: DateTime<Utc>) -> bool {
        self.not_before <= instant && instant <= self.not_after
    }

    /// Whether its key may be used so; a certificate that names no usage allows all.
    #[must_use]
    pub fn allows(&self, usage: KeyUsage) -> bool {
        self.usages
            .as_ref()
            .is_none_or(|allowed| allowed.contains(&usage))
    }

    /// The key as a SubjectPublicKeyInfo.
    pub(crate) fn public_key_info(&self) -> &[u8] {
        &self.public_key_info
    }

    /// The key as PKCS#1 writes it, where it is one for RSA.
    pub(crate) fn rsa_public_key(&self) -> &[u8] {
        &self.rsa_public_key
    }
}

fn usages(certificate: &X509Certificate<'_>) -> Option<Vec<KeyUsage>> {
    let usage = certificate.extensions().iter().find_map(|extension| {
        if let ParsedExtension::KeyUsage(usage) = extension.parsed_extension() {
            Some(usage)
        } else {
            None
        }
    })?;
    let named = [
        (usage.digital_signature(), KeyUsage::DigitalSignature),
        (usage.key_encipherment(), KeyUsage::KeyEncipherment),
    ];
    Some(
        named
            .into_iter()
            .filter_map(|(is_named, usage)| is_named.then_some(usage))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sample of the guidance's page "Generate certificate thumbprints".
    const SAMPLE: &str = include_str!("../tests/it/sample_certificate.pem");

    #[test]
    fn the_documented_certificate_has_the_documented_thumbprints() {
        let certificate = Certificate::from_pem(SAMPLE.as_bytes()).unwrap();
        assert_eq!(
            certificate.thumbprint(),
            "1JCFEpLXW5ez4MKUtnsfnLruYLqKJe6xnY5rS1TLbjc"
        );
        assert_eq!(certificate.sha1_thumbprint(), "nR_QlI44QZMkBb_zjWb8sOyDRnc");
        assert_eq!(certificate.subject(), "C=GB, CN=dcs docs");
        assert_eq!(
            certificate.not_after().to_rfc3339(),
            "2021-02-23T13:56:06+00:00"
        );
        assert!(certificate.allows(KeyUsage::DigitalSignature));
    }

    #[test]
    fn what_is_not_one_certificate_is_refused() {
        let twice = SAMPLE.repeat(2);
        assert_eq!(
            Certificate::from_pem(twice.as_bytes()).err(),
            Some(CertificateError::Several)
        );
        assert_eq!(
            Certificate::list_from_pem(twice.as_bytes()).unwrap().len(),
            2
        );
        assert_eq!(
            Certificate::from_pem(b"").err(),
            Some(CertificateError::NotPem)
        );
        let der = Certificate::from_pem(SAMPLE.as_bytes())
            .unwrap()
            .der()
            .to_vec();
        for broken in [
            &der[..der.len() - 1],
            &[&der[..], &[0]].concat(),
            b"",
            b"\x30\x00",
        ] {
            assert_eq!(
                Certificate::from_der(broken).err(),
                Some(CertificateError::NotX509)
            );
        }
    }
}
