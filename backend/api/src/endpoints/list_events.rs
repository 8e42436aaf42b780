use axum::Json;
use axum::extract::State;

use crate::extract::{IntegratorWith, QueryParameters, SessionsRead};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{EventPage, EventQuery};

/// List what became of sessions, newest first.
///
/// The same as webhooks tell; for services that would rather ask, or missed some.
#[utoipa::path(
    get, path = "/v1/events", tag = "events",
    params(EventQuery),
    responses(
        (status = 200, description = "A page of events", body = EventPage),
        (status = 422, description = "`invalid_query`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["sessions:read"]))
)]
pub(super) async fn list_events(
    caller: IntegratorWith<SessionsRead>,
    State(state): State<ApiState>,
    QueryParameters(query): QueryParameters<EventQuery>,
) -> Result<Json<EventPage>, Problem> {
    let filter = query.try_into()?;
    let page = credence_app::list_events(state.app(), &caller.integrator, &filter).await?;
    Ok(Json(page.into()))
}
