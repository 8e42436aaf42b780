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
        self.verifies(certificate.public_key_info())
    }

    fn verifies(&self, public_key_info: &[u8]) -> bool {
        UnparsedPublicKey::new(self.algorithm, public_key_info)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7515 appendix A.2, and its key as a SubjectPublicKeyInfo.
    const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
    const KEY: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQIDAQAB";

    #[test]
    fn the_rfcs_own_signature_verifies_and_no_other() {
        let key = encoding::decode(KEY).unwrap();
        let signed = SignedText::read(TOKEN).unwrap();
        assert!(signed.verifies(&key));
        assert!(signed.payload().unwrap().starts_with(b"{\"iss\":\"joe\""));
        let altered = TOKEN.replacen("eyJpc3Mi", "eyJpc3Mj", 1);
        assert!(!SignedText::read(&altered).unwrap().verifies(&key));
    }

    #[test]
    fn no_algorithm_but_the_listed_is_read() {
        for alg in [
            "none", "None", "HS256", "HS512", "ES256", "EdDSA", "rs256", "RS1", "",
        ] {
            let header = encoding::encode(format!(r#"{{"alg":"{alg}"}}"#).as_bytes());
            let token = format!("{header}.e30.AAAA");
            assert_eq!(
                SignedText::read(&token).err(),
                Some(OpenError::Algorithm),
                "{alg}"
            );
        }
    }
}
