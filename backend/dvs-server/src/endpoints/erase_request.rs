use axum::Json;
use axum::extract::{Path, State};
use credence_dvs_protocol::ErasedRequest;
use credence_types::RequestId;

use crate::caller::SecretCaller;
use crate::error::DvsError;
use crate::purge::destroy_early;
use crate::state::DvsState;

/// `DELETE /api/v3/Request/{requestId}`: an extension of ours that the vendor does not have. Destroys
/// the request's key, what was sent and the result at once; the row with its id stays, so that it is
/// never verified again. A request that was destroyed before is answered the same.
pub(crate) async fn erase_request(
    SecretCaller(caller): SecretCaller,
    State(state): State<DvsState>,
    Path(request_id): Path<String>,
) -> Result<Json<ErasedRequest>, DvsError> {
    let id: RequestId = request_id.parse().map_err(|_error| DvsError::NotFound)?;
    if !destroy_early(&state, caller.account, id).await? {
        return Err(DvsError::NotFound);
    }
    metrics::counter!("dvs_contents_erased_total").increment(1);
    Ok(Json(ErasedRequest::of(id)))
}
