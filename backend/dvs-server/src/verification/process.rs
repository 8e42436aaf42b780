use std::sync::Arc;

use chrono::{DateTime, Utc};
use credence_dvs_protocol::VerificationContent;
use credence_types::{AccountId, CalendarDate, ErrorChain, RequestId};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use super::claim::claim;
use super::examine::{FaceReading, examine};
use crate::content::{ContentRow, SealedContent, fetch_content};
use crate::error::DvsError;
use crate::sealed::{OUTCOME, Outcome, seal_json};
use crate::state::DvsState;
use crate::store::requests::{Settlement, set_request_released, set_request_settled};

/// A request that this call, and no other, verifies now.
pub(crate) struct Claim {
    pub(crate) document_type: i32,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) lease: Option<DateTime<Utc>>,
    pub(crate) content: ContentRow,
}

/// A verification that came to a result.
pub(crate) struct Verified {
    pub(crate) content: Box<VerificationContent>,
    pub(crate) created_at: DateTime<Utc>,
    /// What was sent, for a caller who wants it back.
    pub(crate) sent: SealedContent,
}

/// Verifies a stored request, once, and keeps the outcome. Runs to its end even when the caller is
/// gone.
pub(crate) async fn verify_stored(
    state: &DvsState,
    account: AccountId,
    id: RequestId,
) -> Result<Verified, DvsError> {
    let task_state = state.clone();
    let verifying = async move {
        // The turn comes first: the lease then covers one reading, and not the wait for it.
        let turn = turn(&task_state).await?;
        let claim = claim(&task_state, account, id).await?;
        process(&task_state, claim, turn).await
    };
    state
        .tasks
        .spawn(verifying)
        .await
        .map_err(|_error| DvsError::Task)?
}

/// What fails on our side gives the request back, so that another Verify may try.
async fn process(
    state: &DvsState,
    claim: Claim,
    turn: OwnedSemaphorePermit,
) -> Result<Verified, DvsError> {
    let Claim {
        document_type,
        created_at,
        lease,
        content,
    } = claim;
    let (account, id) = (content.account, content.id);
    let (outcome, sealed, sent) = match read(state, content, turn).await {
        Ok(read) => read,
        Err(error) => {
            if let Err(failure) = set_request_released(&state.pool, account, id, lease).await {
                let failure = ErrorChain(&failure);
                tracing::warn!(request = %id, error = %failure, "a request waits for its lease to end");
            }
            return Err(error);
        }
    };
    keep(state, account, id, lease, document_type, &outcome, &sealed).await?;
    let result = match &outcome {
        Outcome::Success(_) => "success",
        Outcome::Failure(_) => "failed",
    };
    metrics::counter!("dvs_verifications_total", "outcome" => result).increment(1);
    match outcome {
        Outcome::Success(content) => Ok(Verified {
            content,
            created_at,
            sent,
        }),
        Outcome::Failure(failure) => Err(DvsError::Unreadable {
            id,
            code: failure.code,
            message: failure.message,
        }),
    }
}

/// Waits for one of the few places where readings run.
async fn turn(state: &DvsState) -> Result<OwnedSemaphorePermit, DvsError> {
    let place = Arc::clone(&state.examinations).acquire_owned();
    timeout(state.config.examination_wait, place)
        .await
        .map_err(|_elapsed| DvsError::Busy)?
        .map_err(|_closed| DvsError::Busy)
}

/// Opens what was sent and examines it.
async fn read(
    state: &DvsState,
    row: ContentRow,
    turn: OwnedSemaphorePermit,
) -> Result<(Outcome, Vec<u8>, SealedContent), DvsError> {
    let id = row.id;
    let sent = fetch_content(state, row).await?;
    let today = CalendarDate::from_naive(state.clock.now().date_naive());
    let (models, tells_templates) = (state.faces.clone(), state.config.tells_face_templates);
    let reading = tokio::task::spawn_blocking(move || {
        let faces = FaceReading {
            models: models.as_deref(),
            tells_templates,
        };
        examine_sealed(sent, id, (today, faces), turn)
    });
    reading.await.map_err(|_error| DvsError::Task)?
}

fn examine_sealed(
    sent: SealedContent,
    id: RequestId,
    (today, faces): (CalendarDate, FaceReading<'_>),
    turn: OwnedSemaphorePermit,
) -> Result<(Outcome, Vec<u8>, SealedContent), DvsError> {
    let begun = std::time::Instant::now();
    let outcome = examine(sent.open()?, id, today, faces);
    drop(turn);
    metrics::histogram!("dvs_examination_seconds").record(begun.elapsed().as_secs_f64());
    let sealed = seal_json(&sent.key, &sent.owner, OUTCOME, &outcome)?;
    Ok((outcome, sealed, sent))
}

async fn keep(
    state: &DvsState,
    account: AccountId,
    id: RequestId,
    lease: Option<DateTime<Utc>>,
    sent_document_type: i32,
    outcome: &Outcome,
    result_sealed: &[u8],
) -> Result<(), DvsError> {
    let processed_at = state.clock.now();
    let (is_success, found) = match outcome {
        Outcome::Success(content) => (true, content.document_type),
        Outcome::Failure(_) => (false, None),
    };
    let settlement = Settlement {
        account,
        id,
        lease,
        is_success,
        document_type: found.map_or(sent_document_type, |kind| kind.wire_number()),
        result_sealed,
        processed_at,
        content_expires_at: processed_at + state.config.content_lifetime,
    };
    // Not ours any more: the lease ended, and another Verify has the request and its answer.
    let is_kept = set_request_settled(&state.pool, settlement).await?;
    if is_kept {
        Ok(())
    } else {
        Err(DvsError::AlreadyProcessed(id))
    }
}
