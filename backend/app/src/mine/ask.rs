use credence_storage::{ReviewRequestRow, SessionRow, SessionState};
use credence_types::{Redacted, ReviewRequestId, hex};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::credential::sha256_bytes;
use crate::events::{self, EventType};
use crate::fault::Fault;
use crate::mine::PersonInside;
use crate::mine::record::own_row;
use crate::sealing::{Sealed, SessionKey};

/// How much a person can write, in characters.
pub const LONGEST_REQUEST: usize = 500;
/// How often a person can ask about one session: a reviewer has answered each time.
const MOST_REQUESTS: usize = 3;

/// A request was refused.
#[derive(Debug, thiserror::Error)]
pub enum AskForHumanError {
    /// The text is empty or too long.
    #[error("ask for a human: the text is empty or has more than 500 characters")]
    TextLength,
    /// The session is not one to be looked at again, or waits for an answer already.
    #[error("ask for a human: the session is not to be looked at again now")]
    NotNow,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Has a reviewer look at the session (again), because its person asks (GDPR Art. 22 (3)): one that was
/// rejected or failed, or that waits anyway. The text is sealed. Audited, and told as
/// `session.review_requested`.
///
/// # Errors
/// When the text is refused, or the session is not one to be looked at again.
pub async fn ask_for_human(
    app: &App,
    person: &PersonInside,
    text: &Redacted<String>,
) -> Result<(), AskForHumanError> {
    // Browsers send line ends as two characters and count them as one.
    let text = text.expose().replace("\r\n", "\n");
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_REQUEST {
        return Err(AskForHumanError::TextLength);
    }
    let row = own_row(app, person).await?;
    let key = SessionKey::open_for(app, &row)?.ok_or(AskForHumanError::NotNow)?;
    let now = app.now();
    let id = ReviewRequestId::new(now);
    let request = ReviewRequestRow {
        tenant: row.tenant,
        id,
        session: row.id,
        text_sealed: key.seal(Sealed::ReviewRequest(id), text.as_bytes())?,
        created_at: now,
    };
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let most = u32::try_from(MOST_REQUESTS).unwrap_or(u32::MAX);
    let is_taken = credence_storage::set_session_review_requested(
        &mut *transaction,
        row.tenant,
        row.id,
        most,
        now,
    );
    if !is_taken.await.map_err(Fault::from)? {
        return Err(AskForHumanError::NotNow);
    }
    credence_storage::insert_review_request(&mut *transaction, &request)
        .await
        .map_err(Fault::from)?;
    let what = EventType::SessionReviewRequested;
    events::record(app, &mut transaction, (row.tenant, row.id), what, now).await?;
    append(&mut transaction, act(&row, &request), now).await?;
    transaction.commit().await.map_err(Fault::from)?;
    app.changes.look_now();
    metrics::counter!("credence_review_requests_total").increment(1);
    Ok(())
}

/// The text stays out of the log, which is kept for years (`audit_days`); the hash of its sealed bytes
/// shows a later change.
fn act(row: &SessionRow, request: &ReviewRequestRow) -> Act {
    Act::new(row.tenant, Actor::Person, "review_requested")
        .about(row.id)
        .with("state", row.state)
        .with("review_request_id", request.id)
        .with("text_sha256", hex(&sha256_bytes(&request.text_sealed)))
}

/// Whether a request waits for a reviewer's answer.
pub(crate) fn is_unanswered(row: &SessionRow, requests: &[ReviewRequestRow]) -> bool {
    let is_open = |request: &ReviewRequestRow| {
        row.decided_at
            .is_none_or(|decided| request.created_at >= decided)
    };
    row.state == SessionState::NeedsReview && requests.iter().any(is_open)
}

/// Whether the person can ask now; the statement that takes the request has the last word.
pub(super) fn may_ask(row: &SessionRow, requests: &[ReviewRequestRow]) -> bool {
    let is_askable = matches!(
        row.state,
        SessionState::Rejected | SessionState::Failed | SessionState::NeedsReview
    );
    is_askable && requests.len() < MOST_REQUESTS && !is_unanswered(row, requests)
}

/// What the person wrote each time; nothing once the key is gone.
pub(crate) fn opened_requests<'a>(
    key: Option<&SessionKey>,
    requests: &'a [ReviewRequestRow],
) -> Result<Vec<(&'a ReviewRequestRow, Redacted<String>)>, Fault> {
    let Some(key) = key else {
        return Ok(Vec::new());
    };
    let open = |request: &'a ReviewRequestRow| {
        let text = key.open(Sealed::ReviewRequest(request.id), &request.text_sealed)?;
        let text = String::from_utf8(text).map_err(|_| Fault::Corrupt("a person's request"))?;
        Ok((request, Redacted::new(text)))
    };
    // Empty once its time was over.
    let kept = requests
        .iter()
        .filter(|request| !request.text_sealed.is_empty());
    kept.map(open).collect()
}
