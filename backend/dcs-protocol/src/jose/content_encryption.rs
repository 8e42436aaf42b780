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
