use std::collections::BTreeMap;
use std::fmt;

use base64_simd::URL_SAFE_NO_PAD;
use jsonwebtoken::DecodingKey;
use serde::{Deserialize, Serialize};
use sqlx::PgPool;

use crate::fault::Fault;
use crate::signing::PublicJwk;

/// More keys than any installation makes.
const MOST_KEYS: usize = 10_000;

/// The public keys whose signatures vouch for an audit log: every one that the installation ever had,
/// for a statement about the log is checked for good.
#[derive(Clone, Default)]
pub struct AuditKeys(BTreeMap<String, DecodingKey>);

/// A set of keys could not be read.
#[derive(Debug, thiserror::Error)]
pub enum AuditKeysError {
    /// It is no JSON Web Key Set.
    #[error("read a JSON Web Key Set (RFC 7517)")]
    NoKeySet(#[source] serde_json::Error),
    /// It holds no key of the kind.
    #[error("find a public key on the curve P-256 in a JSON Web Key Set")]
    Empty,
}

/// A public key as an export holds it.
#[derive(Debug, Serialize)]
pub(super) struct KeyLine {
    #[serde(flatten)]
    jwk: PublicJwk,
    /// Seconds since 1970.
    created_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    retired_at: Option<i64>,
}

/// A key as others write it. Its name is computed from the point, so that none passes for another.
#[derive(Debug, Deserialize)]
pub(super) struct AnyJwk {
    #[serde(default)]
    x: String,
    #[serde(default)]
    y: String,
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<AnyJwk>,
}

impl fmt::Debug for AuditKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl AuditKeys {
    /// The keys of a JSON Web Key Set, such as `/.well-known/jwks.json`; others than ours are passed
    /// over.
    ///
    /// # Errors
    /// When it is none, or holds no key of the kind.
    pub fn of_key_set(json: &[u8]) -> Result<Self, AuditKeysError> {
        let set: KeySet = serde_json::from_slice(json).map_err(AuditKeysError::NoKeySet)?;
        let mut keys = Self::default();
        for jwk in &set.keys {
            keys.add(jwk);
        }
        if keys.0.is_empty() {
            return Err(AuditKeysError::Empty);
        }
        Ok(keys)
    }

    /// The names of the keys: the thumbprints (RFC 7638) of their public halves.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(super) fn get(&self, kid: &str) -> Option<&DecodingKey> {
        self.0.get(kid)
    }

    /// Takes a key in; `false` when it is none of the kind, or there are too many.
    pub(super) fn add(&mut self, jwk: &AnyJwk) -> bool {
        let decoded = [&jwk.x, &jwk.y].map(|part| URL_SAFE_NO_PAD.decode_to_vec(part));
        let [Ok(x), Ok(y)] = decoded else {
            return false;
        };
        self.add_point(&[vec![4], x, y].concat())
    }

    fn add_point(&mut self, point: &[u8]) -> bool {
        let Some(jwk) = PublicJwk::of_point(point) else {
            return false;
        };
        let decoding = DecodingKey::from_ec_components(&jwk.x, &jwk.y);
        let is_room = self.0.len() < MOST_KEYS;
        if let (Ok(decoding), true) = (decoding, is_room) {
            self.0.insert(jwk.kid, decoding);
            return true;
        }
        false
    }

    /// Every public key in the database, the retired ones too.
    pub(super) async fn stored(pool: &PgPool) -> Result<Self, Fault> {
        let mut keys = Self::default();
        for row in credence_storage::list_all_signing_keys(pool).await? {
            keys.add_point(&row.public_point);
        }
        Ok(keys)
    }
}

/// Every public key in the database, as an export holds them.
pub(super) async fn key_lines(pool: &PgPool) -> Result<Vec<KeyLine>, Fault> {
    let rows = credence_storage::list_all_signing_keys(pool).await?;
    let lines = rows.iter().filter_map(|row| {
        Some(KeyLine {
            jwk: PublicJwk::of_point(&row.public_point)?,
            created_at: row.created_at.timestamp(),
            retired_at: row.retired_at.map(|at| at.timestamp()),
        })
    });
    Ok(lines.collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::signing::test_key;

    #[test]
    fn a_key_is_named_by_its_point_alone() {
        let (public, _) = test_key();
        let set = json!({ "keys": [
            { "kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "rsa" },
            { "kty": "EC", "crv": "P-256", "x": public.x, "y": public.y, "kid": "another" },
        ]});
        let keys = AuditKeys::of_key_set(set.to_string().as_bytes()).unwrap();
        assert_eq!(keys.names().collect::<Vec<_>>(), [public.kid.as_str()]);
    }

    #[test]
    fn what_is_no_key_set_is_refused() {
        for text in [
            "",
            "[]",
            "{}",
            r#"{"keys":[]}"#,
            r#"{"keys":[{"x":"AA","y":"!"}]}"#,
        ] {
            assert!(AuditKeys::of_key_set(text.as_bytes()).is_err(), "{text}");
        }
    }
}
