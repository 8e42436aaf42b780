//! The client of the Document Checking Service, from the settings and a folder of files.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use credence_dcs_client::{ClientPair, DcsClient, DcsFiles, DcsOptions};
use credence_types::SystemClock;
use url::Url;

use crate::arguments::Settings;
use crate::secret_file;

/// The files of the folder. Our simulator's own folder has them under the same names.
pub(crate) const AUTHORITIES: &str = "ca-bundle.pem";
pub(crate) const TLS_CERTIFICATE: &str = "client-tls-chain.pem";
const TLS_KEY: &str = "client-tls-key.pem";
pub(crate) const SIGNING_CERTIFICATE: &str = "client-signing-certificate.pem";
const SIGNING_KEY: &str = "client-signing-key.pem";
pub(crate) const ENCRYPTION_CERTIFICATE: &str = "client-encryption-certificate.pem";
const ENCRYPTION_KEY: &str = "client-encryption-key.pem";
pub(crate) const DCS_SIGNING_CERTIFICATE: &str = "dcs-signing-certificate.pem";
pub(crate) const DCS_ENCRYPTION_CERTIFICATE: &str = "dcs-encryption-certificate.pem";
/// While certificates are rotated.
pub(crate) const PREVIOUS_ENCRYPTION_CERTIFICATE: &str =
    "client-encryption-certificate-previous.pem";
const PREVIOUS_ENCRYPTION_KEY: &str = "client-encryption-key-previous.pem";
pub(crate) const NEXT_DCS_SIGNING_CERTIFICATE: &str = "dcs-signing-certificate-next.pem";

/// Whether a client may be put together without its TLS certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TlsCertificate {
    /// The service refuses who has none.
    Demanded,
    /// For the doctor, who shows how the service refuses.
    Optional,
}

/// The client, where an address is set.
pub(crate) fn client(settings: &Settings) -> Result<Option<DcsClient>> {
    match settings.dcs.url()? {
        None => Ok(None),
        Some(url) => {
            let folder = folder(settings)?;
            client_of(settings, url, folder, TlsCertificate::Demanded).map(Some)
        }
    }
}

/// The folder with the files, or a refusal that says what belongs there.
pub(crate) fn folder(settings: &Settings) -> Result<&Path> {
    match &settings.dcs.dcs_files {
        Some(folder) => Ok(folder),
        None => bail!(
            "the keys and certificates for the Document Checking Service are missing: set \
             CREDENCE_DCS_FILES to the folder that holds {AUTHORITIES}, {TLS_CERTIFICATE}, {TLS_KEY}, \
             {SIGNING_CERTIFICATE}, {SIGNING_KEY}, {ENCRYPTION_CERTIFICATE}, {ENCRYPTION_KEY}, \
             {DCS_SIGNING_CERTIFICATE} and {DCS_ENCRYPTION_CERTIFICATE}"
        ),
    }
}

/// The client for the service at an address, with the files of a folder.
pub(crate) fn client_of(
    settings: &Settings,
    url: Url,
    folder: &Path,
    tls: TlsCertificate,
) -> Result<DcsClient> {
    let mut options = DcsOptions::new(url);
    options.connect_timeout = settings.dcs.dcs_connect_timeout;
    options.read_timeout = settings.dcs.dcs_read_timeout;
    options.attempts = settings.dcs.dcs_attempts;
    let files = files(folder, tls)?;
    DcsClient::new(options, &files, Arc::new(SystemClock))
        .with_context(|| format!("with the files in {}", folder.display()))
}

