//! What a service that enrols sends to the DCS certification authority (dcs-wire section 1.1): three
//! keys, and a signing request for each.

use chrono::NaiveDate;
use credence_dcs_protocol::Profile;
use rcgen::{
    Attribute, CertificateParams, DistinguishedName, DnType, KeyPair, PKCS_RSA_SHA256, RsaKeySize,
};

/// Who enrols, and for which of the service's environments.
#[derive(Debug, Clone)]
pub struct Applicant {
    /// The organisation's registered name.
    pub organisation: String,
    /// Its country, two letters.
    pub country: String,
    /// `Integration` or `Production`.
    pub environment: String,
    /// A word agreed with the authority, by which a certificate can be revoked.
    pub challenge_password: String,
    /// The day of the request; part of the common name.
    pub day: NaiveDate,
}

/// A new key with its signing request.
pub struct NewKey {
    /// What it is for.
    pub profile: Profile,
    /// The private key, PKCS#8 in PEM. Keep it where only the service reads it.
    pub key_pem: String,
    /// The certificate signing request in PEM, to be sent to the authority.
    pub request_pem: String,
}

/// A signing request could not be made.
#[derive(Debug, thiserror::Error)]
pub enum EnrolmentError {
    /// The country is not two capital letters.
    #[error("make a signing request: the country is two capital letters, such as GB")]
    Country,
    /// The challenge password cannot be written.
    #[error(
        "make a signing request: the challenge password is 1 to 64 letters, digits and - . ' ( ) + , / : = ? or spaces"
    )]
    ChallengePassword,
    /// The cryptographic library refused.
    #[error("make a signing request")]
    Cryptography(#[source] rcgen::Error),
}

/// Makes the three keys (RSA, 2,048 bits) and their signing requests (SHA-256). New ones for every
/// rotation: the authority takes no key twice.
///
/// # Errors
/// When the applicant's details cannot stand in a request.
pub fn new_keys(applicant: &Applicant) -> Result<Vec<NewKey>, EnrolmentError> {
    let is_country = applicant.country.len() == 2
        && applicant
            .country
            .bytes()
            .all(|byte| byte.is_ascii_uppercase());
    if !is_country {
        return Err(EnrolmentError::Country);
    }
    let challenge =
        printable_string(&applicant.challenge_password).ok_or(EnrolmentError::ChallengePassword)?;
    Profile::ALL
        .into_iter()
        .map(|profile| {
            new_key(profile, applicant, &challenge).map_err(EnrolmentError::Cryptography)
        })
        .collect()
}

fn new_key(
    profile: Profile,
    applicant: &Applicant,
    challenge: &[u8],
) -> Result<NewKey, rcgen::Error> {
    /// PKCS#9 challengePassword (RFC 2985 section 5.4.1).
    const CHALLENGE_PASSWORD: &[u64] = &[1, 2, 840, 113_549, 1, 9, 7];
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)?;
    let mut name = DistinguishedName::new();
    name.push(DnType::CountryName, applicant.country.as_str());
    name.push(DnType::OrganizationName, applicant.organisation.as_str());
    name.push(DnType::CommonName, common_name(profile, applicant));
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = name;
    let attribute = Attribute {
        oid: CHALLENGE_PASSWORD,
        values: challenge.to_vec(),
    };
    let request = parameters.serialize_request_with_attributes(&key, vec![attribute])?;
    Ok(NewKey {
        profile,
        key_pem: key.serialize_pem(),
        request_pem: request.pem()?,
    })
}

/// `[Organisation] [JSON Encryption|JSON Signing|TLS] [Integration|Production] [day]`.
fn common_name(profile: Profile, applicant: &Applicant) -> String {
    format!(
        "{} {} {} {}",
        applicant.organisation,
        profile.name(),
        applicant.environment,
        applicant.day.format("%Y-%m-%d")
    )
}

/// A DER set of one PrintableString of 1 to 64 characters.
fn printable_string(text: &str) -> Option<Vec<u8>> {
    const PRINTABLE_STRING: u8 = 0x13;
    const SET: u8 = 0x31;
    let is_printable = |byte: u8| byte.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&byte);
    let length = u8::try_from(text.len()).ok()?;
    let fits = (1..=64).contains(&length) && text.bytes().all(is_printable);
    fits.then(|| {
        [
            &[SET, length + 2, PRINTABLE_STRING, length],
            text.as_bytes(),
        ]
        .concat()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applicant() -> Applicant {
        Applicant {
            organisation: "Example Trust".to_owned(),
            country: "GB".to_owned(),
            environment: "Integration".to_owned(),
            challenge_password: "correct horse".to_owned(),
            day: NaiveDate::from_ymd_opt(2026, 11, 27).unwrap(),
        }
    }

    #[test]
    fn three_keys_come_with_their_requests() {
        let keys = new_keys(&applicant()).unwrap();
        assert_eq!(
            keys.iter().map(|key| key.profile).collect::<Vec<_>>(),
            Profile::ALL
        );
        for key in keys {
            assert!(credence_dcs_protocol::RsaKey::from_pem(key.key_pem.as_bytes()).is_ok());
            assert!(
                key.request_pem
                    .starts_with("-----BEGIN CERTIFICATE REQUEST-----")
            );
        }
        let name = common_name(Profile::JsonSigning, &applicant());
        assert_eq!(name, "Example Trust JSON Signing Integration 2026-11-27");
    }

    #[test]
    fn details_that_cannot_stand_in_a_request_are_refused() {
        let mut wrong = applicant();
        wrong.country = "gb".to_owned();
        assert!(matches!(new_keys(&wrong), Err(EnrolmentError::Country)));
        for password in ["", "pässword", &"a".repeat(65), "semi;colon"] {
            let mut wrong = applicant();
            wrong.challenge_password = password.to_owned();
            assert!(matches!(
                new_keys(&wrong),
                Err(EnrolmentError::ChallengePassword)
            ));
        }
    }
}
