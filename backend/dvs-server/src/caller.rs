//! Who may call, said in a handler's signature.

use axum::extract::FromRequestParts;
use credence_http_server::{bearer, client_address};
use http::HeaderMap;
use http::header::ORIGIN;
use http::request::Parts;

use crate::error::DvsError;
use crate::keys::{Caller, KeyKind, authenticate, is_origin_licensed};
use crate::state::DvsState;

/// A caller with either key; one with a public key comes from a page that the key is licensed for.
pub(crate) struct AnyCaller(pub(crate) Caller);

/// A caller with a secret key.
pub(crate) struct SecretCaller(pub(crate) Caller);

impl FromRequestParts<DvsState> for AnyCaller {
    type Rejection = DvsError;

    async fn from_request_parts(parts: &mut Parts, state: &DvsState) -> Result<Self, DvsError> {
        let caller = admit(parts, state).await?;
        let is_licensed = caller.kind == KeyKind::Secret
            || is_origin_licensed(&caller.licence_hosts, origin(&parts.headers));
        if is_licensed {
            Ok(Self(caller))
        } else {
            Err(DvsError::OriginNotLicensed)
        }
    }
}

impl FromRequestParts<DvsState> for SecretCaller {
    type Rejection = DvsError;

    async fn from_request_parts(parts: &mut Parts, state: &DvsState) -> Result<Self, DvsError> {
        let caller = admit(parts, state).await?;
        match caller.kind {
            KeyKind::Secret => Ok(Self(caller)),
            KeyKind::Public => Err(DvsError::SecretKeyRequired),
        }
    }
}

/// Counts the address, finds the key, counts the key.
async fn admit(parts: &Parts, state: &DvsState) -> Result<Caller, DvsError> {
    let proxies = state.config.trusted_proxies;
    let address = client_address(&parts.extensions, &parts.headers, proxies);
    if let (Some(counts), Some(address)) = (&state.address_counts, address) {
        counts.count(&address)?;
    }
    let key = bearer(&parts.headers).ok_or(DvsError::Unauthorized)?;
    let caller = authenticate(&state.pool, key)
        .await?
        .ok_or(DvsError::Unauthorized)?;
    if let Some(counts) = &state.key_counts {
        counts.count(&caller.key)?;
    }
    Ok(caller)
}

/// The page's origin, if exactly one is stated in plain text.
fn origin(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(ORIGIN).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}
