use aws_lc_rs::hmac;
use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

use crate::envelope::{KEY_BYTES, SealError};
use crate::keyring::KeyringError;

/// An operator's key-encryption key: 32 bytes that wrap sealing keys. Wiped when dropped.
pub struct Kek(Box<Zeroizing<[u8; KEY_BYTES]>>);

impl Kek {
    /// A new random key.
    ///
    /// # Errors
    /// When the system's random source fails.
    pub fn generate() -> Result<Self, KeyringError> {
        let mut bytes = Box::new(Zeroizing::new([0; KEY_BYTES]));
        SystemRandom::new()
            .fill(bytes.as_mut_slice())
            .map_err(|_| KeyringError::Seal(SealError::Refused))?;
        Ok(Self(bytes))
    }

    /// Reads a key from 64 hexadecimal digits, as a key file holds it; surrounding white space is
    /// ignored.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn from_hex(text: &str) -> Result<Self, KeyringError> {
        let mut bytes = Box::new(Zeroizing::new([0; KEY_BYTES]));
        hex::decode_to_slice(text.trim(), bytes.as_mut_slice())
            .map_err(|_| KeyringError::MalformedKek)?;
        Ok(Self(bytes))
    }

    /// The 64 hexadecimal digits to write into a key file.
    #[must_use]
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0.as_slice()))
    }

    /// What tells this key from another of the same name without telling anything of it.
    #[must_use]
    pub fn check_value(&self, name: &str) -> Vec<u8> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.as_slice());
        let message = [b"credence master key v1".as_slice(), name.as_bytes()].concat();
        hmac::sign(&key, &message).as_ref().to_vec()
    }

    pub(crate) fn as_bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kek_round_trips_through_its_file_form() {
        let kek = Kek::generate().unwrap();
        let text = format!("{}\n", *kek.to_hex());
        assert_eq!(Kek::from_hex(&text).unwrap().to_hex(), kek.to_hex());
    }

    #[test]
    fn a_check_value_tells_keys_and_names_apart() {
        let [one, other] = ["a1", "b2"].map(|byte| Kek::from_hex(&byte.repeat(32)).unwrap());
        assert_eq!(one.check_value("a"), one.check_value("a"));
        assert_ne!(one.check_value("a"), other.check_value("a"));
        assert_ne!(one.check_value("a"), one.check_value("b"));
    }
}
