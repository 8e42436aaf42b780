use std::fmt;
use std::str::FromStr;

use credence_types::Redacted;
use uuid::Uuid;

const PUBLIC_PREFIX: &str = "pk_";
const SECRET_PREFIX: &str = "sk_";

/// A key that may only create requests; it is made to be seen in a page, yet still never printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(Redacted<String>);

/// A key that verifies and reads; it never leaves a backend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretKey(Redacted<String>);

/// A key of either kind, as an `Authorization` header brings it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiKey {
    /// `pk_…`
    Public(PublicKey),
    /// `sk_…`
    Secret(SecretKey),
}

/// The text is not a key of the expected kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("read a DVS key: expected the prefix of its kind and a lower-case UUID")]
pub struct KeyError;

impl PublicKey {
    /// The key of a random (version 4) UUID.
    #[must_use]
    pub fn from_uuid(uuid: Uuid) -> Self {
        Self(Redacted::new(format!(
            "{PUBLIC_PREFIX}{}",
            uuid.as_hyphenated()
        )))
    }

    /// The key's text, to send or to hash.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl SecretKey {
    /// The key of a random (version 4) UUID.
    #[must_use]
    pub fn from_uuid(uuid: Uuid) -> Self {
        Self(Redacted::new(format!(
            "{SECRET_PREFIX}{}",
            uuid.as_hyphenated()
        )))
    }

    /// The key's text, to send or to hash.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl ApiKey {
    /// The key's text, to hash.
    #[must_use]
    pub fn expose(&self) -> &str {
        match self {
            Self::Public(key) => key.expose(),
            Self::Secret(key) => key.expose(),
        }
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        uuid_after(PUBLIC_PREFIX, text).map(Self::from_uuid)
    }
}

impl FromStr for SecretKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        uuid_after(SECRET_PREFIX, text).map(Self::from_uuid)
    }
}

impl FromStr for ApiKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        text.parse()
            .map(Self::Secret)
            .or_else(|KeyError| text.parse().map(Self::Public))
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn uuid_after(prefix: &str, text: &str) -> Result<Uuid, KeyError> {
    let digits = text.strip_prefix(prefix).ok_or(KeyError)?;
    let uuid = Uuid::try_parse(digits).map_err(|_| KeyError)?;
    // The parser takes braces and capitals too; a key has one spelling, since it is hashed.
    if uuid.as_hyphenated().to_string() == digits {
        Ok(uuid)
    } else {
        Err(KeyError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UUID: &str = "0f9619ff-8b86-4d01-b42d-00cf4fc964ff";

    #[test]
    fn each_kind_takes_its_own_prefix_only() {
        let public: PublicKey = format!("pk_{UUID}").parse().unwrap();
        let secret: SecretKey = format!("sk_{UUID}").parse().unwrap();
        assert_eq!(public.expose(), format!("pk_{UUID}"));
        assert!(format!("sk_{UUID}").parse::<PublicKey>().is_err());
        assert!(format!("pk_{UUID}").parse::<SecretKey>().is_err());
        assert_eq!(format!("sk_{UUID}").parse(), Ok(ApiKey::Secret(secret)));
        assert_eq!(format!("pk_{UUID}").parse(), Ok(ApiKey::Public(public)));
    }

    #[test]
    fn other_texts_are_no_keys() {
        for text in [
            String::new(),
            "sk_".to_owned(),
            UUID.to_owned(),
            format!("sk_{}", UUID.to_uppercase()),
            format!("sk_{{{UUID}}}"),
            format!("sk_{}", UUID.replace('-', "")),
            format!("sk_{UUID} "),
        ] {
            assert!(text.parse::<ApiKey>().is_err(), "{text}");
        }
    }

    #[test]
    fn printing_a_key_shows_nothing() {
        let key = SecretKey::from_uuid(Uuid::from_u128(7));
        assert_eq!(format!("{key} {key:?}"), "[redacted] SecretKey([redacted])");
    }
}
