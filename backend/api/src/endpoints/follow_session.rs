use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use credence_app::SessionWatch;
use credence_http_server::ConnectionInfo;
use credence_types::{ErrorChain, SessionId};
use futures_util::stream::{self, Stream, StreamExt};
use http::{HeaderMap, StatusCode};

use crate::extract::{PathIds, SessionReader};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::SessionView;

/// So that proxies and pages see that the line is open.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How long a browser waits before it connects again.
const RECONNECT_AFTER: Duration = Duration::from_secs(3);
/// A stream ends after this long. The client connects again, and its credential is checked again.
const LONGEST_STREAM: Duration = Duration::from_secs(15 * 60);

/// Follow a session as server-sent events.
///
/// Each event is named `session`; its data is the session as `GET /v1/sessions/{id}` gives it, its id
/// the version. The stream begins with the session as it is (unless `Last-Event-ID` says that it is
/// known) and ends after a settled state. 204: settled, and known. A `Last-Event-ID` that is none of
/// this stream's counts as none. A comment comes every 15 seconds while nothing else does.
#[utoipa::path(
    get, path = "/v1/sessions/{id}/events", tag = "sessions",
    params(
        ("id" = Uuid, Path, description = "The session"),
        ("Last-Event-ID" = Option<i64>, Header, description = "The last version that was seen"),
    ),
    responses(
        (status = 200, description = "The events", body = String, content_type = "text/event-stream"),
        (status = 204, description = "The session is settled and its last version was seen"),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["sessions:read"]), ("session_token" = []))
)]
pub(super) async fn follow_session(
    reader: SessionReader,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
    connection: Option<Extension<ConnectionInfo>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut watch = match reader {
        SessionReader::Person(token) => {
            credence_app::watch_for_person(state.app(), &token, session).await?
        }
        SessionReader::Integrator(integrator) => {
            credence_app::watch_for_integrator(state.app(), &integrator, session).await?
        }
    };
    let seen = last_event_id(&headers);
    let first = match watch.next().await {
        Some(view) => SessionView::from(view?),
        None => return Ok(StatusCode::NO_CONTENT.into_response()),
    };
    let is_known = seen.is_some_and(|seen| first.version == seen);
    if is_known && first.is_settled() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let draining = async move {
        match connection {
            Some(Extension(info)) => info.draining.cancelled_owned().await,
            None => std::future::pending().await,
        }
    };
    let first = stream::iter((!is_known).then_some(first));
    let changes = first.chain(views(watch)).map(|view| {
        Event::default()
            .event("session")
            .id(view.version.to_string())
            .json_data(view)
    });
    // First of all, so that a listener to whom nothing is new sees at once that the line is open.
    let opening = Event::default().retry(RECONNECT_AFTER);
    let events = stream::iter([Ok(opening)])
        .chain(changes)
        .take_until(draining)
        .take_until(tokio::time::sleep(LONGEST_STREAM));
    let events = Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    Ok(([("x-accel-buffering", "no")], events).into_response())
}

/// The changes to come. A fault ends them: the client connects again.
fn views(watch: SessionWatch) -> impl Stream<Item = SessionView> {
    stream::unfold(watch, |mut watch| async {
        match watch.next().await? {
            Ok(view) => Some((SessionView::from(view), watch)),
            Err(fault) => {
                tracing::error!(error = %ErrorChain(&fault), "an event stream ended early");
                None
            }
        }
    })
}

/// An id that is none of ours counts as none.
fn last_event_id(headers: &HeaderMap) -> Option<i64> {
    headers.get("last-event-id")?.to_str().ok()?.parse().ok()
}
