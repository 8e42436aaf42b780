use std::fmt;
use std::path::Path;

use chrono::{DateTime, Utc};
use credence_dcs_protocol::{Certificate, HeaderForm, KeyError, RsaKey, Sealer};
use rcgen::{CertificateParams, Issuer, KeyPair, PKCS_RSA_SHA256, RsaKeySize, SanType};
use rustls_pki_types::CertificateDer;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer, X509Certificate};
use zeroize::Zeroizing;

use super::enrolment::{CA_BUNDLE, CLIENT_TLS_CHAIN, Enrolment};
use super::error::AuthorityError;
use super::folder::{Folder, StoredKey};
use super::item::Item;
use super::profile::{all_server_names, is_near_end, parameters};

/// A key and the certificate of it.
pub(crate) struct Identity {
    pub(crate) certificate: Certificate,
    pub(crate) key: RsaKey,
    pem: Zeroizing<String>,
}

/// The simulator's certification authority with everything it has issued for itself and the one
/// client that is enrolled from the start. All keys are RSA of 2,048 bits, as the service's are.
pub struct Authority {
    pub(crate) root: Certificate,
    pub(crate) intermediate: Certificate,
    pub(crate) issuer: Issuer<'static, KeyPair>,
    pub(crate) server_tls: Identity,
    pub(crate) signing: Identity,
    pub(crate) encryption: Identity,
    pub(crate) expired_signing: Identity,
    pub(crate) stranger: Identity,
    pub(crate) client_signing: Certificate,
    pub(crate) client_encryption: Certificate,
    enrolment: Enrolment,
}

impl Authority {
    /// Opens the authority in `folder`, or makes it there; about two seconds for ten keys. A start
    /// that broke off is finished, and a certificate within 60 days of its end made anew with a new
    /// key. The server's certificate names localhost, its addresses and `server_names`.
    ///
    /// # Errors
    /// When the folder cannot be used, or holds files that do not belong together.
    pub fn open(
        folder: &Path,
        server_names: &[String],
        now: DateTime<Utc>,
    ) -> Result<Self, AuthorityError> {
        let folder = Folder::open(folder)?;
        let maker = Maker {
            server_names: all_server_names(server_names),
            folder,
            now,
        };
        maker.clear_if_ending()?;
        let root = maker.obtain(Item::Root, None)?;
        let root_issuer = root.issuer()?;
        let intermediate = maker.obtain(Item::Intermediate, Some((&root, &root_issuer)))?;
        let issuer = intermediate.issuer()?;
        let issued = |item| maker.obtain(item, Some((&intermediate, &issuer)));
        let server_tls = issued(Item::ServerTls)?;
        let signing = issued(Item::DcsSigning)?;
        let encryption = issued(Item::DcsEncryption)?;
        let expired_signing = issued(Item::DcsExpiredSigning)?;
        let stranger = maker.obtain(Item::Stranger, None)?;
        issued(Item::ClientTls)?;
        let client_signing = issued(Item::ClientSigning)?;
        let client_encryption = issued(Item::ClientEncryption)?;
        maker.write_list(CA_BUNDLE, [Item::Root, Item::Intermediate])?;
        maker.write_list(CLIENT_TLS_CHAIN, [Item::ClientTls, Item::Intermediate])?;
        Ok(Self {
            root: root.certificate,
            intermediate: intermediate.certificate,
            issuer,
            server_tls,
            signing,
            encryption,
            expired_signing,
            stranger,
            client_signing: client_signing.certificate,
            client_encryption: client_encryption.certificate,
            enrolment: Enrolment::of(&maker.folder),
        })
    }

    /// The files for the enrolled client.
    #[must_use]
    pub const fn enrolment(&self) -> &Enrolment {
        &self.enrolment
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority")
            .field("root", &self.root.subject())
            .finish_non_exhaustive()
    }
}

impl Identity {
    /// Signs with this key and encrypts to the recipient. Reading the key costs as much as using it.
    pub(crate) fn sealer_to(
        &self,
        recipient: &Certificate,
        form: HeaderForm,
    ) -> Result<Sealer, KeyError> {
        Sealer::new(&self.key, self.certificate.clone(), recipient.clone(), form)
    }

    fn issuer(&self) -> Result<Issuer<'static, KeyPair>, rcgen::Error> {
        let der = CertificateDer::from(self.certificate.der().to_vec());
        Issuer::from_ca_cert_der(&der, key_pair(&self.pem)?)
    }
}

fn key_pair(pem: &str) -> Result<KeyPair, rcgen::Error> {
    KeyPair::from_pkcs8_pem_and_sign_algo(pem, &PKCS_RSA_SHA256)
}

/// Brings the folder's items up to date, one by one.
struct Maker {
    folder: Folder,
    server_names: Vec<String>,
    now: DateTime<Utc>,
}

