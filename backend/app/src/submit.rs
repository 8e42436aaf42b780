use chrono::{DateTime, Utc};
use credence_storage::SessionRow;
use credence_types::{ApiKeyId, RequestId, SessionId};
use sqlx::PgConnection;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::consent::{StatedConsent, is_given, record_stated};
use crate::credential::SessionToken;
use crate::events::{self, EventType};
use crate::fault::Fault;
use crate::read_session::{ReadSessionError, row_for_person};
use crate::session_view::{SessionView, Viewer, state_at, view};
use crate::verification::VerifyJob;

/// A submission was refused.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The token is unknown: 401.
    #[error("submit a request: the token is unknown")]
    UnknownToken,
    /// There is no such session, or the token is for another: 404.
    #[error("submit a request: there is no session of that id")]
    NotFound,
    /// The session takes no submission now: 409 `session_not_open`.
    #[error("submit a request: the session takes none now")]
    SessionNotOpen,
    /// The person has not agreed to what is asked: 409 `consent_required`.
    #[error("submit a request: the person has not agreed")]
    ConsentMissing,
    /// The request was handed in before: 409 `request_already_submitted`.
    #[error("submit a request: it was handed in before")]
    RequestAlreadySubmitted,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Hands in the DVS request that holds the person's photographs. Repeating the call with the same
/// request, while it is being looked at, answers the same.
///
/// # Errors
/// When the token is refused, the session is not open, or the request was handed in before.
pub async fn submit(
    app: &App,
    token: &SessionToken,
    session: SessionId,
    request: RequestId,
) -> Result<SessionView, SubmitError> {
    let row = row_for_person(app, token, session).await?;
    if row.dvs_request == Some(request) && !row.state.is_open() {
        return Ok(view(app, &row, Viewer::Person)?);
    }
    if state_at(&row, app.now()).is_open() && !is_given(app, &row)? {
        return Err(SubmitError::ConsentMissing);
    }
    let by = HandedIn::ByPerson;
    let changed = hand_in(app, &row, request, by).await?;
    Ok(view(app, &changed, Viewer::Person)?)
}

/// Who hands a request in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum HandedIn<'a> {
    /// The person, who has agreed on the page.
    ByPerson,
    /// An integrator, with the consent that it states.
    ByIntegrator(ApiKeyId, Option<&'a StatedConsent>),
}

/// Moves the session and queues the job, on behalf of whoever hands the request in.
pub(crate) async fn hand_in(
    app: &App,
    row: &SessionRow,
    request: RequestId,
    by: HandedIn<'_>,
) -> Result<SessionRow, SubmitError> {
    let now = app.now();
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let connection = &mut *transaction;
    let submitted =
        credence_storage::set_session_submitted(&mut *connection, row.tenant, row.id, request, now)
            .await
            .map_err(Fault::from)?;
    let Some(attempt) = submitted else {
        return Err(SubmitError::SessionNotOpen);
    };
    let is_new = credence_storage::insert_submission(
        &mut *connection,
        row.tenant,
        row.id,
        request,
        attempt,
        now,
    )
    .await
    .map_err(Fault::from)?;
    if !is_new {
        return Err(SubmitError::RequestAlreadySubmitted);
    }
    credence_storage::set_challenge_bound(&mut *connection, row.tenant, row.id, request, now)
        .await
        .map_err(Fault::from)?;
    let job = VerifyJob {
        session: row.id,
        dvs_request: request,
    };
    let job = job.queued(row.tenant, app.config.verification_tries)?;
    app.queue
        .enqueue(&mut *connection, job)
        .await
        .map_err(Fault::from)?;
    let (id, what) = ((row.tenant, row.id), EventType::SessionSubmitted);
    events::record(app, &mut *connection, id, what, now).await?;
    note(connection, row, (by, request), attempt, now).await?;
    let changed = credence_storage::session_by_id(&mut *connection, row.tenant, row.id)
        .await
        .map_err(Fault::from)?
        .ok_or(SubmitError::NotFound)?;
    transaction.commit().await.map_err(Fault::from)?;
    app.queue.wake();
    app.changes.look_now();
    metrics::counter!("credence_submissions_total").increment(1);
    Ok(changed)
}

/// What first happens to a session notes its creation too: creating one is a single insert, and a
/// session that was never used leaves its row alone.
pub(crate) async fn note_creation(
    connection: &mut PgConnection,
    row: &SessionRow,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let creator = Actor::Integrator(row.created_by);
    let act = Act::new(row.tenant, creator, "session_created")
        .about(row.id)
        .with("created_at", row.created_at.to_rfc3339());
    append(connection, act, now).await
}

async fn note(
    connection: &mut PgConnection,
    row: &SessionRow,
    (by, request): (HandedIn<'_>, RequestId),
    attempt: u32,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    if attempt == 1 && row.consent.is_none() {
        note_creation(&mut *connection, row, now).await?;
    }
    let actor = match by {
        HandedIn::ByPerson => Actor::Person,
        HandedIn::ByIntegrator(key, stated) => {
            if let Some(stated) = stated {
                record_stated(&mut *connection, row, stated, key, now).await?;
            }
            Actor::Integrator(key)
        }
    };
    let act = Act::new(row.tenant, actor, "request_submitted")
        .about(row.id)
        .with("dvs_request_id", request)
        .with_number("attempt", attempt);
    append(connection, act, now).await
}

impl From<ReadSessionError> for SubmitError {
    fn from(error: ReadSessionError) -> Self {
        match error {
            ReadSessionError::UnknownToken => Self::UnknownToken,
            ReadSessionError::NotFound => Self::NotFound,
            ReadSessionError::Fault(fault) => Self::Fault(fault),
        }
    }
}
