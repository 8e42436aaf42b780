//! A message put together part by part, so that any part can be wrong.

use aws_lc_rs::cipher::{AES_128, DecryptionContext, PaddedBlockEncryptingKey, UnboundCipherKey};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{
    OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256, OaepAlgorithm, OaepPublicEncryptingKey,
    PrivateDecryptingKey,
};
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair, RsaSignatureEncoding};
use base64_simd::URL_SAFE_NO_PAD;
use credence_dcs_protocol::RsaKey;

use crate::party::{RECIPIENT, SENDER};

/// A change of a finished text.
pub(crate) type Edit = fn(String) -> String;

/// The parts, right as [`Message::new`] makes them.
pub(crate) struct Message {
    pub(crate) payload: Vec<u8>,
    pub(crate) inner_header: String,
    pub(crate) inner_key: &'static RsaKey,
    pub(crate) inner_signature: &'static RsaSignatureEncoding,
    pub(crate) encryption_header: String,
    pub(crate) encryption_key: &'static RsaKey,
    pub(crate) key_encryption: &'static OaepAlgorithm,
    pub(crate) content_key: Vec<u8>,
    pub(crate) outer_header: String,
    pub(crate) outer_key: &'static RsaKey,
    pub(crate) outer_signature: &'static RsaSignatureEncoding,
    /// Applied to the inner JWS, to the JWE and to the outer JWS before each goes into the next.
    pub(crate) edits: [Edit; 3],
}

impl Message {
    pub(crate) fn new() -> Self {
        let signing = format!(
            r#"{{"alg":"RS256","x5t#S256":"{}"}}"#,
            SENDER.certificate.thumbprint()
        );
        Self {
            payload: br#"{"correlationId":"a","requestId":"b","error":false,"valid":true}"#
                .to_vec(),
            inner_header: signing.clone(),
            inner_key: &SENDER.key,
            inner_signature: &RSA_PKCS1_SHA256,
            encryption_header: format!(
                r#"{{"alg":"RSA-OAEP-256","enc":"A128CBC-HS256","typ":"JWE","x5t#S256":"{}"}}"#,
                RECIPIENT.certificate.thumbprint()
            ),
            encryption_key: &RECIPIENT.key,
            key_encryption: &OAEP_SHA256_MGF1SHA256,
            content_key: (7..39).collect(),
            outer_header: signing,
            outer_key: &SENDER.key,
            outer_signature: &RSA_PKCS1_SHA256,
            edits: [|text| text; 3],
        }
    }

    pub(crate) fn build(self) -> String {
        let [edit_inner, edit_encrypted, edit_outer] = self.edits;
        let inner = signed(
            &self.inner_header,
            &self.payload,
            self.inner_key,
            self.inner_signature,
        );
        let encrypted = self.encrypted(edit_inner(inner).as_bytes());
        let outer = signed(
            &self.outer_header,
            edit_encrypted(encrypted).as_bytes(),
            self.outer_key,
            self.outer_signature,
        );
        edit_outer(outer)
    }

    /// RFC 7518 section 5.2, whatever the header says.
    fn encrypted(&self, text: &[u8]) -> String {
        let header = encoded(self.encryption_header.as_bytes());
        let private = PrivateDecryptingKey::from_pkcs8(self.encryption_key.pkcs8_der()).unwrap();
        let public = OaepPublicEncryptingKey::new(private.public_key()).unwrap();
        let mut space = vec![0; public.ciphertext_size()];
        let key = public
            .encrypt(self.key_encryption, &self.content_key, &mut space, None)
            .unwrap();
        let mut padded = self.content_key.clone();
        padded.resize(32, 0);
        let (authentication, encryption) = padded.split_at(16);
        let cipher = UnboundCipherKey::new(&AES_128, encryption).unwrap();
        let mut ciphertext = text.to_vec();
        let context = PaddedBlockEncryptingKey::cbc_pkcs7(cipher)
            .unwrap()
            .encrypt(&mut ciphertext)
            .unwrap();
        let DecryptionContext::Iv128(nonce) = &context else {
            panic!("CBC has a nonce")
        };
        let nonce: &[u8] = nonce.as_ref();
        let mut mac = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, authentication));
        let length = (header.len() as u64 * 8).to_be_bytes();
        [header.as_bytes(), nonce, &ciphertext, &length]
            .iter()
            .for_each(|part| mac.update(part));
        let tag = mac.sign();
        [
            &header,
            &encoded(key),
            &encoded(nonce),
            &encoded(&ciphertext),
            &encoded(&tag.as_ref()[..16]),
        ]
        .map(String::as_str)
        .join(".")
    }
}

pub(crate) fn signed(
    header: &str,
    payload: &[u8],
    key: &RsaKey,
    signature: &'static RsaSignatureEncoding,
) -> String {
    let text = format!("{}.{}", encoded(header.as_bytes()), encoded(payload));
    let pair = RsaKeyPair::from_pkcs8(key.pkcs8_der()).unwrap();
    let mut space = vec![0; pair.public_modulus_len()];
    pair.sign(signature, &SystemRandom::new(), text.as_bytes(), &mut space)
        .unwrap();
    format!("{text}.{}", encoded(&space))
}

pub(crate) fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode_to_string(bytes)
}

/// SHA-1 for the key: what the service accepted until May 2020.
pub(crate) const OAEP_WITH_SHA1: &OaepAlgorithm = &OAEP_SHA1_MGF1SHA1;
