use std::sync::Arc;

use credence_storage::{SessionRow, SessionState};
use credence_types::{RequestId, SessionId};

use crate::app::App;
use crate::authenticate::Integrator;
use crate::consent::{StatedConsent, is_known};
use crate::fault::Fault;
use crate::read_session::{ReadSessionError, row_for_integrator};
use crate::session_view::{SessionView, Viewer, state_at, view};
use crate::submit::{HandedIn, SubmitError, hand_in};
use crate::watch::{SessionWatch, watch_for_integrator};

/// A verification was refused.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// There is no such session, or it is someone else's: 404.
    #[error("verify a request: there is no session of that id")]
    NotFound,
    /// The session takes no submission now: 409 `session_not_open`.
    #[error("verify a request: the session takes none now")]
    SessionNotOpen,
    /// The tenant has integrators state the person's consent, and none is known that counts now: 409
    /// `consent_required`.
    #[error("verify a request: no consent is stated")]
    ConsentMissing,
    /// The request was handed in before, for another attempt: 409 `request_already_submitted`.
    #[error("verify a request: it was handed in before")]
    RequestAlreadySubmitted,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Where a session stands when the wait is over.
#[derive(Debug, Clone)]
pub struct VerifyOutcome {
    /// The session.
    pub session: SessionView,
    /// Whether the request was dealt with: decided, or the person is asked again.
    pub is_settled: bool,
}

/// Hands in a DVS request that the integrator holds itself, and waits for what becomes of it (scope
/// `sessions:write`) until `over` ends. Repeating the call with the same request hands in nothing
/// and waits again: DVS verifies a request once.
///
/// Cancel-safe: a caller that goes away takes nothing back.
///
/// # Errors
/// When there is no such session, it takes no submission, no consent is known, or the request was handed in
/// before.
pub async fn verify(
    app: &Arc<App>,
    integrator: &Integrator,
    (session, request): (SessionId, RequestId),
    stated: Option<&StatedConsent>,
    over: impl Future<Output = ()>,
) -> Result<VerifyOutcome, VerifyError> {
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(VerifyError::NotFound)?;
    if row.dvs_request != Some(request) {
        if stated.is_none() && is_consent_missing(app, integrator, &row).await? {
            return Err(VerifyError::ConsentMissing);
        }
        let by = HandedIn::ByIntegrator(integrator.key, stated);
        match hand_in(app, &row, request, by).await {
            Ok(_) => {}
            // Another call with the same request may have been faster.
            Err(SubmitError::SessionNotOpen) => {
                let row = row_for_integrator(app, integrator, session).await?;
                let row = row.ok_or(VerifyError::NotFound)?;
                if row.dvs_request != Some(request) {
                    return Err(VerifyError::SessionNotOpen);
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    let mut watch = watch_for_integrator(app, integrator, session).await?;
    let waited = tokio::select! {
        settled = settled(&mut watch) => Some(settled),
        () = over => None,
    };
    if let Some(settled) = waited {
        return Ok(VerifyOutcome {
            session: settled?.ok_or(VerifyError::NotFound)?,
            is_settled: true,
        });
    }
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(VerifyError::NotFound)?;
    Ok(VerifyOutcome {
        session: view(app, &row, Viewer::Integrator)?,
        is_settled: !is_under_way(row.state),
    })
}

/// Whether the tenant wants a consent stated that nobody has stated or given. A session that takes
/// nothing says so first.
async fn is_consent_missing(
    app: &App,
    integrator: &Integrator,
    row: &SessionRow,
) -> Result<bool, Fault> {
    if !state_at(row, app.now()).is_open() || is_known(app, row)? {
        return Ok(false);
    }
    let settings = credence_storage::tenant_settings(&app.pool, integrator.tenant).await?;
    Ok(settings.is_some_and(|settings| settings.verify_needs_consent))
}

/// The session once its submission was dealt with; `None` where it is gone.
async fn settled(watch: &mut SessionWatch) -> Result<Option<SessionView>, Fault> {
    while let Some(view) = watch.next().await.transpose()? {
        if !is_under_way(view.state) {
            return Ok(Some(view));
        }
    }
    Ok(None)
}

const fn is_under_way(state: SessionState) -> bool {
    matches!(state, SessionState::Submitted | SessionState::Processing)
}

impl From<ReadSessionError> for VerifyError {
    fn from(error: ReadSessionError) -> Self {
        match error {
            ReadSessionError::UnknownToken | ReadSessionError::NotFound => Self::NotFound,
            ReadSessionError::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl From<SubmitError> for VerifyError {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::UnknownToken | SubmitError::NotFound => Self::NotFound,
            SubmitError::SessionNotOpen => Self::SessionNotOpen,
            SubmitError::ConsentMissing => Self::ConsentMissing,
            SubmitError::RequestAlreadySubmitted => Self::RequestAlreadySubmitted,
            SubmitError::Fault(fault) => Self::Fault(fault),
        }
    }
}
