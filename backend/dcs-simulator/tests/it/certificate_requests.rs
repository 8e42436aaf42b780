use credence_dcs_protocol::Certificate;
use credence_dcs_protocol::Profile;
use credence_dcs_simulator::SignRequestError;
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256};

use crate::support::{WORLD, certificate_request, now};

#[test]
fn a_request_is_signed_for_the_use_that_it_names() {
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
    for profile in [Profile::Tls, Profile::JsonSigning, Profile::JsonEncryption] {
        let name = format!("Trust {} Integration 2026-11-27", profile.name());
        let request = certificate_request(&key, ["GB", "Trust", &name], true);
        let signed = WORLD.authority.sign_request(&request, profile, now());
        let signed = Certificate::from_pem(signed.unwrap().as_bytes()).unwrap();
        assert_eq!(signed.subject(), format!("C=GB, O=Trust, CN={name}"));
        assert_eq!(signed.issuer(), WORLD.dcs_signing.issuer());
    }
}

#[test]
fn a_request_that_the_service_would_not_sign_is_refused() {
    let rsa = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
    let elliptic = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let name = "Trust JSON Signing Integration 2026-11-27";
    let request = |subject, has_password| certificate_request(&rsa, subject, has_password);
    let good = request(["GB", "Trust", name], true);
    let refused = |request: &str| {
        WORLD
            .authority
            .sign_request(request, Profile::JsonSigning, now())
            .unwrap_err()
    };
    type Fits = fn(&SignRequestError) -> bool;
    let cases: [(String, Fits); 9] = [
        (String::new(), |e| {
            matches!(e, SignRequestError::NotARequest(_))
        }),
        (WORLD.signing.chain_pem.clone(), |e| {
            matches!(e, SignRequestError::NotARequest(_))
        }),
        (forged(&good), |e| {
            matches!(e, SignRequestError::NotARequest(_))
        }),
        (request(["", "Trust", name], true), |e| {
            matches!(e, SignRequestError::Subject("country (C)"))
        }),
        (request(["GB", "", name], true), |e| {
            matches!(e, SignRequestError::Subject("organisation (O)"))
        }),
        (request(["GB", "Trust", ""], true), |e| {
            matches!(e, SignRequestError::Subject("common name (CN)"))
        }),
        (
            request(["GB", "Trust", "Trust TLS Integration"], true),
            |e| {
                matches!(
                    e,
                    SignRequestError::CommonName {
                        expected: "JSON Signing"
                    }
                )
            },
        ),
        (request(["GB", "Trust", name], false), |e| {
            matches!(e, SignRequestError::ChallengePassword)
        }),
        (
            certificate_request(&elliptic, ["GB", "Trust", name], true),
            |e| matches!(e, SignRequestError::Key),
        ),
    ];
    for (request, fits) in cases {
        let error = refused(&request);
        assert!(fits(&error), "{error:?}");
    }
}

/// The request with its signature's last letters changed.
fn forged(request: &str) -> String {
    let end = request.find("\n-----END").unwrap();
    let (start, rest) = request.split_at(end - 8);
    let swapped: String = rest[..4]
        .chars()
        .rev()
        .map(|c| if c == 'A' { 'B' } else { 'A' })
        .collect();
    format!("{start}{swapped}{}", &rest[4..])
}
