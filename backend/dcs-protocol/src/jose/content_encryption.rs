//! The content encryption algorithms of RFC 7518 section 5.1.

use aws_lc_rs::aead::{self, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::cipher::{
    self, DecryptionContext, PaddedBlockDecryptingKey, PaddedBlockEncryptingKey, UnboundCipherKey,
};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hmac;
use zeroize::Zeroizing;

/// One of the six.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ContentEncryption {
    /// AES-CBC with HMAC (section 5.2): the first half of the key authenticates, the second
    /// encrypts, and half of the HMAC is the tag.
    CbcHmac(&'static cipher::Algorithm, hmac::Algorithm),
    /// AES-GCM (section 5.3).
    Gcm(&'static aead::Algorithm),
}

/// What encryption makes of a text.
pub(crate) struct EncryptedContent {
    /// The initialisation vector.
    pub(crate) nonce: Vec<u8>,
    pub(crate) ciphertext: Vec<u8>,
    pub(crate) tag: Vec<u8>,
}

impl ContentEncryption {
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "A128CBC-HS256" => Some(Self::CbcHmac(&cipher::AES_128, hmac::HMAC_SHA256)),
            "A192CBC-HS384" => Some(Self::CbcHmac(&cipher::AES_192, hmac::HMAC_SHA384)),
            "A256CBC-HS512" => Some(Self::CbcHmac(&cipher::AES_256, hmac::HMAC_SHA512)),
            "A128GCM" => Some(Self::Gcm(&aead::AES_128_GCM)),
            "A192GCM" => Some(Self::Gcm(&aead::AES_192_GCM)),
            "A256GCM" => Some(Self::Gcm(&aead::AES_256_GCM)),
            _ => None,
        }
    }

    /// In bytes.
    pub(crate) fn key_length(self) -> usize {
        match self {
            Self::CbcHmac(_, hmac) => hmac.digest_algorithm().output_len(),
            Self::Gcm(algorithm) => algorithm.key_len(),
        }
    }

    /// Checks the tag, in constant time, and only then decrypts.
    pub(crate) fn open(
        self,
        key: &[u8],
        header: &[u8],
        content: &EncryptedContent,
    ) -> Result<Zeroizing<Vec<u8>>, Unspecified> {
        match self {
            Self::CbcHmac(algorithm, hmac) => {
                let (authentication, encryption) = halves(key)?;
                let tag = tag(hmac, authentication, header, content);
                verify_slices_are_equal(&tag, &content.tag)?;
                let nonce: [u8; 16] = content.nonce.as_slice().try_into()?;
                let key = UnboundCipherKey::new(algorithm, encryption)?;
                let mut space = Zeroizing::new(content.ciphertext.clone());
                let length = PaddedBlockDecryptingKey::cbc_pkcs7(key)?
                    .decrypt(&mut space, DecryptionContext::Iv128(nonce.into()))?
                    .len();
                space.truncate(length);
                Ok(space)
            }
            Self::Gcm(algorithm) => {
                let key = LessSafeKey::new(UnboundKey::new(algorithm, key)?);
                let nonce = Nonce::try_assume_unique_for_key(&content.nonce)?;
                if content.tag.len() != algorithm.tag_len() {
                    return Err(Unspecified);
                }
                let mut space =
                    Zeroizing::new([content.ciphertext.as_slice(), &content.tag].concat());
                let length = key
                    .open_in_place(nonce, Aad::from(header), &mut space)?
                    .len();
                space.truncate(length);
                Ok(space)
            }
        }
    }

    /// Encrypts with a new initialisation vector. Only AES-CBC with HMAC is written.
    pub(crate) fn seal(
        self,
        key: &[u8],
        header: &[u8],
        text: &[u8],
    ) -> Result<EncryptedContent, Unspecified> {
        let Self::CbcHmac(algorithm, hmac) = self else {
            return Err(Unspecified);
        };
        let (authentication, encryption) = halves(key)?;
        let key = UnboundCipherKey::new(algorithm, encryption)?;
        let mut ciphertext = text.to_vec();
        let context = PaddedBlockEncryptingKey::cbc_pkcs7(key)?.encrypt(&mut ciphertext)?;
        let DecryptionContext::Iv128(nonce) = &context else {
            return Err(Unspecified);
        };
        let nonce: &[u8] = nonce.as_ref();
        let mut content = EncryptedContent {
            nonce: nonce.to_vec(),
            ciphertext,
            tag: Vec::new(),
        };
        content.tag = tag(hmac, authentication, header, &content);
        Ok(content)
    }
}

fn halves(key: &[u8]) -> Result<(&[u8], &[u8]), Unspecified> {
    key.split_at_checked(key.len() / 2).ok_or(Unspecified)
}

