use chrono::{DateTime, Utc};
use credence_dcs_protocol::Profile;
use rcgen::{CertificateSigningRequestParams, DnType, DnValue};
use rustls_pki_types::CertificateSigningRequestDer;
use rustls_pki_types::pem::PemObject;
use x509_parser::certification_request::X509CertificationRequest;
use x509_parser::oid_registry::OID_PKCS9_CHALLENGE_PASSWORD;
use x509_parser::prelude::FromDer;

use super::open::Authority;
use super::profile::client_parameters;
use crate::enrol_client::has_strong_key;

/// A certificate request was refused. The words say what to change.
#[derive(Debug, thiserror::Error)]
pub enum SignRequestError {
    /// Not a certificate request in PEM, or its own signature is wrong.
    #[error(
        "sign a certificate request: it is no PKCS#10 request in PEM, or its signature is wrong"
    )]
    NotARequest(#[source] rcgen::Error),
    /// The subject lacks a part.
    #[error(
        "sign a certificate request: the subject has no {0}; the service demands country, organisation and common name"
    )]
    Subject(&'static str),
    /// The common name does not name the profile.
    #[error(
        "sign a certificate request: the common name has to be [Organisation] {expected} [Integration|Production] [date], as it is in the service's instructions"
    )]
    CommonName {
        /// The words that belong there.
        expected: &'static str,
    },
    /// There is no challenge password.
    #[error("sign a certificate request: it has no challenge password, which the service demands")]
    ChallengePassword,
    /// The key is not RSA, or too short.
    #[error("sign a certificate request: the key is not an RSA key of 2048 bits or more")]
    Key,
    /// The certificate could not be made.
    #[error("sign a certificate request")]
    Issue(#[from] rcgen::Error),
}

impl Authority {
    /// Signs a certificate request in PEM for one of the three uses; returns the certificate in PEM.
    /// The request's extensions are not looked at: the profile says what the certificate is for.
    ///
    /// # Errors
    /// When the request is not one that the service would sign.
    pub fn sign_request(
        &self,
        request_pem: &str,
        profile: Profile,
        now: DateTime<Utc>,
    ) -> Result<String, SignRequestError> {
        let request = CertificateSigningRequestParams::from_pem(request_pem)
            .map_err(SignRequestError::NotARequest)?;
        if !has_challenge_password(request_pem) {
            return Err(SignRequestError::ChallengePassword);
        }
        let subject = request.params.distinguished_name;
        let part = |kind: DnType, name: &'static str| {
            subject
                .get(&kind)
                .map(text)
                .filter(|text| !text.is_empty())
                .ok_or(SignRequestError::Subject(name))
        };
        part(DnType::CountryName, "country (C)")?;
        part(DnType::OrganizationName, "organisation (O)")?;
        let name = part(DnType::CommonName, "common name (CN)")?;
        let expected = profile.name();
        if !name.contains(expected) {
            return Err(SignRequestError::CommonName { expected });
        }
        let issued = client_parameters(profile, subject, now)
            .signed_by(&request.public_key, &self.issuer)?;
        if !has_strong_key(issued.der()) {
            return Err(SignRequestError::Key);
        }
        Ok(issued.pem())
    }
}

/// Whether the request carries the attribute (RFC 2985 section 5.4.1); what it says is for people.
fn has_challenge_password(request_pem: &str) -> bool {
    let Ok(der) = CertificateSigningRequestDer::from_pem_slice(request_pem.as_bytes()) else {
        return false;
    };
    X509CertificationRequest::from_der(&der).is_ok_and(|(_, request)| {
        request
            .certification_request_info
            .iter_attributes()
            .any(|attribute| attribute.oid == OID_PKCS9_CHALLENGE_PASSWORD)
    })
}

fn text(value: &DnValue) -> String {
    match value {
        DnValue::Utf8String(text) => text.clone(),
        DnValue::PrintableString(text) => text.as_str().to_owned(),
        DnValue::Ia5String(text) => text.as_str().to_owned(),
        DnValue::TeletexString(text) => text.as_str().to_owned(),
        // Two forms that no tool of this century writes, and those to come.
        DnValue::BmpString(_) | DnValue::UniversalString(_) | _ => String::new(),
    }
}
