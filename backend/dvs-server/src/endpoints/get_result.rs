use axum::Json;
use axum::extract::{Path, State};
use credence_dvs_protocol::{RequestBlock, RequestResult, RequestStatus, ResultV3};
use credence_types::{AccountId, DocumentType, RequestId};

use super::answer::was_print_read;
use crate::caller::SecretCaller;
use crate::content::{ContentRow, SealedContent, fetch_content};
use crate::error::DvsError;
use crate::sealed::{OUTCOME, Outcome, open_json};
use crate::state::DvsState;
use crate::store::RequestStatus as StoredStatus;
use crate::store::requests::{RequestRow, request_by_id};

/// `GET /api/v3/Request/{requestId}/result`: where a request stands, what it came to and what was
/// sent, as long as that is kept.
pub(crate) async fn get_result(
    SecretCaller(caller): SecretCaller,
    State(state): State<DvsState>,
    Path(request_id): Path<String>,
) -> Result<Json<RequestResult>, DvsError> {
    let id: RequestId = request_id.parse().map_err(|_error| DvsError::NotFound)?;
    let account = caller.account;
    let row = request_by_id(&state.pool, account, id)
        .await?
        .ok_or(DvsError::NotFound)?;
    let block = block_of(&state, account, id, &row);
    let is_kept = !row.wrapped_key.is_empty() && row.content_expires_at > state.clock.now();
    if !is_kept {
        return Ok(Json(RequestResult {
            verification_result: None,
            request: Some(block),
        }));
    }
    let outcome = row.result_sealed;
    let content = ContentRow {
        account,
        id,
        kek_id: row.kek_id,
        wrapped_key: row.wrapped_key,
        parameters_sealed: row.parameters_sealed,
    };
    let sealed = fetch_content(&state, content).await?;
    let opening = tokio::task::spawn_blocking(move || open(&sealed, outcome.as_deref(), block));
    opening.await.map_err(|_error| DvsError::Task)?.map(Json)
}

fn block_of(state: &DvsState, account: AccountId, id: RequestId, row: &RequestRow) -> RequestBlock {
    let has_lapsed = row.expires_at <= state.clock.now();
    RequestBlock {
        id: Some(id),
        account_id: Some(account),
        document_type: DocumentType::from_wire_number(row.document_type),
        status: Some(match row.status {
            StoredStatus::Pending if has_lapsed => RequestStatus::Expired,
            StoredStatus::Pending | StoredStatus::Processing => RequestStatus::Pending,
            StoredStatus::Success => RequestStatus::Success,
            StoredStatus::Failed => RequestStatus::Failed,
            StoredStatus::Expired => RequestStatus::Expired,
        }),
        created: Some(row.created_at),
        ..RequestBlock::default()
    }
}

fn open(
    sealed: &SealedContent,
    outcome: Option<&[u8]>,
    mut block: RequestBlock,
) -> Result<RequestResult, DvsError> {
    block.content = Some(sealed.open()?.into_wire());
    let mut verification_result = None;
    if let Some(outcome) = outcome {
        match open_json(&sealed.key, &sealed.owner, OUTCOME, outcome)? {
            Outcome::Success(content) => {
                block.ocr_visual = Some(was_print_read(&content));
                verification_result = Some(ResultV3::new(&content, None));
            }
            Outcome::Failure(failure) => block.failure = Some(failure),
        }
    }
    Ok(RequestResult {
        verification_result,
        request: Some(block),
    })
}
