use credence_storage::SessionState;
use credence_types::SessionId;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::fault::Fault;
use crate::read_session::row_for_integrator;
use crate::session_view::{SessionView, Viewer, view};

/// Why a session is kept beyond its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HoldReason {
    /// It is evidence before a court.
    Litigation,
    /// It is part of an investigation.
    Investigation,
    /// The person disputes the outcome.
    Dispute,
    /// An authority has asked for it.
    Authority,
}

/// A hold could not be put on a session or taken off it.
#[derive(Debug, thiserror::Error)]
pub enum HoldError {
    /// There is no such session, or it is another tenant's: 404.
    #[error("hold a session: there is none of that id")]
    NotFound,
    /// It was erased: 410 `session_erased`.
    #[error("hold a session: it was erased")]
    SessionErased,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl HoldReason {
    /// Every reason.
    pub const ALL: [Self; 4] = [
        Self::Litigation,
        Self::Investigation,
        Self::Dispute,
        Self::Authority,
    ];

    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Litigation => "litigation",
            Self::Investigation => "investigation",
            Self::Dispute => "dispute",
            Self::Authority => "authority",
        }
    }

    /// What it means, for the reference.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Litigation => "It is evidence before a court.",
            Self::Investigation => "It is part of an investigation.",
            Self::Dispute => "The person disputes the outcome.",
            Self::Authority => "An authority has asked for it.",
        }
    }
}

/// Keeps everything about a session until the hold is taken off (scope `admin`): neither its time nor a
/// call erases it. Another reason takes the place of the one before. Audited; a repetition changes
/// nothing.
///
/// # Errors
/// When there is none of that id, or it was erased.
pub async fn hold_session(
    app: &App,
    integrator: &Integrator,
    session: SessionId,
    reason: HoldReason,
) -> Result<SessionView, HoldError> {
    let (tenant, now) = (integrator.tenant, app.now());
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let name = reason.as_str();
    let is_held =
        credence_storage::set_session_held(&mut *transaction, tenant, session, name, now).await;
    if is_held.map_err(Fault::from)? {
        let actor = Actor::Integrator(integrator.key);
        let act = Act::new(tenant, actor, "session_held").about(session);
        append(&mut transaction, act.with("reason", name), now).await?;
    }
    transaction.commit().await.map_err(Fault::from)?;
    seen(app, integrator, session).await
}

/// Takes the hold off a session (scope `admin`); what is due by then goes within a minute. Audited; a
/// repetition changes nothing.
///
/// # Errors
/// When there is none of that id, or it was erased.
pub async fn release_session(
    app: &App,
    integrator: &Integrator,
    session: SessionId,
) -> Result<SessionView, HoldError> {
    let (tenant, now) = (integrator.tenant, app.now());
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let is_released =
        credence_storage::set_session_released(&mut *transaction, tenant, session).await;
    if is_released.map_err(Fault::from)? {
        let actor = Actor::Integrator(integrator.key);
        let act = Act::new(tenant, actor, "session_released").about(session);
        append(&mut transaction, act, now).await?;
    }
    transaction.commit().await.map_err(Fault::from)?;
    seen(app, integrator, session).await
}

async fn seen(
    app: &App,
    integrator: &Integrator,
    session: SessionId,
) -> Result<SessionView, HoldError> {
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(HoldError::NotFound)?;
    if row.state == SessionState::Erased {
        return Err(HoldError::SessionErased);
    }
    Ok(view(app, &row, Viewer::Integrator)?)
}
