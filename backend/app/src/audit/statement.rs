use credence_types::{TenantId, hex};
use jsonwebtoken::Algorithm;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::chain::Hash;
use super::keys::AuditKeys;
use crate::signing::signature_only;

/// Ours have some 500 bytes.
const LONGEST: usize = 2048;

/// Which kind of statement about a log; each is a type of token of its own (RFC 8725 section 3.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StatementKind {
    /// The log reached this place, and hashed to this.
    Checkpoint,
    /// The rows up to this place went, and hashed to this.
    Prune,
}

/// What a signed statement says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Statement {
    /// The installation's public address.
    pub(super) iss: String,
    pub(super) tenant: Uuid,
    pub(super) sequence: i64,
    /// Of the row at that place, in hexadecimal digits.
    pub(super) hash: String,
    /// When it was signed, in seconds since 1970.
    pub(super) iat: i64,
    /// What a prune took away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) gone: Option<Gone>,
}

/// Rows that are no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gone {
    pub(super) rows: i64,
    /// The earliest instant among them, in seconds since 1970.
    pub(super) from: i64,
    /// The latest.
    pub(super) to: i64,
    /// What they had to be older than.
    pub(super) before: i64,
}

impl StatementKind {
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Checkpoint => "credence-audit-checkpoint+jwt",
            Self::Prune => "credence-audit-prune+jwt",
        }
    }
}

impl Statement {
    /// What the token says, if a known key signed it as a statement of this kind.
    pub(super) fn verified(kind: StatementKind, token: &str, keys: &AuditKeys) -> Option<Self> {
        if token.len() > LONGEST {
            return None;
        }
        let header = jsonwebtoken::decode_header(token).ok()?;
        let is_right =
            header.typ.as_deref() == Some(kind.media_type()) && header.alg == Algorithm::ES256;
        let key = keys.get(header.kid.as_deref()?).filter(|_| is_right)?;
        let read = jsonwebtoken::decode::<Self>(token, key, &signature_only());
        read.ok().map(|read| read.claims)
    }

    /// Whether it is about this row of this tenant.
    pub(super) fn is_of(&self, tenant: TenantId, sequence: i64, hash: &Hash) -> bool {
        self.tenant == tenant.as_uuid() && self.sequence == sequence && self.hash == hex(hash)
    }

    /// The row's hash.
    pub(super) fn row_hash(&self) -> Option<Hash> {
        hash_of_hex(&self.hash)
    }
}

/// A hash in 64 hexadecimal digits, in the one way that we write them.
pub(super) fn hash_of_hex(text: &str) -> Option<Hash> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let mut hash = Hash::default();
    hex::decode_to_slice(text, &mut hash).ok()?;
    Some(hash)
}

/// The name of the key that signed.
pub(super) fn signer_of(token: &str) -> Option<String> {
    jsonwebtoken::decode_header(token).ok()?.kid
}