fn files(folder: &Path, tls: TlsCertificate) -> Result<DcsFiles> {
    let mut reading = Reading::of(folder);
    let tls = match tls {
        TlsCertificate::Demanded => Some(reading.pair(TLS_CERTIFICATE, TLS_KEY)?),
        TlsCertificate::Optional => reading.optional_pair(TLS_CERTIFICATE, TLS_KEY)?,
    };
    let signing = reading.pair(SIGNING_CERTIFICATE, SIGNING_KEY)?;
    let mut encryption = vec![reading.pair(ENCRYPTION_CERTIFICATE, ENCRYPTION_KEY)?];
    encryption
        .extend(reading.optional_pair(PREVIOUS_ENCRYPTION_CERTIFICATE, PREVIOUS_ENCRYPTION_KEY)?);
    let authorities = reading.wanted(AUTHORITIES)?;
    let mut dcs_signing_certificates = vec![reading.wanted(DCS_SIGNING_CERTIFICATE)?];
    dcs_signing_certificates.extend(optional(folder, NEXT_DCS_SIGNING_CERTIFICATE)?);
    let dcs_encryption_certificate = reading.wanted(DCS_ENCRYPTION_CERTIFICATE)?;
    reading.finish()?;
    Ok(DcsFiles {
        authorities,
        tls,
        signing,
        encryption,
        dcs_signing_certificates,
        dcs_encryption_certificate,
    })
}

/// Reads the files of a folder and goes on past missing ones, so that all are named at once. What it
/// has read counts only once `finish` is content.
struct Reading<'a> {
    folder: &'a Path,
    missing: Vec<&'static str>,
}

impl<'a> Reading<'a> {
    const fn of(folder: &'a Path) -> Self {
        Self {
            folder,
            missing: Vec::new(),
        }
    }

    fn wanted(&mut self, name: &'static str) -> Result<Vec<u8>> {
        let bytes = optional(self.folder, name)?;
        if bytes.is_none() {
            self.missing.push(name);
        }
        Ok(bytes.unwrap_or_default())
    }

    fn pair(&mut self, certificate: &'static str, key: &'static str) -> Result<ClientPair> {
        Ok(ClientPair {
            certificate: self.wanted(certificate)?,
            key: self.wanted_key(key)?,
        })
    }

    fn wanted_key(&mut self, name: &'static str) -> Result<Vec<u8>> {
        secret_file::check(&self.folder.join(name))?;
        self.wanted(name)
    }

    /// Without the certificate there is no pair; without the key the key is missing.
    fn optional_pair(
        &mut self,
        certificate: &'static str,
        key: &'static str,
    ) -> Result<Option<ClientPair>> {
        let Some(certificate) = optional(self.folder, certificate)? else {
            return Ok(None);
        };
        let key = self.wanted_key(key)?;
        Ok(Some(ClientPair { certificate, key }))
    }

    fn finish(self) -> Result<()> {
        if self.missing.is_empty() {
            return Ok(());
        }
        bail!(
            "missing in {}: {}",
            self.folder.display(),
            self.missing.join(", ")
        )
    }
}

/// A file's bytes, if it is there.
pub(crate) fn optional(folder: &Path, name: &str) -> Result<Option<Vec<u8>>> {
    let path = folder.join(name);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("reading {}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_missing_file_is_named_and_the_tls_certificate_only_where_it_is_demanded() {
        let folder = tempfile::tempdir().unwrap();
        let error = |tls| files(folder.path(), tls).unwrap_err().to_string();
        let demanded = error(TlsCertificate::Demanded);
        for name in [
            AUTHORITIES,
            TLS_CERTIFICATE,
            TLS_KEY,
            SIGNING_CERTIFICATE,
            SIGNING_KEY,
            ENCRYPTION_CERTIFICATE,
            ENCRYPTION_KEY,
            DCS_SIGNING_CERTIFICATE,
            DCS_ENCRYPTION_CERTIFICATE,
        ] {
            assert!(demanded.contains(name), "{name}: {demanded}");
        }
        assert!(!demanded.contains("previous") && !demanded.contains("next"));
        assert!(!error(TlsCertificate::Optional).contains("client-tls"));

        // A certificate without its key is no pair.
        for name in [TLS_CERTIFICATE, PREVIOUS_ENCRYPTION_CERTIFICATE] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let keyless = error(TlsCertificate::Optional);
        assert!(keyless.contains(TLS_KEY), "{keyless}");
        assert!(keyless.contains(PREVIOUS_ENCRYPTION_KEY), "{keyless}");
    }
}
