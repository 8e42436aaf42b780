use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use credence_http_server::client_address;
use http::request::Parts;

use super::rate_headers::RateNote;
use crate::state::ApiState;

/// The caller's address, as far as it can be trusted; what quotas are counted by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClientAddress(pub(crate) Option<IpAddr>);

impl FromRequestParts<ApiState> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Infallible> {
        Ok(Self(client_address(
            &parts.extensions,
            &parts.headers,
            state.trusted_proxies(),
        )))
    }
}

/// Counts a call of the API, before anything is looked up for it, and tells a key how it stands.
pub(crate) async fn count_call(
    State(state): State<ApiState>,
    ClientAddress(address): ClientAddress,
    mut request: Request,
    next: Next,
) -> Response {
    if let Err(problem) = state.quotas().call_from(address) {
        return problem.into_response();
    }
    let note = RateNote::default();
    request.extensions_mut().insert(note.clone());
    let mut response = next.run(request).await;
    note.add_to(&mut response);
    response
}
