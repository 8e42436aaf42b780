use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use credence_dvs_protocol::{RequestError, ResultV3};
use credence_types::RequestId;
use serde::de::IgnoredAny;

use super::answer::result_v3;
use crate::body::read_body;
use crate::caller::SecretCaller;
use crate::error::DvsError;
use crate::state::DvsState;
use crate::verification::verify_stored;

/// The body says nothing; this much of nothing is read.
const BODY_LIMIT_BYTES: usize = 64 << 10;

/// `POST /api/v3/Verify/{requestId}`: verifies a stored request, once.
pub(crate) async fn verify_request(
    SecretCaller(caller): SecretCaller,
    State(state): State<DvsState>,
    Path(request_id): Path<String>,
    body: Body,
) -> Result<Json<ResultV3>, DvsError> {
    let id: RequestId = request_id.parse().map_err(|_error| DvsError::NotFound)?;
    let body = read_body(&state, body, BODY_LIMIT_BYTES).await?;
    expect_nothing(&body.bytes)?;
    let verified = verify_stored(&state, caller.account, id).await?;
    Ok(Json(result_v3(caller.account, &verified)))
}

/// Clients send no body, `null` or `{}`; any JSON will do.
fn expect_nothing(body: &[u8]) -> Result<(), RequestError> {
    if body.trim_ascii().is_empty() {
        return Ok(());
    }
    match serde_json::from_slice::<IgnoredAny>(body) {
        Ok(IgnoredAny) => Ok(()),
        Err(error) => Err(RequestError::Malformed {
            line: error.line(),
            column: error.column(),
        }),
    }
}
