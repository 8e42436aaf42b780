//! From the files to what signs, encrypts and opens.

use std::fmt;

use credence_dcs_protocol::{
    Certificate, CertificateError, KeyError, KeyUsage, Opener, Recipient, RsaKey, Sealer,
    ThumbprintRule,
};
use credence_outbound::{BuildError, ClientIdentity, MutualTls, MutualTlsError};

use crate::options::{CertificateInUse, DcsFiles, DcsOptions};

/// The client could not be put together. Names the file by its part, never its content.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// A certificate could not be read.
    #[error("set up the DCS client: {role}")]
    Certificate {
        /// Which one.
        role: &'static str,
        /// Why not.
        #[source]
        source: CertificateError,
    },
    /// A key could not be read, or does not belong to its certificate.
    #[error("set up the DCS client: {role}")]
    Key {
        /// Which one.
        role: &'static str,
        /// Why not.
        #[source]
        source: KeyError,
    },
    /// Mutual TLS could not be set up.
    #[error("set up the DCS client: mutual TLS")]
    Tls(#[source] MutualTlsError),
    /// The address does not begin with `https://`.
    #[error("set up the DCS client: its address must begin with https://")]
    NotHttps,
    /// The HTTP client could not be built.
    #[error("set up the DCS client: HTTP")]
    Outbound(#[source] BuildError),
}

const TLS_CERTIFICATE: &str = "our TLS certificate";
const SIGNING_CERTIFICATE: &str = "our signing certificate";
const SIGNING_KEY: &str = "our signing key";
const ENCRYPTION_CERTIFICATE: &str = "our encryption certificate";
const ENCRYPTION_KEY: &str = "our encryption key";
const DCS_SIGNING_CERTIFICATE: &str = "the DCS signing certificate";
const DCS_ENCRYPTION_CERTIFICATE: &str = "the DCS encryption certificate";
const AUTHORITY: &str = "a certification authority of the DCS bundle";

/// Everything that the files give.
pub(crate) struct Parts {
    pub(crate) tls: MutualTls,
    pub(crate) sealer: Sealer,
    pub(crate) opener: Opener,
    pub(crate) certificates: Vec<CertificateInUse>,
}

impl Parts {
    pub(crate) fn read(files: &DcsFiles, options: &DcsOptions) -> Result<Self, SetupError> {
        let mut used = Vec::new();
        let tls = mutual_tls(files, &mut used)?;
        let signing = KeyUsage::DigitalSignature;
        let encryption = KeyUsage::KeyEncipherment;
        let own_signing = one(
            SIGNING_CERTIFICATE,
            &files.signing.certificate,
            signing,
            &mut used,
        )?;
        let dcs_encryption = one(
            DCS_ENCRYPTION_CERTIFICATE,
            &files.dcs_encryption_certificate,
            encryption,
            &mut used,
        )?;
        let signing_key = key(SIGNING_KEY, &files.signing.key)?;
        let sealer = Sealer::new(
            &signing_key,
            own_signing,
            dcs_encryption,
            options.header_form,
        )
        .map_err(|source| SetupError::Key {
            role: SIGNING_KEY,
            source,
        })?;
        let mut recipients = Vec::new();
        for own in &files.encryption {
            let certificate = one(
                ENCRYPTION_CERTIFICATE,
                &own.certificate,
                encryption,
                &mut used,
            )?;
            let recipient =
                Recipient::new(&key(ENCRYPTION_KEY, &own.key)?, certificate).map_err(|source| {
                    SetupError::Key {
                        role: ENCRYPTION_KEY,
                        source,
                    }
                })?;
            recipients.push(recipient);
        }
        let signers = files
            .dcs_signing_certificates
            .iter()
            .map(|pem| one(DCS_SIGNING_CERTIFICATE, pem, signing, &mut used))
            .collect::<Result<_, _>>()?;
        let opener =
            Opener::new(signers, recipients, ThumbprintRule::Optional).map_err(|source| {
                SetupError::Key {
                    role: DCS_SIGNING_CERTIFICATE,
                    source,
                }
            })?;
        Ok(Self {
            tls,
            sealer,
            opener,
            certificates: used,
        })
    }
}

fn mutual_tls(files: &DcsFiles, used: &mut Vec<CertificateInUse>) -> Result<MutualTls, SetupError> {
    let identity = files.tls.as_ref().map(|own| ClientIdentity {
        chain_pem: &own.certificate,
        key_pem: &own.key,
    });
    let tls = MutualTls::new(&files.authorities, identity).map_err(SetupError::Tls)?;
    let authorities = all(AUTHORITY, &files.authorities)?;
    used.extend(
        authorities
            .iter()
            .map(|authority| in_use(AUTHORITY, authority)),
    );
    if let Some(own) = &files.tls {
        let chain = all(TLS_CERTIFICATE, &own.certificate)?;
        used.extend(chain.first().map(|own| in_use(TLS_CERTIFICATE, own)));
    }
    Ok(tls)
}

/// The one certificate of a file, for its use.
fn one(
    role: &'static str,
    pem: &[u8],
    usage: KeyUsage,
    used: &mut Vec<CertificateInUse>,
) -> Result<Certificate, SetupError> {
    let certificate =
        Certificate::from_pem(pem).map_err(|source| SetupError::Certificate { role, source })?;
    if !certificate.allows(usage) {
        return Err(SetupError::Key {
            role,
            source: KeyError::Usage,
        });
    }
    used.push(in_use(role, &certificate));
    Ok(certificate)
}

fn all(role: &'static str, pem: &[u8]) -> Result<Vec<Certificate>, SetupError> {
    Certificate::list_from_pem(pem).map_err(|source| SetupError::Certificate { role, source })
}

fn key(role: &'static str, pem: &[u8]) -> Result<RsaKey, SetupError> {
    RsaKey::from_pem(pem).map_err(|source| SetupError::Key { role, source })
}

fn in_use(role: &'static str, certificate: &Certificate) -> CertificateInUse {
    CertificateInUse {
        role,
        is_authority: role == AUTHORITY,
        subject: certificate.subject().to_owned(),
        thumbprint: certificate.thumbprint().to_owned(),
        not_before: certificate.not_before(),
        not_after: certificate.not_after(),
    }
}

impl fmt::Debug for DcsFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DcsFiles").finish_non_exhaustive()
    }
}
