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

/// The client, where an address is set.
pub(crate) fn client(settings: &Settings) -> Result<Option<DcsClient>> {
    match &settings.dcs.dcs_url {
        None => Ok(None),
        Some(url) => client_of(settings, url.clone(), folder(settings)?).map(Some),
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
pub(crate) fn client_of(settings: &Settings, url: Url, folder: &Path) -> Result<DcsClient> {
    let mut options = DcsOptions::new(url);
    options.connect_timeout = settings.dcs.dcs_connect_timeout;
    options.read_timeout = settings.dcs.dcs_read_timeout;
    options.attempts = settings.dcs.dcs_attempts;
    let files = files(folder)?;
    DcsClient::new(options, &files, Arc::new(SystemClock))
        .with_context(|| format!("with the files in {}", folder.display()))
}

fn files(folder: &Path) -> Result<DcsFiles> {
    let wanted = |name: &str| {
        optional(folder, name)?
            .with_context(|| format!("{} is missing in {}", name, folder.display()))
    };
    let pair = |certificate, key| -> Result<_> {
        Ok(ClientPair {
            certificate: wanted(certificate)?,
            key: wanted(key)?,
        })
    };
    let optional_pair = |certificate: &'static str, key| match optional(folder, certificate)? {
        Some(_) => pair(certificate, key).map(Some),
        None => Ok(None),
    };
    let mut encryption = vec![pair(ENCRYPTION_CERTIFICATE, ENCRYPTION_KEY)?];
    encryption.extend(optional_pair(
        PREVIOUS_ENCRYPTION_CERTIFICATE,
        PREVIOUS_ENCRYPTION_KEY,
    )?);
    let mut dcs_signing = vec![wanted(DCS_SIGNING_CERTIFICATE)?];
    dcs_signing.extend(optional(folder, NEXT_DCS_SIGNING_CERTIFICATE)?);
    Ok(DcsFiles {
        authorities: wanted(AUTHORITIES)?,
        tls: optional_pair(TLS_CERTIFICATE, TLS_KEY)?,
        signing: pair(SIGNING_CERTIFICATE, SIGNING_KEY)?,
        encryption,
        dcs_signing_certificates: dcs_signing,
        dcs_encryption_certificate: wanted(DCS_ENCRYPTION_CERTIFICATE)?,
    })
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
