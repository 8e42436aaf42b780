use chrono::{DateTime, Utc};
use credence_storage::SessionState;
use credence_trust::CheckCode;
use credence_types::{DocumentType, SessionId};

use crate::app::App;
use crate::authenticate::Administrator;
use crate::fault::Fault;

/// Which cases to list, newest first.
#[derive(Debug, Clone, Default)]
pub struct CaseFilter {
    /// Only those in this state.
    pub state: Option<SessionState>,
    /// At most so many, 1 to 100; 50 when absent.
    pub limit: Option<u32>,
    /// Those after this one: the `next_cursor` of the page before.
    pub cursor: Option<SessionId>,
}

/// A page of cases.
#[derive(Debug, Clone)]
pub struct CasePage {
    /// The cases.
    pub cases: Vec<CaseLine>,
    /// Where the next page begins; `None` at the end.
    pub next_cursor: Option<SessionId>,
}

/// A case in a list.
#[derive(Debug, Clone)]
pub struct CaseLine {
    /// The session.
    pub id: SessionId,
    /// The integrator's own name for it.
    pub reference: Option<String>,
    /// Where it stands.
    pub state: SessionState,
    /// The kind of document, once read.
    pub document_type: Option<DocumentType>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// How many submissions there were.
    pub attempts: u32,
    /// The checks that failed.
    pub failed_checks: Vec<CheckCode>,
}

/// Lists cases.
///
/// # Errors
/// When the database is out of reach.
pub async fn list_cases(
    app: &App,
    administrator: &Administrator,
    filter: &CaseFilter,
) -> Result<CasePage, Fault> {
    todo!()
}
