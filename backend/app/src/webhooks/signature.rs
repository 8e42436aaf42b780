use aws_lc_rs::hmac;
use base64_simd::STANDARD;

use crate::webhooks::secret::SigningKey;

/// The value of `webhook-signature`: one signature a key of `id.timestamp.body`, in that order, with
/// a space between (Standard Webhooks 1.0.0).
pub(crate) fn signatures(
    keys: &[SigningKey],
    id: &str,
    timestamp_seconds: i64,
    body: &[u8],
) -> String {
    let mut content = format!("{id}.{timestamp_seconds}.").into_bytes();
    content.extend_from_slice(body);
    let signed: Vec<_> = keys.iter().map(|key| signature(key, &content)).collect();
    signed.join(" ")
}

fn signature(key: &SigningKey, content: &[u8]) -> String {
    match key {
        SigningKey::Hmac(key) => {
            let tag = hmac::sign(key, content);
            format!("v1,{}", STANDARD.encode_to_string(tag.as_ref()))
        }
        SigningKey::Ed25519(pair) => {
            let signed = pair.sign(content);
            format!("v1a,{}", STANDARD.encode_to_string(signed.as_ref()))
        }
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{ED25519, KeyPair, UnparsedPublicKey};

    use super::*;
    use crate::webhooks::secret::{SignatureScheme, signing_key};

    /// The vector of the standard's own libraries.
    #[test]
    fn the_standards_vector_comes_out() {
        let secret = STANDARD
            .decode_to_vec("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .unwrap();
        let key = signing_key(SignatureScheme::V1, &secret).unwrap();
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        let body = br#"{"test": 2432232314}"#;
        assert_eq!(
            signatures(&[key], id, 1_614_265_330, body),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    /// RFC 8032 section 7.1, test 1: the seed's public key.
    #[test]
    fn an_ed25519_signature_verifies_with_the_public_key_alone() {
        let seed: Vec<u8> = (0..64)
            .step_by(2)
            .map(|at| {
                let digits = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
                u8::from_str_radix(&digits[at..at + 2], 16).unwrap()
            })
            .collect();
        let key = signing_key(SignatureScheme::V1a, &seed).unwrap();
        let SigningKey::Ed25519(pair) = &key else {
            panic!("another scheme");
        };
        let public = pair.public_key().as_ref().to_vec();
        assert_eq!(public[..4], [0xd7, 0x5a, 0x98, 0x01]);
        let header = signatures(&[key], "msg_1", 7, b"{}");
        let signed = STANDARD
            .decode_to_vec(header.strip_prefix("v1a,").unwrap())
            .unwrap();
        let verifier = UnparsedPublicKey::new(&ED25519, public);
        verifier.verify(b"msg_1.7.{}", &signed).unwrap();
        verifier.verify(b"msg_1.8.{}", &signed).unwrap_err();
    }
}
