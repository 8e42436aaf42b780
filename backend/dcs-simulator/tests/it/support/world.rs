use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, TimeDelta, Utc};
use credence_dcs_protocol::Profile;
use credence_dcs_protocol::{Certificate, RsaKey};
use credence_dcs_simulator::Authority;
use rcgen::{Attribute, CertificateParams, DistinguishedName, DnType, KeyPair, PKCS_RSA_SHA256};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

/// The instant at which every test begins.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-27T10:00:00Z".parse().unwrap()
}

/// A key and its certificate, or its chain.
pub(crate) struct Pair {
    pub(crate) key_pem: String,
    pub(crate) chain_pem: String,
}

impl Pair {
    fn read(key: &Path, chain: &Path) -> Self {
        Self {
            key_pem: fs::read_to_string(key).unwrap(),
            chain_pem: fs::read_to_string(chain).unwrap(),
        }
    }

    /// A key with a certificate that it signed itself.
    pub(crate) fn self_made() -> Self {
        let made = rcgen::generate_simple_self_signed(["client".to_owned()]).unwrap();
        Self {
            key_pem: made.signing_key.serialize_pem(),
            chain_pem: made.cert.pem(),
        }
    }

    pub(crate) fn key(&self) -> RsaKey {
        RsaKey::from_pem(self.key_pem.as_bytes()).unwrap()
    }

    pub(crate) fn certificate(&self) -> Certificate {
        Certificate::list_from_pem(self.chain_pem.as_bytes())
            .unwrap()
            .remove(0)
    }

    pub(crate) fn tls(&self) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
        let chain = CertificateDer::pem_slice_iter(self.chain_pem.as_bytes());
        (
            chain.map(Result::unwrap).collect(),
            PrivateKeyDer::from_pem_slice(self.key_pem.as_bytes()).unwrap(),
        )
    }
}

/// Two authorities, made once for all tests: the simulator's, and one that it does not know.
pub(crate) struct World {
    pub(crate) authority: Arc<Authority>,
    pub(crate) ca_bundle: String,
    pub(crate) tls: Pair,
    pub(crate) signing: Pair,
    pub(crate) encryption: Pair,
    pub(crate) dcs_signing: Certificate,
    pub(crate) dcs_expired_signing: Certificate,
    pub(crate) dcs_encryption: Certificate,
    /// A client's TLS certificate of our authority that has expired.
    pub(crate) expired_tls: Pair,
    /// The simulator's own, as no client has it.
    pub(crate) server_tls: Pair,
    pub(crate) stranger_ca_bundle: String,
    pub(crate) stranger_tls: Pair,
    pub(crate) stranger_signing: Pair,
    pub(crate) stranger_encryption: Pair,
    /// Certificates of our authority that no client is enrolled with.
    pub(crate) second_signing: Pair,
    pub(crate) second_encryption: Pair,
    pub(crate) expired_signing: Pair,
}

pub(crate) static WORLD: LazyLock<World> = LazyLock::new(World::make);

impl World {
    fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let authority = Authority::open(folder.path(), &[], now()).unwrap();
        let files = authority.enrolment().clone();
        let others = tempfile::tempdir().unwrap();
        // Not in the same second, after which authorities are named.
        let earlier = now() - TimeDelta::hours(1);
        let stranger = Authority::open(others.path(), &[], earlier).unwrap();
        let strange = stranger.enrolment();
        let certificate = |path: &Path| Certificate::from_pem(&fs::read(path).unwrap()).unwrap();
        let issued = |profile, at| issue(&authority, profile, at);
        let long_ago = now() - TimeDelta::days(800);
        Self {
            ca_bundle: fs::read_to_string(&files.ca_bundle_pem).unwrap(),
            tls: Pair::read(&files.client_tls_key_pem, &files.client_tls_chain_pem),
            signing: Pair::read(
                &files.client_signing_key_pem,
                &files.client_signing_certificate_pem,
            ),
            encryption: Pair::read(
                &files.client_encryption_key_pem,
                &files.client_encryption_certificate_pem,
            ),
            dcs_signing: certificate(&files.dcs_signing_certificate_pem),
            dcs_expired_signing: certificate(&files.dcs_expired_signing_certificate_pem),
            dcs_encryption: certificate(&files.dcs_encryption_certificate_pem),
            stranger_ca_bundle: fs::read_to_string(&strange.ca_bundle_pem).unwrap(),
            stranger_tls: Pair::read(&strange.client_tls_key_pem, &strange.client_tls_chain_pem),
            stranger_signing: Pair::read(
                &strange.client_signing_key_pem,
                &strange.client_signing_certificate_pem,
            ),
            stranger_encryption: Pair::read(
                &strange.client_encryption_key_pem,
                &strange.client_encryption_certificate_pem,
            ),
            server_tls: Pair::read(
                &folder.path().join("server-tls-key.pem"),
                &folder.path().join("server-tls-certificate.pem"),
            ),
            expired_tls: issued(Profile::Tls, long_ago),
            second_signing: issued(Profile::JsonSigning, now()),
            second_encryption: issued(Profile::JsonEncryption, now()),
            expired_signing: issued(Profile::JsonSigning, long_ago),
            authority: Arc::new(authority),
        }
    }
}

/// A new key with a certificate that the authority issued on request.
fn issue(authority: &Authority, profile: Profile, at: DateTime<Utc>) -> Pair {
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
    let name = format!("Second {} Integration 2026-11-27", profile.name());
    let request = certificate_request(&key, ["GB", "Second", &name], true);
    Pair {
        chain_pem: authority.sign_request(&request, profile, at).unwrap(),
        key_pem: key.serialize_pem(),
    }
}

/// A certificate request with this country, organisation and common name; empty ones are left out.
pub(crate) fn certificate_request(key: &KeyPair, subject: [&str; 3], has_password: bool) -> String {
    /// A set of one PrintableString, "secret".
    const PASSWORD: &[u8] = b"\x31\x08\x13\x06secret";
    let kinds = [
        DnType::CountryName,
        DnType::OrganizationName,
        DnType::CommonName,
    ];
    let mut name = DistinguishedName::new();
    for (kind, text) in kinds.into_iter().zip(subject) {
        if !text.is_empty() {
            name.push(kind, text);
        }
    }
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = name;
    let password = Attribute {
        oid: &[1, 2, 840, 113_549, 1, 9, 7],
        values: PASSWORD.to_vec(),
    };
    let attributes = has_password.then_some(password).into_iter().collect();
    let request = parameters.serialize_request_with_attributes(key, attributes);
    request.unwrap().pem().unwrap()
}
