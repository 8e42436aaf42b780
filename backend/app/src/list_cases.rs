use chrono::{DateTime, Utc};
use credence_storage::{CaseRow, SessionState};
use credence_trust::{CheckCode, Decision};
use credence_types::{DocumentType, SessionId};

use crate::app::App;
use crate::authenticate::Administrator;
use crate::fault::Fault;
use crate::paging::{cut_to_page, page_size};
use crate::session_view::parsed_decision;

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
    /// Whether it waits because its person asked for a human.
    pub is_review_requested: bool,
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
    let limit = page_size(filter.limit);
    let tenant = administrator.tenant;
    let mut rows = match filter.state {
        Some(state) => {
            let before = filter.cursor;
            credence_storage::list_cases_by_state(&app.pool, tenant, state, before, limit + 1)
                .await?
        }
        None => credence_storage::list_cases(&app.pool, tenant, filter.cursor, limit + 1).await?,
    };
    let next_cursor = cut_to_page(&mut rows, limit).map(|row| row.id);
    let cases = rows.into_iter().map(line).collect::<Result<_, _>>()?;
    Ok(CasePage { cases, next_cursor })
}

fn line(row: CaseRow) -> Result<CaseLine, Fault> {
    let decision = row.decision.as_ref().map(parsed_decision).transpose()?;
    Ok(CaseLine {
        id: row.id,
        reference: row.reference,
        state: row.state,
        document_type: row.document_type,
        created_at: row.created_at,
        updated_at: row.updated_at,
        attempts: row.attempts,
        failed_checks: decision.iter().flat_map(Decision::failed_checks).collect(),
        is_review_requested: row.is_review_requested,
    })
}
