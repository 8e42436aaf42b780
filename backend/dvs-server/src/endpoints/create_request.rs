use axum::Json;
use axum::body::Body;
use axum::extract::State;
use credence_dvs_protocol::{CreatedRequest, RequestStatus};

use crate::caller::AnyCaller;
use crate::error::DvsError;
use crate::intake::take_in;
use crate::state::DvsState;

/// `POST /api/v3/Request`: stores what a page captured. Nothing is read until the secret key asks.
pub(crate) async fn create_request(
    AnyCaller(caller): AnyCaller,
    State(state): State<DvsState>,
    body: Body,
) -> Result<Json<CreatedRequest>, DvsError> {
    let stored = take_in(&state, caller.account, body).await?;
    Ok(Json(CreatedRequest {
        request_id: stored.id,
        document_type: Some(stored.document_type),
        status: Some(RequestStatus::Pending),
    }))
}
