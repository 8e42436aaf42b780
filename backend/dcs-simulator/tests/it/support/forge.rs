//! Envelopes taken apart, so that each part can be wrong by itself.

use aws_lc_rs::aead::{AES_128_GCM, AES_256_GCM, Aad, Algorithm, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::{self, SystemRandom};
use aws_lc_rs::rsa::{
    OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256, OaepAlgorithm, OaepPublicEncryptingKey,
    PublicEncryptingKey,
};
use aws_lc_rs::signature::{
    RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384,
    RSA_PSS_SHA512, RsaEncoding, RsaKeyPair,
};
use base64_simd::URL_SAFE_NO_PAD;
use credence_dcs_protocol::Certificate;
use serde_json::{Value, json};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::party::request;
use super::world::{Pair, WORLD};

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode_to_string(bytes)
}

pub(crate) fn decode(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode_to_vec(text).unwrap()
}

/// A signature's header as the enrolled client writes it.
pub(crate) fn signature_header() -> Value {
    json!({"alg": "RS256", "x5t#S256": WORLD.signing.certificate().thumbprint()})
}

/// The same with some members more, or others.
pub(crate) fn signature_header_with(members: &Value) -> String {
    merged(signature_header(), members)
}

/// An encryption's header as the enrolled client writes it.
pub(crate) fn encryption_header_with(members: &Value) -> String {
    merged(
        json!({
            "alg": "RSA-OAEP-256",
            "enc": "A128GCM",
            "typ": "JWE",
            "x5t#S256": WORLD.dcs_encryption.thumbprint(),
        }),
        members,
    )
}

/// A member that is null is taken out.
fn merged(mut header: Value, members: &Value) -> String {
    for (name, value) in members.as_object().unwrap() {
        if value.is_null() {
            header.as_object_mut().unwrap().remove(name);
        } else {
            header[name] = value.clone();
        }
    }
    header.to_string()
}

pub(crate) fn encoding_of(algorithm: &str) -> &'static dyn RsaEncoding {
    match algorithm {
        "RS384" => &RSA_PKCS1_SHA384,
        "RS512" => &RSA_PKCS1_SHA512,
        "PS256" => &RSA_PSS_SHA256,
        "PS384" => &RSA_PSS_SHA384,
        "PS512" => &RSA_PSS_SHA512,
        _ => &RSA_PKCS1_SHA256,
    }
}

/// A compact signature over the header, whatever it says.
pub(crate) fn sign_as(
    header: &str,
    payload: &[u8],
    pair: &Pair,
    algorithm: &'static dyn RsaEncoding,
) -> String {
    let signed = format!("{}.{}", encode(header), encode(payload));
    let key = RsaKeyPair::from_pkcs8(pair.key().pkcs8_der()).unwrap();
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(
        algorithm,
        &SystemRandom::new(),
        signed.as_bytes(),
        &mut signature,
    )
    .unwrap();
    format!("{signed}.{}", encode(signature))
}

/// Signed by the enrolled client with RS256.
pub(crate) fn sign(header: &str, payload: impl AsRef<[u8]>) -> String {
    sign_as(header, payload.as_ref(), &WORLD.signing, &RSA_PKCS1_SHA256)
}

/// "Signed" with a secret that everybody has.
pub(crate) fn sign_hmac(algorithm: &str, payload: impl AsRef<[u8]>) -> String {
    let header = signature_header_with(&json!({"alg": algorithm}));
    let signed = format!("{}.{}", encode(header), encode(payload));
    let secret = WORLD.signing.certificate();
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.der());
    let tag = hmac::sign(&key, signed.as_bytes());
    format!("{signed}.{}", encode(tag))
}

/// A compact encryption with AES-GCM, under a content key of the length given by `content`.
pub(crate) fn encrypt_to(
    header: &str,
    text: impl AsRef<[u8]>,
    recipient: &Certificate,
    oaep: &'static OaepAlgorithm,
    content: &'static Algorithm,
) -> String {
    let header = encode(header);
    let mut content_key = vec![0; content.key_len()];
    rand::fill(&mut content_key).unwrap();
    let (_, parsed) = X509Certificate::from_der(recipient.der()).unwrap();
    let key = PublicEncryptingKey::from_der(parsed.public_key().raw).unwrap();
    let key = OaepPublicEncryptingKey::new(key).unwrap();
    let mut encrypted_key = vec![0; key.ciphertext_size()];
    key.encrypt(oaep, &content_key, &mut encrypted_key, None)
        .unwrap();
    let aead = LessSafeKey::new(UnboundKey::new(content, &content_key).unwrap());
    let nonce = [7; 12];
    let mut space = text.as_ref().to_vec();
    let tag = aead
        .seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(header.as_bytes()),
            &mut space,
        )
        .unwrap();
    [
        header,
        encode(encrypted_key),
        encode(nonce),
        encode(space),
        encode(tag),
    ]
    .join(".")
}

/// Encrypted to the service, under a header that may say anything.
pub(crate) fn encrypt(header: &str, text: impl AsRef<[u8]>) -> String {
    let service = &WORLD.dcs_encryption;
    encrypt_to(header, text, service, &OAEP_SHA256_MGF1SHA256, &AES_128_GCM)
}

pub(crate) fn encrypt_sha1(header: &str, text: impl AsRef<[u8]>) -> String {
    let service = &WORLD.dcs_encryption;
    encrypt_to(header, text, service, &OAEP_SHA1_MGF1SHA1, &AES_128_GCM)
}

pub(crate) fn encrypt_256(header: &str, text: impl AsRef<[u8]>) -> String {
    let service = &WORLD.dcs_encryption;
    encrypt_to(header, text, service, &OAEP_SHA256_MGF1SHA256, &AES_256_GCM)
}

/// A request of which nothing is wrong.
pub(crate) fn payload() -> String {
    request("899000000").to_string()
}

/// The good inner signature.
pub(crate) fn inner() -> String {
    sign(&signature_header().to_string(), payload())
}

/// The good encryption of the good inner signature.
pub(crate) fn encrypted() -> String {
    encrypt(&encryption_header_with(&json!({})), inner())
}

/// Any text in a good outer signature.
pub(crate) fn outer(text: impl AsRef<[u8]>) -> String {
    sign(&signature_header().to_string(), text)
}

/// Any text in a good encryption and outer signature.
pub(crate) fn around(text: impl AsRef<[u8]>) -> String {
    outer(encrypt(&encryption_header_with(&json!({})), text))
}

/// The whole good message.
pub(crate) fn message() -> String {
    outer(encrypted())
}

/// The token with one of its parts changed.
pub(crate) fn with_part(
    token: &str,
    position: usize,
    change: impl FnOnce(&str) -> String,
) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    parts[position] = change(&parts[position]);
    parts.join(".")
}

/// The part with one bit of its first byte turned.
pub(crate) fn turned(part: &str) -> String {
    let mut bytes = decode(part);
    bytes[0] ^= 1;
    encode(bytes)
}
