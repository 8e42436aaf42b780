use credence_types::SessionId;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::cancel_code::CancelCode;
use crate::credential::SessionToken;
use crate::events::{self, EventType};
use crate::fault::Fault;
use crate::read_session::{ReadSessionError, row_for_person};
use crate::session_view::{SessionView, Viewer, view};

/// Why such a session was cancelled; also what the audit log calls the act.
const CODE: &str = CancelCode::ConsentDeclined.as_str();

/// A session could not be declined.
#[derive(Debug, thiserror::Error)]
pub enum DeclineConsentError {
    /// The token is unknown: 401.
    #[error("decline a session: the token is unknown")]
    UnknownToken,
    /// There is no such session, or the token is for another: 404.
    #[error("decline a session: there is no session of that id")]
    NotFound,
    /// It is being looked at, or has come to an end: 409 `session_not_open`.
    #[error("decline a session: it is not open")]
    SessionNotOpen,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Ends an open session because its person does not agree. Repeating the call answers the same.
/// Audited, and told as `session.cancelled`.
///
/// # Errors
/// When the token is refused or the session is not open.
pub async fn decline_consent(
    app: &App,
    token: &SessionToken,
    session: SessionId,
) -> Result<SessionView, DeclineConsentError> {
    let row = row_for_person(app, token, session).await?;
    let (tenant, now) = (row.tenant, app.now());
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let is_declined =
        credence_storage::set_session_declined(&mut *transaction, tenant, session, CODE, now)
            .await
            .map_err(Fault::from)?;
    if is_declined {
        let what = EventType::SessionCancelled;
        events::record(app, &mut transaction, (tenant, session), what, now).await?;
        let act = Act::new(tenant, Actor::Person, CODE).about(session);
        append(&mut transaction, act, now).await?;
    }
    transaction.commit().await.map_err(Fault::from)?;
    let row = row_for_person(app, token, session).await?;
    if is_declined {
        app.changes.look_now();
        metrics::counter!("credence_consents_declined_total").increment(1);
    } else if row.cancel_code.as_deref() != Some(CODE) {
        return Err(DeclineConsentError::SessionNotOpen);
    }
    Ok(view(app, &row, Viewer::Person)?)
}

impl From<ReadSessionError> for DeclineConsentError {
    fn from(error: ReadSessionError) -> Self {
        match error {
            ReadSessionError::UnknownToken => Self::UnknownToken,
            ReadSessionError::NotFound => Self::NotFound,
            ReadSessionError::Fault(fault) => Self::Fault(fault),
        }
    }
}
