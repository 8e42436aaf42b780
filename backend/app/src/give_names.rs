use chrono::{DateTime, Utc};
use credence_dcs_protocol::FieldError;
use credence_storage::SessionRow;
use credence_types::{RequestId, SessionId};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::credential::SessionToken;
use crate::events::{self, EventType};
use crate::fault::Fault;
use crate::printed_names::PrintedNames;
use crate::read_session::{ReadSessionError, row_for_person};
use crate::sealing::SessionKey;
use crate::session_view::{SessionView, Viewer, view};
use crate::verification::VerifyJob;

/// A name was refused.
#[derive(Debug, thiserror::Error)]
pub enum GiveNamesError {
    /// The token is unknown: 401.
    #[error("give a name: the token is unknown")]
    UnknownToken,
    /// There is no such session, or the token is for another: 404.
    #[error("give a name: there is no session of that id")]
    NotFound,
    /// The session does not ask for one, or no longer: 409 `name_not_asked`.
    #[error("give a name: the session does not ask for one")]
    NotAsked,
    /// The name breaks the rules of the service that is asked about it: 422 `invalid_names`.
    #[error("give a name: it breaks the rules for names")]
    Malformed(Vec<FieldError>),
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Takes the name as the person's passport prints it, when the session asks for it, and has the same
/// photographs verified again. Taken once; repeating the call with the same name answers the same.
///
/// # Errors
/// When the token is refused or the session does not ask for a name.
pub async fn give_names(
    app: &App,
    token: &SessionToken,
    session: SessionId,
    names: &PrintedNames,
) -> Result<SessionView, GiveNamesError> {
    let row = row_for_person(app, token, session).await?;
    let key = SessionKey::open_for(app, &row)?.ok_or(GiveNamesError::NotAsked)?;
    if let Some(before) = given_before(app, &row, &key, names)? {
        return Ok(before);
    }
    let request = row.dvs_request.ok_or(GiveNamesError::NotAsked)?;
    let sealed = names.seal(&key)?;
    if !take(app, &row, request, &sealed, app.now()).await? {
        // The same call may have come twice at the same time.
        let row = row_for_person(app, token, session).await?;
        return given_before(app, &row, &key, names)?.ok_or(GiveNamesError::NotAsked);
    }
    app.queue.wake();
    app.changes.look_now();
    metrics::counter!("credence_names_given_total").increment(1);
    let row = row_for_person(app, token, session).await?;
    Ok(view(app, &row, Viewer::Person)?)
}

/// The session, if this very name was given before.
fn given_before(
    app: &App,
    row: &SessionRow,
    key: &SessionKey,
    names: &PrintedNames,
) -> Result<Option<SessionView>, Fault> {
    let is_same = PrintedNames::of(row, key)?.as_ref() == Some(names);
    is_same.then(|| view(app, row, Viewer::Person)).transpose()
}

/// Keeps the name and queues the job. `false` when the session does not ask for one.
async fn take(
    app: &App,
    row: &SessionRow,
    request: RequestId,
    sealed: &[u8],
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let mut transaction = app.pool.begin().await?;
    let is_taken = credence_storage::set_session_names(
        &mut *transaction,
        row.tenant,
        row.id,
        request,
        sealed,
        now,
    )
    .await?;
    if !is_taken {
        return Ok(false);
    }
    let job = VerifyJob {
        session: row.id,
        dvs_request: request,
    };
    let job = job.queued(row.tenant, app.config.verification_tries)?;
    app.queue.enqueue(&mut transaction, job).await?;
    let (id, what) = ((row.tenant, row.id), EventType::SessionSubmitted);
    events::record(app, &mut transaction, id, what, now).await?;
    // The name stays out of the log, which is kept for years (`audit_days`).
    let act = Act::new(row.tenant, Actor::Person, "name_given")
        .about(row.id)
        .with("dvs_request_id", request);
    append(&mut transaction, act, now).await?;
    transaction.commit().await?;
    Ok(true)
}

impl From<ReadSessionError> for GiveNamesError {
    fn from(error: ReadSessionError) -> Self {
        match error {
            ReadSessionError::UnknownToken => Self::UnknownToken,
            ReadSessionError::NotFound => Self::NotFound,
            ReadSessionError::Fault(fault) => Self::Fault(fault),
        }
    }
}
