//! The one sealed format: `header (4 bytes) ‖ nonce (12) ‖ ciphertext ‖ tag (16)`, AES-256-GCM with
//! a random nonce (NIST SP 800-38D section 8.2.2). The header and the context are authenticated.

use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};

pub(crate) const KEY_BYTES: usize = 32;
const HEADER_BYTES: usize = 4;
const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;

/// What a sealed value is; part of what is authenticated, so that one kind is never taken for
/// another. The last byte is the version of the format.
#[derive(Clone, Copy)]
pub(crate) struct Header(pub(crate) [u8; HEADER_BYTES]);

/// Content sealed under a session's or a request's key.
pub(crate) const CONTENT_V1: Header = Header(*b"CRC\x01");
/// A sealing key wrapped by a key-encryption key.
pub(crate) const WRAPPED_KEY_V1: Header = Header(*b"CRK\x01");

/// Sealing or opening failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The value is too short or does not begin with a header of a known version.
    #[error("read a sealed value: it is not in a known format")]
    UnknownFormat,
    /// The value, its context or the key is not the one it was sealed with.
    #[error("open a sealed value: it was altered, or belongs to another owner or key")]
    Tampered,
    /// The cryptographic library refused; a plaintext above its limit of 64 GiB, for instance.
    #[error("seal a value: the cryptographic library refused")]
    Refused,
}

/// Seals `plaintext`, bound to `context`.
pub(crate) fn seal(
    key: &[u8; KEY_BYTES],
    header: Header,
    context: &[u8],
    plaintext: &[u8],
) -> Result<Vec<u8>, SealError> {
    let cipher = RandomizedNonceKey::new(&AES_256_GCM, key).map_err(|_| SealError::Refused)?;
    let body_start = HEADER_BYTES + NONCE_BYTES;
    let mut sealed = Vec::with_capacity(body_start + plaintext.len() + TAG_BYTES);
    sealed.extend_from_slice(&header.0);
    sealed.extend_from_slice(&[0; NONCE_BYTES]);
    sealed.extend_from_slice(plaintext);
    let (front, body) = sealed.split_at_mut(body_start);
    let (nonce, tag) = cipher
        .seal_in_place_separate_tag(Aad::from(authenticated(header, context)), body)
        .map_err(|_| SealError::Refused)?;
    let (_, nonce_place) = front.split_at_mut(HEADER_BYTES);
    nonce_place.copy_from_slice(nonce.as_ref());
    sealed.extend_from_slice(tag.as_ref());
    Ok(sealed)
}

/// Opens what [`seal`] made with the same key, header and context.
pub(crate) fn open(
    key: &[u8; KEY_BYTES],
    header: Header,
    context: &[u8],
    sealed: &[u8],
) -> Result<Vec<u8>, SealError> {
    let rest = sealed
        .strip_prefix(&header.0)
        .ok_or(SealError::UnknownFormat)?;
    let (nonce, body) = rest
        .split_at_checked(NONCE_BYTES)
        .ok_or(SealError::UnknownFormat)?;
    if body.len() < TAG_BYTES {
        return Err(SealError::UnknownFormat);
    }
    let cipher = RandomizedNonceKey::new(&AES_256_GCM, key).map_err(|_| SealError::Refused)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::UnknownFormat)?;
    let mut opened = body.to_vec();
    let length = cipher
        .open_in_place(
            nonce,
            Aad::from(authenticated(header, context)),
            &mut opened,
        )
        .map_err(|_| SealError::Tampered)?
        .len();
    opened.truncate(length);
    Ok(opened)
}

fn authenticated(header: Header, context: &[u8]) -> Vec<u8> {
    [header.0.as_slice(), context].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_single_bit_flip_is_refused() {
        let sealed = seal(&[7; 32], CONTENT_V1, b"context", b"\xff\xd8\xff image").unwrap();
        assert_eq!(
            open(&[7; 32], CONTENT_V1, b"context", &sealed).unwrap(),
            b"\xff\xd8\xff image"
        );
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(
                open(&[7; 32], CONTENT_V1, b"context", &flipped).is_err(),
                "bit {bit}"
            );
        }
    }

    #[test]
    fn every_truncation_is_refused() {
        let sealed = seal(&[7; 32], CONTENT_V1, b"", b"image").unwrap();
        for length in 0..sealed.len() {
            assert!(open(&[7; 32], CONTENT_V1, b"", &sealed[..length]).is_err());
        }
    }

    #[test]
    fn another_key_context_or_kind_is_refused() {
        let sealed = seal(&[7; 32], CONTENT_V1, b"one", b"image").unwrap();
        assert_eq!(
            open(&[8; 32], CONTENT_V1, b"one", &sealed),
            Err(SealError::Tampered)
        );
        assert_eq!(
            open(&[7; 32], CONTENT_V1, b"two", &sealed),
            Err(SealError::Tampered)
        );
        assert_eq!(
            open(&[7; 32], WRAPPED_KEY_V1, b"one", &sealed),
            Err(SealError::UnknownFormat)
        );
    }

    #[test]
    fn an_empty_plaintext_round_trips_and_nonces_differ() {
        let first = seal(&[7; 32], CONTENT_V1, b"", b"").unwrap();
        let second = seal(&[7; 32], CONTENT_V1, b"", b"").unwrap();
        assert_ne!(first, second);
        assert!(open(&[7; 32], CONTENT_V1, b"", &first).unwrap().is_empty());
    }
}
