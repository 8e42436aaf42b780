//! What is kept of a call that may come again, to tell whether another asks for the same.

use credence_types::TenantId;
use subtle::ConstantTimeEq;

use crate::app::App;
use crate::fault::Fault;

/// What a fingerprint is, among the things that are looked up.
const REQUEST: &str = "request";

/// What is kept of a fingerprint: keyed, since a short content could be guessed from a bare hash.
pub(crate) fn request_hash(
    app: &App,
    tenant: TenantId,
    fingerprint: [u8; 32],
) -> Result<[u8; 32], Fault> {
    let key = app.vault.keyring.lookup_keys(tenant).next();
    let key = key.ok_or(Fault::Corrupt("the key of lookups"))?;
    Ok(key.hash(REQUEST, &fingerprint))
}

/// Every form in which a fingerprint may be kept: under the operator's other keys, and bare, as builds
/// before there was a key made it.
pub(crate) fn request_hashes(app: &App, tenant: TenantId, fingerprint: [u8; 32]) -> Vec<Vec<u8>> {
    let keys = app.vault.keyring.lookup_keys(tenant);
    keys.map(|key| key.hash(REQUEST, &fingerprint).to_vec())
        .chain([fingerprint.to_vec()])
        .collect()
}

/// Whether what is kept is of this fingerprint.
pub(crate) fn is_same_request(
    app: &App,
    tenant: TenantId,
    fingerprint: [u8; 32],
    kept: &[u8],
) -> bool {
    let same = request_hashes(app, tenant, fingerprint)
        .iter()
        .fold(0, |same, hash| {
            same | hash.as_slice().ct_eq(kept).unwrap_u8()
        });
    same == 1
}
