use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use credence_types::TenantId;
use zeroize::Zeroizing;

use crate::KeyOwner;
use crate::envelope::{self, SealError, WRAPPED_KEY_V1};
use crate::kek::Kek;
use crate::lookup::LookupKey;
use crate::sealing::SealingKey;

/// A sealing key as it is stored: sealed by the key-encryption key of that name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// The name of the key-encryption key.
    pub kek_id: String,
    /// The sealed key.
    pub bytes: Vec<u8>,
}

/// The operator's key-encryption keys by name. New keys are wrapped by the current one; the others
/// only open what they wrapped, until rotation has rewrapped it. Clones are the same keyring: a key
/// that one of them gets to know, all know.
#[derive(Clone)]
pub struct Keyring(Arc<RwLock<Held>>);

struct Held {
    current: String,
    keks: BTreeMap<String, Arc<Kek>>,
    /// What lookup keys follow from, unless the installation has none yet.
    lookup_secret: Option<SealingKey>,
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
            if !is_name(&name) || by_name.insert(name, Arc::new(kek)).is_some() {
                return Err(KeyringError::MalformedName);
            }
        }
        if !by_name.contains_key(current) {
            return Err(KeyringError::UnknownKek(current.to_owned()));
        }
        Ok(Self(Arc::new(RwLock::new(Held {
            current: current.to_owned(),
            keks: by_name,
            lookup_secret: None,
        }))))
    }

    /// The name of the key that wraps.
    #[must_use]
    pub fn current(&self) -> String {
        self.read(|held| held.current.clone())
    }

    /// The names of all keys.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.read(|held| held.keks.keys().cloned().collect())
    }

    /// Gets to know another key, which opens what it wrapped and wraps nothing yet. One that is there
    /// already stays.
    ///
    /// # Errors
    /// When the name is malformed.
    pub fn add(&self, name: &str, kek: Kek) -> Result<(), KeyringError> {
        if !is_name(name) {
            return Err(KeyringError::MalformedName);
        }
        self.write(|held| {
            held.keks
                .entry(name.to_owned())
                .or_insert_with(|| Arc::new(kek));
        });
        Ok(())
    }

    /// Wraps with the key of that name from now on.
    ///
    /// # Errors
    /// When it is not in the keyring.
    pub fn wrap_with(&self, name: &str) -> Result<(), KeyringError> {
        self.kek(name)?;
        self.write(|held| name.clone_into(&mut held.current));
        Ok(())
    }

    /// Forgets a key that wraps nothing any more; the current one stays.
    pub fn forget(&self, name: &str) {
        self.write(|held| {
            if held.current != name {
                held.keks.remove(name);
            }
        });
    }

    /// Has lookup keys follow from this secret. Those of the key-encryption keys come after them.
    pub fn set_lookup_secret(&self, secret: SealingKey) {
        self.write(|held| held.lookup_secret = Some(secret));
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
        let current = self.current();
        let kek = self.kek(&current)?;
        let context = wrap_context(&current, owner);
        let bytes = envelope::seal(kek.as_bytes(), WRAPPED_KEY_V1, &context, key.as_bytes())
            .map_err(KeyringError::Seal)?;
        Ok(WrappedKey {
            kek_id: current,
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
        let bytes = envelope::open(kek.as_bytes(), WRAPPED_KEY_V1, &context, &wrapped.bytes)
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
        if wrapped.kek_id == self.current() {
            return Ok(None);
        }
        let key = self.unwrap(wrapped, owner)?;
        self.wrap(&key, owner).map(Some)
    }

    /// A tenant's lookup keys, the one for new hashes first: that of the lookup secret, then those of
    /// the key-encryption keys, under which hashes were made before there was a secret.
    pub fn lookup_keys(&self, tenant: TenantId) -> impl Iterator<Item = LookupKey> + use<> {
        let keys: Vec<LookupKey> = self.read(|held| {
            let secret = held
                .lookup_secret
                .iter()
                .map(|key| key.as_bytes().as_slice());
            let current = held.keks.get(&held.current).into_iter();
            let others = held.keks.iter();
            let others = others.filter(|(name, _)| **name != held.current);
            let keks = current.chain(others.map(|(_, kek)| kek));
            secret
                .chain(keks.map(|kek| kek.as_bytes().as_slice()))
                .map(|root| LookupKey::derive(root, tenant))
                .collect()
        });
        keys.into_iter()
    }

    fn kek(&self, name: &str) -> Result<Arc<Kek>, KeyringError> {
        self.read(|held| held.keks.get(name).map(Arc::clone))
            .ok_or_else(|| KeyringError::UnknownKek(name.to_owned()))
    }

    fn read<T>(&self, look: impl FnOnce(&Held) -> T) -> T {
        look(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write(&self, change: impl FnOnce(&mut Held)) {
        change(&mut self.0.write().unwrap_or_else(PoisonError::into_inner));
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyring")
            .field("current", &self.current())
            .field("names", &self.names())
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
    fn a_clone_gets_to_know_a_key_and_wraps_with_it_when_told() {
        let keyring = Keyring::new("one", [("one".to_owned(), kek("a1"))]).unwrap();
        let clone = keyring.clone();
        keyring.add("two", kek("b2")).unwrap();
        assert_eq!(clone.names(), ["one", "two"]);
        assert_eq!(clone.new_sealing_key(&owner(1)).unwrap().1.kek_id, "one");
        keyring.wrap_with("two").unwrap();
        assert_eq!(clone.new_sealing_key(&owner(1)).unwrap().1.kek_id, "two");
        clone.forget("two");
        clone.forget("one");
        assert_eq!(keyring.names(), ["two"]);
        assert!(keyring.wrap_with("one").is_err() && keyring.add("A", kek("a1")).is_err());
    }

    #[test]
    fn hashes_of_the_lookup_secret_outlive_a_rotation_and_older_ones_are_found() {
        let tenant = TenantId::from_uuid(Uuid::from_u128(1));
        let keyring = Keyring::new("one", [("one".to_owned(), kek("a1"))]).unwrap();
        let hashes = |keyring: &Keyring| -> Vec<[u8; 32]> {
            let keys = keyring.lookup_keys(tenant);
            keys.map(|key| key.hash("picture", b"bytes")).collect()
        };
        let old = hashes(&keyring);
        keyring.set_lookup_secret(SealingKey::generate().unwrap());
        let new = hashes(&keyring);
        assert_eq!((old.len(), new.len()), (1, 2));
        assert_eq!(new[1], old[0]);
        keyring.add("two", kek("b2")).unwrap();
        keyring.wrap_with("two").unwrap();
        assert_eq!(hashes(&keyring)[0], new[0]);
        assert!(hashes(&keyring).contains(&old[0]));
    }
}
