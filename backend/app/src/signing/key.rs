use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64_simd::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use credence_objects::KeyOwner;
use credence_storage::{NewSigningKey, SealedKey, SigningKeyRow};
use credence_types::uuid_v7;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use serde::Serialize;
use uuid::Uuid;

use crate::app::App;
use crate::credential::{RandomSourceError, sha256};
use crate::fault::Fault;
use crate::sealing::{new_key, stored_key};

/// Half of an uncompressed point of P-256.
const COORDINATE_BYTES: usize = 32;
/// What the sealed private half is, to the seal.
const PRIVATE: &str = "private";

/// A public key as a JSON Web Key (RFC 7517), for those who check our signatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicJwk {
    /// `EC`.
    pub kty: &'static str,
    /// `P-256`.
    pub crv: &'static str,
    /// The point's first coordinate, base64url.
    pub x: String,
    /// The second.
    pub y: String,
    /// The key's thumbprint (RFC 7638).
    pub kid: String,
    /// `ES256`.
    pub alg: &'static str,
    /// `sig`.
    pub r#use: &'static str,
}

/// A key whose signatures count.
pub(super) struct VerifyingKey {
    pub(super) public: PublicJwk,
    pub(super) decoding: DecodingKey,
}

/// The key that signs.
pub(crate) struct SigningKey {
    kid: String,
    encoding: EncodingKey,
}

/// A key in the making.
pub(super) struct GeneratedKey {
    id: Uuid,
    kid: String,
    public_point: Vec<u8>,
    sealing_key: SealedKey,
    private_sealed: Vec<u8>,
}

impl PublicJwk {
    pub(crate) fn of_point(point: &[u8]) -> Option<Self> {
        let (form, coordinates) = point.split_first()?;
        let (x, y) = coordinates.split_at_checked(COORDINATE_BYTES)?;
        if *form != 4 || y.len() != COORDINATE_BYTES {
            return None;
        }
        let [x, y] = [x, y].map(|part| URL_SAFE_NO_PAD.encode_to_string(part));
        // RFC 7638 section 3.2: the required members, in the order of their names, without spaces.
        let members = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        Some(Self {
            kid: URL_SAFE_NO_PAD.encode_to_string(sha256(&members)),
            kty: "EC",
            crv: "P-256",
            x,
            y,
            alg: "ES256",
            r#use: "sig",
        })
    }
}

impl PublicJwk {
    /// The row's public half.
    pub(super) fn of_row(row: &SigningKeyRow) -> Result<Self, Fault> {
        Self::of_point(&row.public_point).ok_or(Fault::Corrupt("a signing key"))
    }
}

impl VerifyingKey {
    pub(super) fn of_row(row: &SigningKeyRow) -> Result<Self, Fault> {
        let public = PublicJwk::of_row(row)?;
        let decoding = DecodingKey::from_ec_components(&public.x, &public.y)
            .map_err(|_| Fault::Corrupt("a signing key"))?;
        Ok(Self { public, decoding })
    }
}

impl SigningKey {
    /// The row's key, if it still signs.
    pub(super) fn of_row(app: &App, row: &SigningKeyRow) -> Result<Option<Self>, Fault> {
        let Some(private) = &row.private else {
            return Ok(None);
        };
        let owner = KeyOwner::signing_key(row.id);
        let sealing = stored_key(app, &owner, &private.sealing_key)?;
        let pkcs8 = sealing.open(&owner.context(PRIVATE), &private.sealed)?;
        Ok(Some(Self {
            kid: row.kid.clone(),
            encoding: EncodingKey::from_ec_der(&pkcs8),
        }))
    }

    pub(super) fn kid(&self) -> &str {
        &self.kid
    }

    /// A JWT of the kind `media_type` (RFC 8725 section 3.11: kinds are never confused).
    pub(crate) fn sign<T: Serialize>(&self, media_type: &str, claims: &T) -> Result<String, Fault> {
        let header = Header {
            typ: Some(media_type.to_owned()),
            kid: Some(self.kid.clone()),
            ..Header::new(Algorithm::ES256)
        };
        jsonwebtoken::encode(&header, claims, &self.encoding).map_err(|_| Fault::Sign)
    }
}

impl GeneratedKey {
    /// A new random key, sealed by the operator's.
    pub(super) fn generate(app: &App, now: DateTime<Utc>) -> Result<Self, Fault> {
        let document =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
                .map_err(|_| RandomSourceError)?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref())
            .map_err(|_| RandomSourceError)?;
        let public_point = pair.public_key().as_ref().to_vec();
        let public = PublicJwk::of_point(&public_point).ok_or(Fault::Corrupt("a key just made"))?;
        let id = uuid_v7(now);
        let owner = KeyOwner::signing_key(id);
        let (sealing, sealing_key) = new_key(app, &owner)?;
        Ok(Self {
            id,
            kid: public.kid,
            public_point,
            sealing_key,
            private_sealed: sealing.seal(&owner.context(PRIVATE), document.as_ref())?,
        })
    }

    pub(super) fn kid(&self) -> &str {
        &self.kid
    }

    pub(super) fn row(&self, now: DateTime<Utc>, signs_from: DateTime<Utc>) -> NewSigningKey<'_> {
        NewSigningKey {
            id: self.id,
            kid: &self.kid,
            public_point: &self.public_point,
            sealing_key: &self.sealing_key,
            private_sealed: &self.private_sealed,
            created_at: now,
            signs_from,
        }
    }
}

/// A key that is nowhere stored.
#[cfg(test)]
pub(crate) fn test_key() -> (PublicJwk, SigningKey) {
    let (algorithm, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref()).unwrap();
    let public = PublicJwk::of_point(pair.public_key().as_ref()).unwrap();
    let signing = SigningKey {
        kid: public.kid.clone(),
        encoding: EncodingKey::from_ec_der(document.as_ref()),
    };
    (public, signing)
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{Validation, decode};
    use serde_json::{Value, json};

    use super::*;

    /// With neither or both of its backends the crate builds, and panics at its first use.
    #[test]
    fn what_is_signed_can_be_checked() {
        let (public, key) = test_key();
        let token = key.sign("example+jwt", &json!({ "a": 1 })).unwrap();
        let mut validation = Validation::new(Algorithm::ES256);
        validation.required_spec_claims.clear();
        let decoding = DecodingKey::from_ec_components(&public.x, &public.y).unwrap();
        let read = decode::<Value>(&token, &decoding, &validation).unwrap();
        assert_eq!(read.claims, json!({ "a": 1 }));
        assert_eq!(read.header.typ.as_deref(), Some("example+jwt"));
        assert_eq!(read.header.kid, Some(public.kid));
    }

    #[test]
    fn a_thumbprint_is_that_of_the_standard() {
        // The key of RFC 7515 appendix A.3; the thumbprint is that of its required members.
        let [x, y] = [
            "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        ]
        .map(|text| URL_SAFE_NO_PAD.decode_to_vec(text).unwrap());
        let point = [vec![4], x, y].concat();
        let jwk = PublicJwk::of_point(&point).unwrap();
        assert_eq!(jwk.kid, "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
        assert!(PublicJwk::of_point(&point[..64]).is_none());
        assert!(PublicJwk::of_point(&[&[2], &point[1..]].concat()).is_none());
    }
}
