use std::sync::PoisonError;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use credence_dcs_protocol::{CheckResponse, MEDIA_TYPE};
use http::header;

use crate::client_directory::EnrolledClient;
use crate::refusal::CheckRefusal;
use crate::state::SimulatorState;

/// Seals with the service's own keys to the client, as it should be.
pub(crate) fn seal(
    state: &SimulatorState,
    client: &EnrolledClient,
    payload: &[u8],
) -> Result<String, CheckRefusal> {
    Ok(client.sealer.seal(payload, state.clock.now())?)
}

/// A good answer; the client's newest.
pub(crate) fn answer(
    state: &SimulatorState,
    client: &EnrolledClient,
    response: &CheckResponse,
) -> Result<Response, CheckRefusal> {
    let message = seal(state, client, &response.to_json())?;
    let mut last = client
        .last_answer
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    *last = Some(message.clone());
    Ok(jose(message))
}

/// 200 with the type of a check's answer.
pub(crate) fn jose(body: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, MEDIA_TYPE)], body.into()).into_response()
}
