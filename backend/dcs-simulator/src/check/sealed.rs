use std::sync::PoisonError;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use credence_dcs_protocol::{Certificate, CheckResponse, HeaderForm, KeyError, MEDIA_TYPE, Sealer};
use http::header;

use crate::authority::Identity;
use crate::client_directory::EnrolledClient;
use crate::refusal::CheckRefusal;
use crate::state::SimulatorState;

/// Seals with the service's own keys to the client, as it should be.
pub(crate) fn seal(
    state: &SimulatorState,
    client: &EnrolledClient,
    payload: &[u8],
) -> Result<String, CheckRefusal> {
    let sealer = own_sealer(state, client, state.config.header_form)?;
    Ok(sealer.seal(payload, state.clock.now())?)
}

/// The service's own keys to the client.
pub(crate) fn own_sealer(
    state: &SimulatorState,
    client: &EnrolledClient,
    form: HeaderForm,
) -> Result<Sealer, KeyError> {
    sealer(&state.authority.signing, &client.encryption, form)
}

pub(crate) fn sealer(
    signer: &Identity,
    recipient: &Certificate,
    form: HeaderForm,
) -> Result<Sealer, KeyError> {
    Sealer::new(
        &signer.key,
        signer.certificate.clone(),
        recipient.clone(),
        form,
    )
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
