//! JSON Web Signature, compact (RFC 7515 section 3.1).

use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    RSA_PKCS1_SHA256, RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512,
    RsaKeyPair, RsaParameters, UnparsedPublicKey,
};

use super::header::Header;
use super::{decoded, parts};
use crate::certificate::Certificate;
use crate::encoding;
use crate::open_error::OpenError;

/// The algorithm that is written.
pub(crate) const ALGORITHM: &str = "RS256";

/// A signed text, taken apart; nothing of it is to be believed before [`SignedText::is_by`].
pub(crate) struct SignedText<'a> {
    pub(crate) header: Header,
    algorithm: &'static RsaParameters,
    signed: &'a str,
    payload: &'a str,
    signature: Vec<u8>,
}

impl<'a> SignedText<'a> {
    pub(crate) fn read(token: &'a str) -> Result<Self, OpenError> {
        let [header, payload, signature] = parts(token)?;
        let signed = token.rsplit_once('.').map_or("", |(signed, _)| signed);
        let header = Header::read(header)?;
        Ok(Self {
            algorithm: algorithm(&header.alg).ok_or(OpenError::Algorithm)?,
            header,
            signed,
            payload,
            signature: decoded(signature)?,
        })
    }

    pub(crate) fn is_by(&self, certificate: &Certificate) -> bool {
        UnparsedPublicKey::new(self.algorithm, certificate.public_key_info())
            .verify(self.signed.as_bytes(), &self.signature)
            .is_ok()
    }

    pub(crate) fn payload(&self) -> Result<Vec<u8>, OpenError> {
        decoded(self.payload)
    }
}

/// Signs with RS256; `header` is the encoded first part.
pub(crate) fn sign(header: &str, payload: &[u8], key: &RsaKeyPair) -> Result<String, Unspecified> {
    let mut token = [header, &encoding::encode(payload)].join(".");
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        token.as_bytes(),
        &mut signature,
    )?;
    token.push('.');
    token.push_str(&encoding::encode(&signature));
    Ok(token)
}

/// The algorithms that are accepted: RSA with 2,048 bits or more. `none` and HMAC are not.
fn algorithm(name: &str) -> Option<&'static RsaParameters> {
    match name {
        "RS256" => Some(&RSA_PKCS1_2048_8192_SHA256),
        "RS384" => Some(&RSA_PKCS1_2048_8192_SHA384),
        "RS512" => Some(&RSA_PKCS1_2048_8192_SHA512),
        "PS256" => Some(&RSA_PSS_2048_8192_SHA256),
        "PS384" => Some(&RSA_PSS_2048_8192_SHA384),
        "PS512" => Some(&RSA_PSS_2048_8192_SHA512),
        _ => None,
    }
}
