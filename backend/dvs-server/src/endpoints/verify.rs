use axum::Json;
use axum::body::Body;
use axum::extract::State;
use credence_dvs_protocol::ResultV3;
use credence_types::AccountId;

use super::answer::result_v3;
use crate::caller::SecretCaller;
use crate::error::DvsError;
use crate::intake::take_in;
use crate::state::DvsState;
use crate::verification::{Verified, verify_stored};

/// `POST /api/v3/Verify`: creates and verifies in one call.
pub(crate) async fn verify(
    SecretCaller(caller): SecretCaller,
    State(state): State<DvsState>,
    body: Body,
) -> Result<Json<ResultV3>, DvsError> {
    let verified = verify_directly(&state, caller.account, body).await?;
    Ok(Json(result_v3(caller.account, &verified)))
}

/// Stores and verifies. A caller who hangs up leaves a request that is verified all the same.
pub(super) async fn verify_directly(
    state: &DvsState,
    account: AccountId,
    body: Body,
) -> Result<Verified, DvsError> {
    let stored = take_in(state, account, body).await?;
    verify_stored(state, account, stored.id).await
}
