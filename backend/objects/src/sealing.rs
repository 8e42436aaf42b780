use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

use crate::envelope::{self, CONTENT_V1, KEY_BYTES, SealError};

/// The random 256-bit key of one session or request. Wiped when dropped; destroying every wrapped
/// copy of it erases whatever was sealed under it. Deliberately neither `Debug` nor `Clone`.
pub struct SealingKey(Box<Zeroizing<[u8; KEY_BYTES]>>);

impl SealingKey {
    /// A new random key.
    ///
    /// # Errors
    /// When the system's random source fails.
    pub fn generate() -> Result<Self, SealError> {
        let mut bytes = Box::new(Zeroizing::new([0; KEY_BYTES]));
        SystemRandom::new()
            .fill(bytes.as_mut_slice())
            .map_err(|_| SealError::Refused)?;
        Ok(Self(bytes))
    }

    /// Seals `plaintext` so that it opens only under this key and the same `context`
    /// (see [`crate::KeyOwner::context`]).
    ///
    /// # Errors
    /// When the cryptographic library refuses.
    pub fn seal(&self, context: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, SealError> {
        envelope::seal(&self.0, CONTENT_V1, context, plaintext)
    }

    /// Opens what [`Self::seal`] made.
    ///
    /// # Errors
    /// When the value is in no known format, was altered, or was sealed under another key or
    /// context.
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        envelope::open(&self.0, CONTENT_V1, context, sealed)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut key = Box::new(Zeroizing::new([0; KEY_BYTES]));
        if bytes.len() != KEY_BYTES {
            return None;
        }
        key.copy_from_slice(bytes);
        Some(Self(key))
    }

    pub(crate) fn as_bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }
}
