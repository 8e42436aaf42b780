use axum::extract::State;
use axum::response::{IntoResponse, Response};
use credence_dcs_protocol::Status;
use http::header;

use crate::outage::status_at;
use crate::refusal::CheckRefusal;
use crate::state::SimulatorState;

/// What the status says while all clients together ask too often.
const LIMIT_EXCEEDED: &str = "Limit exceeded";

/// Says whether checks can be made now, in HTTP 200 either way. Asking counts against no limit.
pub(crate) async fn read_status(
    State(state): State<SimulatorState>,
) -> Result<Response, CheckRefusal> {
    let now = state.clock.now();
    let mut status = status_at(&state.pool, now).await?;
    if status.available && state.windows.is_full(state.config.total_limit, now) {
        status = Status::down(LIMIT_EXCEEDED.to_owned());
    }
    let headers = [(header::CONTENT_TYPE, "application/json")];
    Ok((headers, status.to_json()).into_response())
}