impl Maker {
    /// An authority near its end goes with all that it issued, the root last. One whose root is gone
    /// is no authority any more.
    fn clear_if_ending(&self) -> Result<(), AuthorityError> {
        let mut is_ending = false;
        for item in [Item::Root, Item::Intermediate] {
            let certificate = self.folder.certificate(item)?;
            is_ending |= certificate
                .is_some_and(|certificate| is_near_end(item, certificate.not_after(), self.now));
        }
        if is_ending {
            tracing::warn!(
                "the simulator's certification authority nears its end and is made anew"
            );
            for item in Item::ALL.into_iter().rev() {
                self.folder.remove(item)?;
            }
        }
        if !self.folder.holds(Item::Root)
            && let Some(orphan) = Item::ALL.into_iter().find(|item| self.folder.holds(*item))
        {
            let path = self.folder.file(&orphan.certificate_file());
            return Err(AuthorityError::OtherAuthority { path });
        }
        Ok(())
    }

    /// The item as it is in the folder, or made; without an issuer it signs itself.
    fn obtain(
        &self,
        item: Item,
        issuer: Option<(&Identity, &Issuer<'static, KeyPair>)>,
    ) -> Result<Identity, AuthorityError> {
        let key_path = self.folder.file(&item.key_file());
        let key = match (self.folder.key(item)?, self.folder.certificate(item)?) {
            (Some(stored), Some(certificate)) => {
                if !stored.key.is_of(&certificate) {
                    return Err(AuthorityError::Key {
                        path: key_path,
                        source: KeyError::OtherKey,
                    });
                }
                let signer = issuer.map_or(&certificate, |(issuer, _)| &issuer.certificate);
                if !is_signed_by(&certificate, signer) {
                    let path = self.folder.file(&item.certificate_file());
                    return Err(AuthorityError::OtherAuthority { path });
                }
                if self.is_current(item, &certificate) {
                    return Ok(identity(stored, certificate));
                }
                tracing::info!(item = ?item, "a certificate of the simulator is made anew");
                self.folder.remove(item)?;
                self.new_key(item)?
            }
            (None, Some(_)) => return Err(AuthorityError::KeyMissing { path: key_path }),
            (Some(stored), None) => stored,
            (None, None) => self.new_key(item)?,
        };
        let pair = key_pair(&key.pem)?;
        let parameters = parameters(item, &self.server_names, self.now)?;
        let issued = match issuer {
            Some((_, issuer)) => parameters.signed_by(&pair, issuer)?,
            None => parameters.self_signed(&pair)?,
        };
        self.folder.write(&item.certificate_file(), &issued.pem())?;
        let path = self.folder.file(&item.certificate_file());
        let certificate = Certificate::from_der(issued.der())
            .map_err(|source| AuthorityError::Certificate { path, source })?;
        Ok(identity(key, certificate))
    }

    fn new_key(&self, item: Item) -> Result<StoredKey, AuthorityError> {
        let pair = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)?;
        let pem = Zeroizing::new(pair.serialize_pem());
        self.folder.write(&item.key_file(), &pem)?;
        let key = RsaKey::from_pem(pem.as_bytes()).map_err(|source| AuthorityError::Key {
            path: self.folder.file(&item.key_file()),
            source,
        })?;
        Ok(StoredKey { pem, key })
    }

    fn is_current(&self, item: Item, certificate: &Certificate) -> bool {
        let names_fit = item != Item::ServerTls || names_all(certificate, &self.server_names);
        names_fit && !is_near_end(item, certificate.not_after(), self.now)
    }

    /// A file of several certificates, one text behind the other.
    fn write_list(&self, name: &str, items: [Item; 2]) -> Result<(), AuthorityError> {
        let mut list = String::new();
        for item in items {
            list.extend(self.folder.certificate_pem(item)?);
        }
        self.folder.write(name, &list)
    }
}

fn identity(stored: StoredKey, certificate: Certificate) -> Identity {
    Identity {
        certificate,
        key: stored.key,
        pem: stored.pem,
    }
}

fn is_signed_by(certificate: &Certificate, signer: &Certificate) -> bool {
    let parsed = X509Certificate::from_der(certificate.der());
    let signer = X509Certificate::from_der(signer.der());
    let (Ok((_, parsed)), Ok((_, signer))) = (parsed, signer) else {
        return false;
    };
    parsed.verify_signature(Some(signer.public_key())).is_ok()
}

/// Whether the certificate is for every one of the names.
fn names_all(certificate: &Certificate, names: &[String]) -> bool {
    let Ok((_, parsed)) = X509Certificate::from_der(certificate.der()) else {
        return false;
    };
    let Ok(wanted) = CertificateParams::new(names) else {
        return false;
    };
    let alternatives = parsed.subject_alternative_name().ok().flatten();
    let found = alternatives.map(|found| &found.value.general_names);
    wanted.subject_alt_names.iter().all(|wanted| {
        found.is_some_and(|found| found.iter().any(|found| is_same_name(wanted, found)))
    })
}

fn is_same_name(wanted: &SanType, found: &GeneralName<'_>) -> bool {
    match (wanted, found) {
        (SanType::DnsName(wanted), GeneralName::DNSName(found)) => wanted.as_str() == *found,
        (SanType::IpAddress(std::net::IpAddr::V4(wanted)), GeneralName::IPAddress(found)) => {
            wanted.octets() == *found
        }
        (SanType::IpAddress(std::net::IpAddr::V6(wanted)), GeneralName::IPAddress(found)) => {
            wanted.octets() == *found
        }
        _ => false,
    }
}
