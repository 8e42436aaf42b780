use credence_app::PublicJwk;
use serde::Serialize;
use utoipa::ToSchema;

/// Public keys, the one that signs now first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SigningKeySet {
    keys: Vec<SigningKey>,
}

/// A public key of the curve P-256.
#[derive(Debug, Serialize, ToSchema)]
struct SigningKey {
    #[schema(value_type = String, example = "EC")]
    kty: &'static str,
    #[schema(value_type = String, example = "P-256")]
    crv: &'static str,
    /// The point's first coordinate, base64url.
    x: String,
    /// The second.
    y: String,
    /// The key's thumbprint (RFC 7638).
    kid: String,
    #[schema(value_type = String, example = "ES256")]
    alg: &'static str,
    #[schema(value_type = String, example = "sig")]
    r#use: &'static str,
}

impl From<Vec<PublicJwk>> for SigningKeySet {
    fn from(keys: Vec<PublicJwk>) -> Self {
        let keys = keys.into_iter().map(|key| SigningKey {
            kty: key.kty,
            crv: key.crv,
            x: key.x,
            y: key.y,
            kid: key.kid,
            alg: key.alg,
            r#use: key.r#use,
        });
        Self {
            keys: keys.collect(),
        }
    }
}
