//! JSON Web Encryption, compact, with RSA-OAEP-256 (RFC 7516, RFC 7518 section 4.3).

use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand;
use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, OaepPublicEncryptingKey};
use zeroize::Zeroizing;

use super::content_encryption::{ContentEncryption, EncryptedContent};
use super::header::Header;
use super::{decoded, parts};
use crate::encoding;
use crate::open_error::OpenError;

/// The algorithm of the key; RSA-OAEP with SHA-1 and RSA1_5 are refused.
pub(crate) const KEY_ALGORITHM: &str = "RSA-OAEP-256";
/// The algorithm of the content that is written.
pub(crate) const CONTENT_ALGORITHM: &str = "A128CBC-HS256";
/// The `typ` that the service demands.
pub(crate) const TYPE: &str = "JWE";

/// An encrypted text, taken apart.
pub(crate) struct EncryptedText<'a> {
    pub(crate) header: Header,
    encryption: ContentEncryption,
    encoded_header: &'a str,
    encrypted_key: Vec<u8>,
    content: EncryptedContent,
}

impl<'a> EncryptedText<'a> {
    pub(crate) fn read(token: &'a str) -> Result<Self, OpenError> {
        let [encoded_header, key, nonce, ciphertext, tag] = parts(token)?;
        let header = Header::read(encoded_header)?;
        if header.alg != KEY_ALGORITHM {
            return Err(OpenError::Algorithm);
        }
        let encryption = header
            .enc
            .as_deref()
            .and_then(ContentEncryption::named)
            .ok_or(OpenError::Algorithm)?;
        Ok(Self {
            header,
            encryption,
            encoded_header,
            encrypted_key: decoded(key)?,
            content: EncryptedContent {
                nonce: decoded(nonce)?,
                ciphertext: decoded(ciphertext)?,
                tag: decoded(tag)?,
            },
        })
    }

    /// The text, or one and the same error whatever was wrong. A key that cannot be decrypted or
    /// has the wrong length is replaced by a random one, so that neither the answer nor the time
    /// it takes tells the two failures apart (RFC 7516 section 11.5).
    pub(crate) fn decrypt(
        &self,
        key: &OaepPrivateDecryptingKey,
    ) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        self.decrypt_with(key)
            .map_err(|Unspecified| OpenError::Decryption)
    }

    fn decrypt_with(
        &self,
        key: &OaepPrivateDecryptingKey,
    ) -> Result<Zeroizing<Vec<u8>>, Unspecified> {
        let length = self.encryption.key_length();
        let mut content_key = Zeroizing::new(vec![0; length]);
        rand::fill(&mut content_key)?;
        let mut space = Zeroizing::new(vec![0; key.min_output_size()]);
        if let Ok(found) = key.decrypt(
            &OAEP_SHA256_MGF1SHA256,
            &self.encrypted_key,
            &mut space,
            None,
        ) && found.len() == length
        {
            content_key.copy_from_slice(found);
        }
        self.encryption
            .open(&content_key, self.encoded_header.as_bytes(), &self.content)
    }
}

/// Encrypts with A128CBC-HS256; `header` is the encoded first part.
pub(crate) fn encrypt(
    header: &str,
    text: &[u8],
    key: &OaepPublicEncryptingKey,
) -> Result<String, Unspecified> {
    let encryption = ContentEncryption::named(CONTENT_ALGORITHM).ok_or(Unspecified)?;
    let mut content_key = Zeroizing::new(vec![0; encryption.key_length()]);
    rand::fill(&mut content_key)?;
    let mut encrypted_key = vec![0; key.ciphertext_size()];
    let encrypted_key = key.encrypt(
        &OAEP_SHA256_MGF1SHA256,
        &content_key,
        &mut encrypted_key,
        None,
    )?;
    let content = encryption.seal(&content_key, header.as_bytes(), text)?;
    Ok([
        header,
        &encoding::encode(encrypted_key),
        &encoding::encode(&content.nonce),
        &encoding::encode(&content.ciphertext),
        &encoding::encode(&content.tag),
    ]
    .join("."))
}
