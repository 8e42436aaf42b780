use credence_storage::{SessionRow, SessionState};
use credence_types::{RequestId, TenantId};

use crate::app::App;
use crate::fault::Fault;
use crate::verification::job::VerifyJob;

/// Why a run came to nothing.
pub(crate) enum Trouble {
    /// The session was erased, cancelled or settled meanwhile: nobody is asked about it any more.
    MovedOn,
    /// There was no answer now; a later run may get one. A stable code.
    NotNow(&'static str),
    /// Ours.
    Fault(Fault),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// The session of a job, if it waits for this very request.
pub(crate) async fn waiting_row(
    app: &App,
    tenant: TenantId,
    what: VerifyJob,
) -> Result<Option<SessionRow>, Fault> {
    let row = credence_storage::session_by_id(&app.pool, tenant, what.session).await?;
    Ok(row.filter(|row| {
        matches!(
            row.state,
            SessionState::Submitted | SessionState::Processing
        ) && row.dvs_request == Some(what.dvs_request)
    }))
}

/// Looks at the session again: to be called right before each question that leaves the house, since a
/// run takes long enough for the person or the integrator to end it.
pub(crate) async fn check_waiting(
    app: &App,
    row: &SessionRow,
    request: RequestId,
) -> Result<(), Trouble> {
    let what = VerifyJob {
        session: row.id,
        dvs_request: request,
    };
    match waiting_row(app, row.tenant, what).await? {
        Some(_) => Ok(()),
        None => Err(Trouble::MovedOn),
    }
}
