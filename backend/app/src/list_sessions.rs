use chrono::{DateTime, Utc};
use credence_storage::{SessionFilter, SessionState};
use credence_types::SessionId;

use crate::app::App;
use crate::authenticate::Integrator;
use crate::create_session::is_reference;
use crate::cursor::{CursorError, cursor_after, last_before};
use crate::fault::Fault;
use crate::paging::{cut_to_page, page_size};
use crate::session_view::{SessionView, Viewer, view};

/// Which of the tenant's sessions to list, newest first.
#[derive(Debug, Clone, Default)]
pub struct SessionQuery {
    /// Only those in this state.
    pub state: Option<SessionState>,
    /// Only those of this reference.
    pub reference: Option<String>,
    /// Only those made at or after this instant.
    pub created_after: Option<DateTime<Utc>>,
    /// Only those made before this instant.
    pub created_before: Option<DateTime<Utc>>,
    /// At most so many, 1 to 100; 50 when absent.
    pub limit: Option<u32>,
    /// Those after the last one of the page before: its `next_cursor`.
    pub cursor: Option<String>,
}

/// A page of sessions.
#[derive(Debug, Clone)]
pub struct SessionPage {
    /// The sessions.
    pub sessions: Vec<SessionView>,
    /// Where the next page begins; `None` at the end.
    pub next_cursor: Option<String>,
}

/// Sessions could not be listed.
#[derive(Debug, thiserror::Error)]
pub enum ListSessionsError {
    /// No session can have that reference: 422 `invalid_reference`.
    #[error("list sessions: the reference has more than 200 characters or a control character")]
    ReferenceMalformed,
    /// The cursor is of another list or filter, or made up: 422 `invalid_cursor`.
    #[error(transparent)]
    Cursor(#[from] CursorError),
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Lists the integrator's sessions (scope `sessions:read`).
///
/// # Errors
/// When the reference or the cursor is refused.
pub async fn list_sessions(
    app: &App,
    integrator: &Integrator,
    query: &SessionQuery,
) -> Result<SessionPage, ListSessionsError> {
    if !query.reference.as_deref().is_none_or(is_reference) {
        return Err(ListSessionsError::ReferenceMalformed);
    }
    let tenant = integrator.tenant;
    let state = query.state.map(SessionState::as_str);
    let bounds = (query.created_after, query.created_before);
    let list = ("sessions", &(state, &query.reference, bounds));
    let last = query.cursor.as_deref();
    let last = last.map(|cursor| last_before(app, tenant, list, cursor));
    let filter = SessionFilter {
        state: query.state,
        reference: query.reference.as_deref(),
        created_after: query.created_after,
        created_before: query.created_before,
        before: last.transpose()?.map(SessionId::from_uuid),
    };
    let limit = page_size(query.limit);
    let mut rows =
        credence_storage::list_sessions(&app.pool, tenant, &filter, limit + 1, app.now())
            .await
            .map_err(Fault::from)?;
    let last = cut_to_page(&mut rows, limit);
    let next_cursor = last.map(|row| cursor_after(app, tenant, list, row.id.as_uuid()));
    let sessions = rows.iter().map(|row| view(app, row, Viewer::Integrator));
    Ok(SessionPage {
        sessions: sessions.collect::<Result<_, _>>()?,
        next_cursor: next_cursor.transpose()?,
    })
}
