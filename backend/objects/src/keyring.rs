use std::collections::BTreeMap;
use std::fmt;

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use credence_types::TenantId;
use zeroize::Zeroizing;

use crate::KeyOwner;
use crate::envelope::{self, KEY_BYTES, SealError, WRAPPED_KEY_V1};
use crate::lookup::LookupKey;
use crate::sealing::SealingKey;

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
}

/// A sealing key as it is stored: sealed by the key-encryption key of that name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// The name of the key-encryption key.
    pub kek_id: String,
    /// The sealed key.
    pub bytes: Vec<u8>,
}

/// The operator's key-encryption keys by name. New keys are wrapped by the current one; the others
/// only open what they wrapped, until rotation has rewrapped it.
pub struct Keyring {
    current: String,
    keks: BTreeMap<String, Kek>,
}

/// A keyring could not be built or used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// A key-encryption key is not 64 hexadecimal digits.
    #[error("read a key-encryption key: expected 64 hexadecimal digits")]
    MalformedKek,
    /// A name is not 1 to 64 of `a-z 0-9 - _`, or occurs twice.
    #[error("build the keyring: a key's name is malformed or occurs twice")]
    MalformedName,
    /// The named key is not in the keyring.
    #[error("find the key-encryption key {0:?}: it is not in the keyring")]
    UnknownKek(String),
    /// Wrapping or unwrapping failed.
    #[error("wrap or unwrap a sealing key")]
    Seal(#[source] SealError),
}

impl Keyring {
    /// A keyring that wraps with the key named `current`.
    ///
    /// # Errors
    /// When a name is malformed or doubled, or `current` is not among the keys.
    pub fn new(
        current: &str,
        keks: impl IntoIterator<Item = (String, Kek)>,
    ) -> Result<Self, KeyringError> {
        let mut by_name = BTreeMap::new();
        for (name, kek) in keks {
            if !is_name(&name) || by_name.insert(name, kek).is_some() {
                return Err(KeyringError::MalformedName);
            }
        }
        if !by_name.contains_key(current) {
            return Err(KeyringError::UnknownKek(current.to_owned()));
        }
        Ok(Self {
            current: current.to_owned(),
            keks: by_name,
        })
    }

    /// Makes a sealing key for `owner`, with the wrapped form to store.
    ///
    /// # Errors
    /// When the system's random source or the cryptographic library fails.
    pub fn new_sealing_key(
        &self,
        owner: &KeyOwner,
    ) -> Result<(SealingKey, WrappedKey), KeyringError> {
        let key = SealingKey::generate().map_err(KeyringError::Seal)?;
        let wrapped = self.wrap(&key, owner)?;
        Ok((key, wrapped))
    }

    /// Wraps `key` with the current key-encryption key, bound to `owner`.
    ///
    /// # Errors
    /// When the cryptographic library fails.
    pub fn wrap(&self, key: &SealingKey, owner: &KeyOwner) -> Result<WrappedKey, KeyringError> {
        let kek = self.kek(&self.current)?;
        let context = wrap_context(&self.current, owner);
        let bytes = envelope::seal(&kek.0, WRAPPED_KEY_V1, &context, key.as_bytes())
            .map_err(KeyringError::Seal)?;
        Ok(WrappedKey {
            kek_id: self.current.clone(),
            bytes,
        })
    }

    /// Opens a wrapped key of `owner`.
    ///
    /// # Errors
    /// When its key-encryption key is unknown, or it was altered or belongs to another owner.
    pub fn unwrap(
        &self,
        wrapped: &WrappedKey,
        owner: &KeyOwner,
    ) -> Result<SealingKey, KeyringError> {
        let kek = self.kek(&wrapped.kek_id)?;
        let context = wrap_context(&wrapped.kek_id, owner);
        let bytes = envelope::open(&kek.0, WRAPPED_KEY_V1, &context, &wrapped.bytes)
            .map(Zeroizing::new)
            .map_err(KeyringError::Seal)?;
        SealingKey::from_bytes(&bytes).ok_or(KeyringError::Seal(SealError::UnknownFormat))
    }

    /// The same key under the current key-encryption key, for rotation; `None` when it already is.
    /// What was sealed under the key stays as it is.
    ///
    /// # Errors
    /// As [`Self::unwrap`].
    pub fn rewrap(
        &self,
        wrapped: &WrappedKey,
        owner: &KeyOwner,
    ) -> Result<Option<WrappedKey>, KeyringError> {
        if wrapped.kek_id == self.current {
            return Ok(None);
        }
        let key = self.unwrap(wrapped, owner)?;
        self.wrap(&key, owner).map(Some)
    }

    /// A tenant's lookup keys: the current one first, then those of the other key-encryption keys,
    /// under which earlier hashes were made.
    pub fn lookup_keys(&self, tenant: TenantId) -> impl Iterator<Item = LookupKey> {
        let current = self.keks.get(&self.current);
        let others = self.keks.iter().filter(|(name, _)| **name != self.current);
        current
            .into_iter()
            .chain(others.map(|(_, kek)| kek))
            .map(move |kek| LookupKey::derive(kek.0.as_slice(), tenant))
    }

