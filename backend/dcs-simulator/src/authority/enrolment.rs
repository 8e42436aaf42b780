use std::path::PathBuf;

use super::folder::Folder;
use super::item::Item;

/// The files that the enrolled client needs, as a client of the real service would have them: its
/// own three keys with their certificates, and what the service gives out. All PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The service's TLS authorities, root and intermediate.
    pub ca_bundle_pem: PathBuf,
    /// The client's TLS certificate and the intermediate that issued it.
    pub client_tls_chain_pem: PathBuf,
    /// Its key.
    pub client_tls_key_pem: PathBuf,
    /// What the client signs with.
    pub client_signing_certificate_pem: PathBuf,
    /// Its key.
    pub client_signing_key_pem: PathBuf,
    /// What answers to the client are encrypted to.
    pub client_encryption_certificate_pem: PathBuf,
    /// Its key.
    pub client_encryption_key_pem: PathBuf,
    /// What answers are signed with.
    pub dcs_signing_certificate_pem: PathBuf,
    /// What requests are encrypted to.
    pub dcs_encryption_certificate_pem: PathBuf,
    /// A signing certificate that has expired. A client that is to be shown to refuse it lists it
    /// beside the other; no other client needs it.
    pub dcs_expired_signing_certificate_pem: PathBuf,
}

/// The files made of others.
pub(crate) const CA_BUNDLE: &str = "ca-bundle.pem";
pub(crate) const CLIENT_TLS_CHAIN: &str = "client-tls-chain.pem";

impl Enrolment {
    pub(crate) fn of(folder: &Folder) -> Self {
        let key = |item: Item| folder.file(&item.key_file());
        let certificate = |item: Item| folder.file(&item.certificate_file());
        Self {
            ca_bundle_pem: folder.file(CA_BUNDLE),
            client_tls_chain_pem: folder.file(CLIENT_TLS_CHAIN),
            client_tls_key_pem: key(Item::ClientTls),
            client_signing_certificate_pem: certificate(Item::ClientSigning),
            client_signing_key_pem: key(Item::ClientSigning),
            client_encryption_certificate_pem: certificate(Item::ClientEncryption),
            client_encryption_key_pem: key(Item::ClientEncryption),
            dcs_signing_certificate_pem: certificate(Item::DcsSigning),
            dcs_encryption_certificate_pem: certificate(Item::DcsEncryption),
            dcs_expired_signing_certificate_pem: certificate(Item::DcsExpiredSigning),
        }
    }
}