/// The first half of the HMAC over header, initialisation vector, ciphertext and the header's
/// length in bits (section 5.2.2.1).
fn tag(
    algorithm: hmac::Algorithm,
    key: &[u8],
    header: &[u8],
    content: &EncryptedContent,
) -> Vec<u8> {
    let header_bits = (header.len() as u64).saturating_mul(8).to_be_bytes();
    let mut context = hmac::Context::with_key(&hmac::Key::new(algorithm, key));
    for part in [header, &content.nonce, &content.ciphertext, &header_bits] {
        context.update(part);
    }
    let mac = context.sign();
    let half = mac.as_ref().len() / 2;
    mac.as_ref().iter().take(half).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::decode;

    /// RFC 7518 appendix B: one text under one nonce and header, with keys 00 01 02 …
    const HEADER: &[u8] = b"The second principle of Auguste Kerckhoffs";
    const TEXT: &[u8] =
        b"A cipher system must not be required to be secret, and it must be able to fall \
        into the hands of the enemy without inconvenience";
    const NONCE: &str = "1af38c2dc2b96ffdd86694092341bc04";
    const CBC_VECTORS: [(&str, &str, &str); 3] = [
        (
            "A128CBC-HS256",
            "c80edfa32ddf39d5ef00c0b468834279a2e46a1b8049f792f76bfe54b903a9c9a94ac9b47ad2655c5f10f9aef71427e2fc6f9b3f399a221489f16362c703233609d45ac69864e3321cf82935ac4096c86e133314c54019e8ca7980dfa4b9cf1b384c486f3a54c51078158ee5d79de59fbd34d848b3d69550a67646344427ade54b8851ffb598f7f80074b9473c82e2db",
            "652c3fa36b0a7c5b3219fab3a30bc1c4",
        ),
        (
            "A192CBC-HS384",
            "ea65da6b59e61edb419be62d19712ae5d303eeb50052d0dfd6697f77224c8edb000d279bdc14c1072654bd30944230c657bed4ca0c9f4a8466f22b226d1746214bf8cfc2400add9f5126e479663fc90b3bed787a2f0ffcbf3904be2a641d5c2105bfe591bae23b1d7449e532eef60a9ac8bb6c6b01d35d49787bcd57ef484927f280adc91ac0c4e79c7b11efc60054e3",
            "8490ac0e58949bfe51875d733f93ac2075168039ccc733d7",
        ),
        (
            "A256CBC-HS512",
            "4affaaadb78c31c5da4b1b590d10ffbd3dd8d5d302423526912da037ecbcc7bd822c301dd67c373bccb584ad3e9279c2e6d12a1374b77f077553df829410446b36ebd97066296ae6427ea75c2e0846a11a09ccf5370dc80bfecbad28c73f09b3a3b75e662a2594410ae496b2e2e6609e31e6e02cc837f053d21f37ff4f51950bbe2638d09dd7a4930930806d0703b1f6",
            "4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5",
        ),
    ];

    /// Algorithm, content key, header, the three parts behind the key, text.
    type CompactVector = (
        &'static str,
        [u8; 32],
        &'static str,
        [&'static str; 3],
        &'static [u8],
    );

    /// RFC 7516 appendices A.1 and A.3 with their content keys.
    const COMPACT_VECTORS: [CompactVector; 2] = [
        (
            "A256GCM",
            [
                177, 161, 244, 128, 84, 143, 225, 115, 63, 180, 3, 255, 107, 154, 212, 246, 138, 7,
                110, 91, 112, 46, 34, 105, 47, 130, 203, 46, 122, 234, 64, 252,
            ],
            "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ",
            [
                "48V1_ALb6US04U3b",
                "5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A",
                "XFBoMYUZodetZdvTiFvSkQ",
            ],
            b"The true sign of intelligence is not knowledge but imagination.",
        ),
        (
            "A128CBC-HS256",
            [
                4, 211, 31, 197, 84, 157, 252, 254, 11, 100, 157, 250, 63, 170, 106, 206, 107, 124,
                212, 45, 111, 107, 9, 219, 200, 177, 0, 240, 143, 156, 44, 207,
            ],
            "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0",
            [
                "AxY8DCtDaGlsbGljb3RoZQ",
                "KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY",
                "U0m_YmjN04DJvceFICbCVQ",
            ],
            b"Live long and prosper.",
        ),
    ];

    fn bytes(hexadecimal: &str) -> Vec<u8> {
        (0..hexadecimal.len())
            .step_by(2)
            .map(|i| u8::from_str_radix(&hexadecimal[i..i + 2], 16).unwrap())
            .collect()
    }

    #[test]
    fn the_rfcs_own_ciphertexts_are_opened_and_altered_ones_are_not() {
        for (name, ciphertext, tag) in CBC_VECTORS {
            let encryption = ContentEncryption::named(name).unwrap();
            let key: Vec<u8> = (0..).take(encryption.key_length()).collect();
            let mut content = EncryptedContent {
                nonce: bytes(NONCE),
                ciphertext: bytes(ciphertext),
                tag: bytes(tag),
            };
            assert_eq!(
                *encryption.open(&key, HEADER, &content).unwrap(),
                TEXT,
                "{name}"
            );
            assert!(encryption.open(&key, b"another header", &content).is_err());
            content.ciphertext[5] ^= 1;
            assert!(encryption.open(&key, HEADER, &content).is_err());
        }
    }

    #[test]
    fn the_rfcs_own_compact_forms_are_opened() {
        for (name, key, header, [nonce, ciphertext, tag], text) in COMPACT_VECTORS {
            let encryption = ContentEncryption::named(name).unwrap();
            let content = EncryptedContent {
                nonce: decode(nonce).unwrap(),
                ciphertext: decode(ciphertext).unwrap(),
                tag: decode(tag).unwrap(),
            };
            assert_eq!(
                *encryption.open(&key, header.as_bytes(), &content).unwrap(),
                text,
                "{name}"
            );
        }
    }

    #[test]
    fn a_short_tag_or_nonce_opens_nothing() {
        let encryption = ContentEncryption::named("A256GCM").unwrap();
        let (_, key, header, [nonce, ciphertext, tag], _) = COMPACT_VECTORS[0];
        let tag = decode(tag).unwrap();
        for shorter in 0..tag.len() {
            let content = EncryptedContent {
                nonce: decode(nonce).unwrap(),
                ciphertext: decode(ciphertext).unwrap(),
                tag: tag[..shorter].to_vec(),
            };
            assert!(encryption.open(&key, header.as_bytes(), &content).is_err());
        }
    }
}
