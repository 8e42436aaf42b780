use std::io;
use std::sync::PoisonError;
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use credence_dcs_protocol::{
    CheckRequest, CheckResponse, CheckResult, HeaderForm, OpenError, SignatureLayer,
};
use futures_util::{StreamExt, stream};
use http::{HeaderValue, header};
use uuid::Uuid;

use super::find::outage;
use super::script::{Missealing, OnceFault, Script, ScriptedNumber, WrongPayload};
use super::sealed::{answer, jose, seal};
use crate::client_directory::EnrolledClient;
use crate::refusal::CheckRefusal;
use crate::state::SimulatorState;
use crate::store::received::was_answered;

const LONGEST_WAIT: Duration = Duration::from_secs(25);
const OVERSIZED_BYTES: usize = 128 * 1024;

/// Answers a scripted number.
pub(crate) async fn perform(
    state: &SimulatorState,
    client: &EnrolledClient,
    request: &CheckRequest,
    scripted: &ScriptedNumber,
) -> Result<Response, CheckRefusal> {
    let good = good(request, CheckResult::Valid);
    let payload = good.to_json();
    match scripted.script() {
        Script::Valid => answer(state, client, &good),
        Script::Invalid => answer(state, client, &with(good, CheckResult::Invalid)),
        Script::Outage => answer(state, client, &with(good, outage())),
        Script::ValidationError => answer(state, client, &with(good, validation_errors())),
        Script::QuotaUsedUp => Err(CheckRefusal::QuotaUsedUp),
        Script::Status(status) => Err(CheckRefusal::Scripted(status)),
        Script::BadRequest => Err(CheckRefusal::Envelope(OpenError::Decryption)),
        Script::Slow => {
            tokio::time::sleep(state.config.slow_answer.min(LONGEST_WAIT)).await;
            answer(state, client, &good)
        }
        Script::CutOff => Ok(cut_off(&seal(state, client, &payload)?)),
        Script::Replay => replay(state, client),
        Script::NotJose => Ok(jose("this is no message of the service")),
        Script::Oversized => Ok(jose("A".repeat(OVERSIZED_BYTES))),
        Script::EmptyBody => Ok(jose(Body::empty())),
        Script::Missealed(how) => Ok(jose(missealed(state, client, &payload, how)?)),
        Script::WrongPayload(how) => {
            let payload = wrong_payload(&good, how);
            Ok(jose(seal(state, client, payload.as_bytes())?))
        }
        Script::Once(fault) => {
            let session = request.correlation_id;
            if was_answered(&state.pool, client.id, session, scripted.name).await? {
                return answer(state, client, &good);
            }
            match fault {
                OnceFault::Status(status) => Err(CheckRefusal::Scripted(status)),
                OnceFault::Outage => answer(state, client, &with(good, outage())),
            }
        }
    }
}

fn good(request: &CheckRequest, result: CheckResult) -> CheckResponse {
    CheckResponse {
        correlation_id: request.correlation_id.to_string(),
        request_id: request.request_id.to_string(),
        result,
    }
}

fn with(response: CheckResponse, result: CheckResult) -> CheckResponse {
    CheckResponse { result, ..response }
}

/// What the validation would say, although nothing is wrong.
fn validation_errors() -> CheckResult {
    CheckResult::Error(
        [
            "validation: passportNumber: must be a numeric string between 1 and 899999999",
            "validation: surname: length must be between 1 and 30 characters",
        ]
        .map(str::to_owned)
        .into(),
    )
}

/// The newest answer that the client got, or one to a request that it never made.
fn replay(state: &SimulatorState, client: &EnrolledClient) -> Result<Response, CheckRefusal> {
    let last = client
        .last_answer
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    if let Some(message) = last {
        return Ok(jose(message));
    }
    let earlier = CheckResponse {
        correlation_id: Uuid::new_v4().to_string(),
        request_id: Uuid::new_v4().to_string(),
        result: CheckResult::Valid,
    };
    Ok(jose(seal(state, client, &earlier.to_json())?))
}

/// A good payload in an envelope that a client must not open.
fn missealed(
    state: &SimulatorState,
    client: &EnrolledClient,
    payload: &[u8],
    how: Missealing,
) -> Result<String, CheckRefusal> {
    let form = state.config.header_form;
    let authority = &state.authority;
    let (stranger, recipient) = (&authority.stranger, &client.encryption);
    Ok(match how {
        Missealing::OuterSignature => client
            .sealer
            .seal_missigned(payload, SignatureLayer::Outer)?,
        Missealing::InnerSignature => client
            .sealer
            .seal_missigned(payload, SignatureLayer::Inner)?,
        Missealing::SignedByStranger => {
            stranger.sealer_to(recipient, form)?.seal_undated(payload)?
        }
        Missealing::ExpiredSigner => authority
            .expired_signing
            .sealer_to(recipient, form)?
            .seal_undated(payload)?,
        Missealing::EncryptedToStranger => authority
            .signing
            .sealer_to(&stranger.certificate, form)?
            .seal_undated(payload)?,
        Missealing::BareHeaders => authority
            .signing
            .sealer_to(recipient, HeaderForm::Bare)?
            .seal_undated(payload)?,
    })
}

/// A payload that a client must not believe.
fn wrong_payload(good: &CheckResponse, how: WrongPayload) -> String {
    let other = Uuid::new_v4().to_string();
    let (mut correlation_id, mut request_id) = (&good.correlation_id, &good.request_id);
    let mut result = r#""error":false,"valid":true"#;
    match how {
        WrongPayload::OtherCorrelationId => correlation_id = &other,
        WrongPayload::OtherRequestId => request_id = &other,
        WrongPayload::Contradiction => {
            result = r#""error":true,"valid":true,"errorMessage":["Unplanned outage"]"#;
        }
        WrongPayload::DuplicateKeys => result = r#""error":false,"valid":true,"valid":false"#,
        WrongPayload::NoResult => result = r#""error":false"#,
    }
    format!(r#"{{"correlationId":"{correlation_id}","requestId":"{request_id}",{result}}}"#)
}

/// Announces the whole message and sends half of it.
fn cut_off(message: &str) -> Response {
    let half = Bytes::copy_from_slice(message.as_bytes()).slice(..message.len() / 2);
    let sent = stream::iter([io::Result::Ok(half)]);
    let cut = stream::once(async {
        // The half has to be on its way before the connection ends.
        tokio::task::yield_now().await;
        Err(io::ErrorKind::ConnectionAborted.into())
    });
    let mut response = jose(Body::from_stream(sent.chain(cut)));
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, HeaderValue::from(message.len()));
    response
}
