use chrono::{DateTime, Datelike, Utc};
use credence_types::Redacted;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::names::SessionState;
use super::paging::checked_limit;
use super::session::SessionView;
use crate::problem::Problem;
use crate::problem_code::ProblemCode;

/// Which sessions to list, newest first.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SessionQuery {
    /// Only those in this state.
    #[param(inline)]
    state: Option<SessionState>,
    /// Only those of this reference. It stands in the address: give your sessions references that say
    /// nothing about anybody.
    #[param(value_type = Option<String>, max_length = 200)]
    reference: Option<Redacted<String>>,
    /// Only those made at or after this instant.
    created_after: Option<DateTime<Utc>>,
    /// Only those made before this instant.
    created_before: Option<DateTime<Utc>>,
    /// At most so many; 50 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// The `next_cursor` of the page before, with the same filter.
    #[param(max_length = 100)]
    cursor: Option<String>,
}

impl TryFrom<SessionQuery> for credence_app::SessionQuery {
    type Error = Problem;

    fn try_from(query: SessionQuery) -> Result<Self, Problem> {
        let limit = checked_limit(query.limit)?;
        let instants = [query.created_after, query.created_before];
        // The database knows years that the calendar does not, and the other way round.
        let is_ours = |instant: DateTime<Utc>| (1970..=9999).contains(&instant.year());
        if !instants.into_iter().flatten().all(is_ours) {
            let detail = "created_after and created_before have to be in the years 1970 to 9999.";
            return Err(Problem::new(ProblemCode::InvalidQuery, detail));
        }
        Ok(Self {
            state: query.state.map(Into::into),
            reference: query.reference.map(Redacted::into_inner),
            created_after: query.created_after,
            created_before: query.created_before,
            limit,
            cursor: query.cursor,
        })
    }
}

/// A page of sessions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionPage {
    sessions: Vec<SessionView>,
    /// Where the next page begins; null at the end.
    #[schema(required)]
    next_cursor: Option<String>,
}

impl From<credence_app::SessionPage> for SessionPage {
    fn from(page: credence_app::SessionPage) -> Self {
        Self {
            sessions: page.sessions.into_iter().map(Into::into).collect(),
            next_cursor: page.next_cursor,
        }
    }
}
