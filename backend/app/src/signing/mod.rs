//! The installation's signing keys, and the tokens that they sign.

mod key;
mod keys;
mod rotate;
mod session_token;

pub use key::PublicJwk;
#[cfg(test)]
pub(crate) use key::{SigningKey, test_key};
pub(crate) use keys::SigningKeys;
pub use keys::{KnownPublicKey, all_public_keys, prepare_signing, public_keys};
pub use rotate::{Rotation, rotate_signing_key};
pub use session_token::read_session_token;
pub(crate) use session_token::{issue_session_token, issuer, signature_only};
