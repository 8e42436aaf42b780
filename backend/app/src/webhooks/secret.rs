use std::fmt;

use aws_lc_rs::hmac;
use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64_simd::STANDARD;
use credence_objects::{KeyOwner, SealingKey};
use credence_storage::{SealedKey, WebhookEndpointRow};
use credence_types::{Redacted, TenantId, WebhookEndpointId};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::credential::RandomSourceError;
use crate::fault::Fault;
use crate::sealing::{new_key, stored_key};

const SECRET_BYTES: usize = 32;

/// How deliveries to an endpoint are signed (Standard Webhooks 1.0.0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SignatureScheme {
    /// HMAC-SHA256 with a secret that both sides hold.
    V1,
    /// ed25519: the receiver holds a public key only.
    V1a,
}

impl SignatureScheme {
    /// Every scheme.
    pub const ALL: [Self; 2] = [Self::V1, Self::V1a];

    /// The name used in the API, in signatures and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V1a => "v1a",
        }
    }

    pub(crate) fn parse(name: &str) -> Result<Self, Fault> {
        let mut all = Self::ALL.into_iter();
        all.find(|one| one.as_str() == name)
            .ok_or(Fault::Corrupt("a signature scheme"))
    }
}

/// What signs: 32 random bytes, an HMAC key or an ed25519 seed.
pub(crate) struct Secret {
    scheme: SignatureScheme,
    bytes: [u8; SECRET_BYTES],
}

/// A secret, ready to sign.
pub(crate) enum SigningKey {
    Hmac(Box<hmac::Key>),
    Ed25519(Box<Ed25519KeyPair>),
}

impl Secret {
    pub(crate) fn generate(scheme: SignatureScheme) -> Result<Self, Fault> {
        let mut bytes = [0; SECRET_BYTES];
        SystemRandom::new()
            .fill(&mut bytes)
            .map_err(|_| RandomSourceError)?;
        Ok(Self { scheme, bytes })
    }

    /// What the receiver needs and nobody else may know: `whsec_…`; `None` with [`SignatureScheme::V1a`].
    pub(crate) fn shared(&self) -> Option<Redacted<String>> {
        let text = || format!("whsec_{}", STANDARD.encode_to_string(self.bytes));
        (self.scheme == SignatureScheme::V1).then(|| Redacted::new(text()))
    }

    /// The public half; `None` with [`SignatureScheme::V1`].
    pub(crate) fn public_key(&self) -> Result<Option<Vec<u8>>, Fault> {
        Ok(match self.signing_key()? {
            SigningKey::Hmac(_) => None,
            SigningKey::Ed25519(pair) => Some(pair.public_key().as_ref().to_vec()),
        })
    }

    pub(crate) fn signing_key(&self) -> Result<SigningKey, Fault> {
        signing_key(self.scheme, &self.bytes)
    }
}

/// A public key as receivers write it.
pub(crate) fn public_key_text(bytes: &[u8]) -> String {
    format!("whpk_{}", STANDARD.encode_to_string(bytes))
}

pub(crate) fn signing_key(scheme: SignatureScheme, bytes: &[u8]) -> Result<SigningKey, Fault> {
    match scheme {
        SignatureScheme::V1 => Ok(SigningKey::Hmac(Box::new(hmac::Key::new(
            hmac::HMAC_SHA256,
            bytes,
        )))),
        SignatureScheme::V1a => Ed25519KeyPair::from_seed_unchecked(bytes)
            .map(|pair| SigningKey::Ed25519(Box::new(pair)))
            .map_err(|_| Fault::Corrupt("a webhook endpoint's secret")),
    }
}

/// An endpoint's sealing key, opened.
pub(crate) struct EndpointKey {
    owner: KeyOwner,
    key: SealingKey,
}

impl EndpointKey {
    /// A new key with the wrapped form to store.
    pub(crate) fn generate(
        app: &App,
        tenant: TenantId,
        endpoint: WebhookEndpointId,
    ) -> Result<(Self, SealedKey), Fault> {
        let owner = KeyOwner::webhook_endpoint(tenant, endpoint);
        let (key, sealed) = new_key(app, &owner)?;
        Ok((Self { owner, key }, sealed))
    }

    /// The endpoint's stored key.
    pub(crate) fn open_for(app: &App, row: &WebhookEndpointRow) -> Result<Self, Fault> {
        let owner = KeyOwner::webhook_endpoint(row.tenant, row.id);
        let key = stored_key(app, &owner, &row.sealing_key)?;
        Ok(Self { owner, key })
    }

    pub(crate) fn seal(&self, secret: &Secret) -> Result<Vec<u8>, Fault> {
        Ok(self
            .key
            .seal(&self.owner.context("secret"), &secret.bytes)?)
    }

    pub(crate) fn open(&self, scheme: SignatureScheme, sealed: &[u8]) -> Result<SigningKey, Fault> {
        let bytes = self.key.open(&self.owner.context("secret"), sealed)?;
        signing_key(scheme, &bytes)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}
