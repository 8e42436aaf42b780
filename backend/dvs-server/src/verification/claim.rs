use credence_types::{AccountId, RequestId};

use super::process::Claim;
use crate::content::ContentRow;
use crate::error::DvsError;
use crate::state::DvsState;
use crate::store::RequestStatus;
use crate::store::requests::{claim_request, request_by_id};

/// Takes a request for verification. Of several at once exactly one succeeds.
///
/// # Errors
/// When it is not this account's, was verified before or is being verified, or has lapsed.
pub(crate) async fn claim(
    state: &DvsState,
    account: AccountId,
    id: RequestId,
) -> Result<Claim, DvsError> {
    let now = state.clock.now();
    let until = now + state.config.examination_lease;
    if let Some(row) = claim_request(&state.pool, account, id, now, until).await? {
        return Ok(Claim {
            document_type: row.document_type,
            created_at: row.created_at,
            lease: row.processing_until,
            content: ContentRow {
                account,
                id,
                kek_id: row.kek_id,
                wrapped_key: row.wrapped_key,
                parameters_sealed: row.parameters_sealed,
            },
        });
    }
    let row = request_by_id(&state.pool, account, id)
        .await?
        .ok_or(DvsError::NotFound)?;
    let has_lapsed = row.expires_at <= now;
    Err(match row.status {
        RequestStatus::Success | RequestStatus::Failed => DvsError::AlreadyProcessed(id),
        RequestStatus::Processing if !has_lapsed => DvsError::AlreadyProcessed(id),
        // A pending one that has not lapsed was given back between the two statements.
        RequestStatus::Pending if !has_lapsed => DvsError::Busy,
        RequestStatus::Pending | RequestStatus::Processing | RequestStatus::Expired => {
            DvsError::Expired(id)
        }
    })
}
