use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use credence_dcs_protocol::{MEDIA_TYPE, MESSAGE_LIMIT_BYTES};
use http::{HeaderMap, header};

use crate::check::{Visit, check};
use crate::refusal::CheckRefusal;
use crate::state::SimulatorState;
use crate::store::received::insert_received;

/// Checks a passport. Whatever becomes of the request, it is put down, without what it said.
pub(crate) async fn check_passport(
    State(state): State<SimulatorState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, CheckRefusal> {
    if !is_jose(&headers) {
        return Err(CheckRefusal::MediaType);
    }
    let now = state.clock.now();
    state
        .windows
        .take(state.config.total_limit, now)
        .map_err(CheckRefusal::of_all)?;
    let message = to_bytes(body, MESSAGE_LIMIT_BYTES)
        .await
        .map_err(|_| CheckRefusal::BodyBroken)?;
    let mut visit = Visit::default();
    let mut response = match check(&state, &message, &mut visit).await {
        Ok(response) => response,
        Err(refusal) => {
            if visit.received.outcome.is_empty() {
                visit.received.outcome = refusal.code();
            }
            refusal.into_response()
        }
    };
    response.headers_mut().extend(visit.headers);
    visit.received.http_status = i16::try_from(response.status().as_u16()).unwrap_or(0);
    insert_received(&state.pool, &visit.received, now).await?;
    tracing::info!(outcome = visit.received.outcome, "a check was answered");
    metrics::counter!("dcs_simulator_checks_total", "outcome" => visit.received.outcome)
        .increment(1);
    Ok(response)
}

/// Exactly one content type; parameters say nothing about this one.
fn is_jose(headers: &HeaderMap) -> bool {
    let mut lines = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(line), None) = (lines.next(), lines.next()) else {
        return false;
    };
    line.to_str().is_ok_and(|line| {
        let kind = line.split(';').next().unwrap_or_default();
        kind.trim().eq_ignore_ascii_case(MEDIA_TYPE)
    })
}
