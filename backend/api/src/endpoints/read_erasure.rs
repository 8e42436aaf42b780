use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use credence_types::SessionId;
use http::StatusCode;

use crate::extract::{IntegratorWith, PathIds, SessionsRead};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{Erasure, ErasureStatus};

/// How far a session's erasure has come, and the receipt.
///
/// The session's key and every row about its person go with the call that erases; sealed copies in the
/// object store, and at the DVS server of every request that was handed in, follow within seconds, and then
/// the receipt is written, once. It never lapses: check its signature (ES256), `typ`
/// `credence-erasure+jwt`, `iss` and `sub`. Where `dvs.vendor_retention` in it is not 0, that many requests
/// lie at a DVS server that knows no erasure, and lapse with its own retention. Photographs that a page sent to the DVS server and never handed in are
/// of no session, so no receipt speaks of them: our server destroys them a day after they came.
#[utoipa::path(
    get, path = "/v1/sessions/{id}/erasure", tag = "sessions",
    params(("id" = Uuid, Path, description = "The session")),
    responses(
        (status = 200, description = "It is complete, and this is the receipt", body = Erasure),
        (status = 202, description = "It is in progress: ask again, or wait for `session.erasure_completed`", body = Erasure),
        (status = 404, description = "`not_found`: also when the session is not erased", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["sessions:read"]))
)]
pub(super) async fn read_erasure(
    caller: IntegratorWith<SessionsRead>,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
) -> Result<Response, Problem> {
    let erasure =
        credence_app::erasure_for_integrator(state.app(), &caller.integrator, session).await?;
    let erasure = Erasure::from(erasure.ok_or_else(Problem::not_found)?);
    let status = match erasure.status {
        ErasureStatus::Complete => StatusCode::OK,
        ErasureStatus::InProgress => StatusCode::ACCEPTED,
    };
    Ok((status, Json(erasure)).into_response())
}
