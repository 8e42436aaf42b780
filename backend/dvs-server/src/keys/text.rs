use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use credence_dvs_protocol::{ApiKey, PublicKey, SecretKey};
use uuid::Builder;

/// What a key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// Goes into a page: creates requests and reads nothing back.
    Public,
    /// Stays with the integrator's backend: does everything.
    Secret,
}

impl KeyKind {
    /// The word in the database.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Secret => "secret",
        }
    }

    /// The kind that a key's prefix claims.
    pub(super) const fn of(key: &ApiKey) -> Self {
        match key {
            ApiKey::Public(_) => Self::Public,
            ApiKey::Secret(_) => Self::Secret,
        }
    }
}

/// A new key: the prefix and a random UUIDv4.
pub(super) fn generate(kind: KeyKind) -> Result<ApiKey, Unspecified> {
    let mut bytes = [0_u8; 16];
    SystemRandom::new().fill(&mut bytes)?;
    let uuid = Builder::from_random_bytes(bytes).into_uuid();
    Ok(match kind {
        KeyKind::Public => ApiKey::Public(PublicKey::from_uuid(uuid)),
        KeyKind::Secret => ApiKey::Secret(SecretKey::from_uuid(uuid)),
    })
}

/// The SHA-256 under which a key is stored.
pub(super) fn hash_of(key: &ApiKey) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, key.expose().as_bytes()).as_ref());
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_key_is_a_prefix_and_a_version_4_uuid() {
        for kind in [KeyKind::Public, KeyKind::Secret] {
            let key = generate(kind).unwrap();
            assert_eq!(KeyKind::of(&key), kind);
            let uuid: uuid::Uuid = key.expose()[3..].parse().unwrap();
            assert_eq!(uuid.get_version_num(), 4);
            assert_eq!(key.expose().parse(), Ok(key.clone()));
            assert_ne!(key, generate(kind).unwrap());
        }
    }
}
