//! Signing (RFC 7515) and encrypting (RFC 7516) in compact form, as far as DCS uses them.

mod content_encryption;
pub(crate) mod header;
pub(crate) mod jwe;
pub(crate) mod jws;

use crate::encoding;
use crate::open_error::OpenError;

/// The parts between the dots, exactly `N` of them.
fn parts<const N: usize>(token: &str) -> Result<[&str; N], OpenError> {
    let parts: Vec<&str> = token.split('.').take(N + 1).collect();
    parts.try_into().map_err(|_| OpenError::Form)
}

fn decoded(part: &str) -> Result<Vec<u8>, OpenError> {
    encoding::decode(part).ok_or(OpenError::Form)
}