    fn kek(&self, name: &str) -> Result<&Kek, KeyringError> {
        self.keks
            .get(name)
            .ok_or_else(|| KeyringError::UnknownKek(name.to_owned()))
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyring")
            .field("current", &self.current)
            .field("names", &self.keks.keys().collect::<Vec<_>>())
            .finish()
    }
}

fn is_name(name: &str) -> bool {
    let fits =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    (1..=64).contains(&name.len()) && name.bytes().all(fits)
}

/// `owner's context ‖ name`: the owner's part has a fixed length.
fn wrap_context(kek_id: &str, owner: &KeyOwner) -> Vec<u8> {
    owner.context(kek_id)
}

#[cfg(test)]
mod tests {
    use credence_types::SessionId;
    use uuid::Uuid;

    use super::*;

    fn owner(id: u128) -> KeyOwner {
        KeyOwner::session(
            TenantId::from_uuid(Uuid::from_u128(1)),
            SessionId::from_uuid(Uuid::from_u128(id)),
        )
    }

    fn kek(byte: &str) -> Kek {
        Kek::from_hex(&byte.repeat(32)).unwrap()
    }

    #[test]
    fn a_wrapped_key_opens_for_its_owner_only() {
        let keyring = Keyring::new("one", [("one".to_owned(), kek("a1"))]).unwrap();
        let (key, wrapped) = keyring.new_sealing_key(&owner(1)).unwrap();
        let sealed = key.seal(b"", b"image").unwrap();
        let again = keyring.unwrap(&wrapped, &owner(1)).unwrap();
        assert_eq!(again.open(b"", &sealed).unwrap(), b"image");
        assert_eq!(
            keyring.unwrap(&wrapped, &owner(2)).err(),
            Some(KeyringError::Seal(SealError::Tampered))
        );
        let mut altered = wrapped;
        altered.bytes[20] ^= 1;
        assert!(keyring.unwrap(&altered, &owner(1)).is_err());
    }

    #[test]
    fn rotation_rewraps_and_the_old_key_can_then_go() {
        let old = Keyring::new("one", [("one".to_owned(), kek("a1"))]).unwrap();
        let (key, wrapped) = old.new_sealing_key(&owner(1)).unwrap();
        let sealed = key.seal(b"", b"image").unwrap();

        let both = Keyring::new(
            "two",
            [("one".to_owned(), kek("a1")), ("two".to_owned(), kek("b2"))],
        )
        .unwrap();
        let rewrapped = both.rewrap(&wrapped, &owner(1)).unwrap().unwrap();
        assert_eq!(rewrapped.kek_id, "two");
        assert_eq!(both.rewrap(&rewrapped, &owner(1)).unwrap(), None);

        let new = Keyring::new("two", [("two".to_owned(), kek("b2"))]).unwrap();
        assert_eq!(
            new.unwrap(&rewrapped, &owner(1))
                .unwrap()
                .open(b"", &sealed)
                .unwrap(),
            b"image"
        );
        assert_eq!(
            new.unwrap(&wrapped, &owner(1)).err(),
            Some(KeyringError::UnknownKek("one".to_owned()))
        );
    }

    #[test]
    fn a_renamed_wrapped_key_is_refused() {
        let keks = [("one".to_owned(), kek("a1")), ("two".to_owned(), kek("a1"))];
        let keyring = Keyring::new("one", keks).unwrap();
        let (_, mut wrapped) = keyring.new_sealing_key(&owner(1)).unwrap();
        wrapped.kek_id = "two".to_owned();
        assert!(keyring.unwrap(&wrapped, &owner(1)).is_err());
    }

    #[test]
    fn malformed_keyrings_are_refused() {
        assert!(Keyring::new("one", []).is_err());
        assert!(Keyring::new("One", [("One".to_owned(), kek("a1"))]).is_err());
        assert!(Keyring::new("", [(String::new(), kek("a1"))]).is_err());
        let doubled = [("one".to_owned(), kek("a1")), ("one".to_owned(), kek("b2"))];
        assert!(Keyring::new("one", doubled).is_err());
        assert!(Kek::from_hex("a1").is_err());
        assert!(Kek::from_hex(&"zz".repeat(32)).is_err());
    }

    #[test]
    fn printing_a_keyring_shows_names_only() {
        let keyring = Keyring::new("one", [("one".to_owned(), kek("a1"))]).unwrap();
        let printed = format!("{keyring:?}");
        assert!(printed.contains("one") && !printed.contains("a1") && !printed.contains("161"));
    }

    #[test]
    fn a_kek_round_trips_through_its_file_form() {
        let kek = Kek::generate().unwrap();
        let text = format!("{}\n", *kek.to_hex());
        assert_eq!(Kek::from_hex(&text).unwrap().to_hex(), kek.to_hex());
    }
}
