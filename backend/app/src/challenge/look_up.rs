use credence_storage::SessionRow;
use credence_trust::HeadTurnFinding;
use credence_types::{HeadTurn, RequestId};

use super::judge::judge;
use crate::app::App;
use crate::fault::Fault;

/// What a submission's recording is worth; `None` where none is asked for. The same for every run of
/// the job: the challenge is bound to the submission, not used up by looking.
pub(crate) async fn head_turn_finding(
    app: &App,
    row: &SessionRow,
    request: RequestId,
    turn: Option<&HeadTurn>,
) -> Result<Option<HeadTurnFinding>, Fault> {
    if !app.config.is_head_turn_asked {
        return Ok(None);
    }
    let Some(turn) = turn else {
        return Ok(Some(HeadTurnFinding::NotRecorded));
    };
    let challenge =
        credence_storage::challenge_by_request(&app.pool, row.tenant, row.id, request).await?;
    // One that was never made, or is bound to an earlier submission.
    Ok(Some(
        challenge.map_or(HeadTurnFinding::WrongNonce, |challenge| {
            judge(&challenge, turn)
        }),
    ))
}
