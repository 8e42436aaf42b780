use axum::extract::State;
use credence_types::SessionId;

use crate::created::Created;
use crate::extract::{IdempotencyKey, IntegratorWith, PathIds, SessionsWrite};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::CreatedSessionToken;

/// Give a session's person a new link.
///
/// The link that the person had ends, and so does the code for their own page. Once photographs were handed
/// in, the new link shows what they say: the key needs `pii:read` and `images:read` as well. Use it to bring somebody back: for a picture that a reviewer wants
/// again, or to see the outcome after the first link has lapsed. A session's own time is not changed by
/// it. Repeating the call with the same `Idempotency-Key` within 24 hours gives the same answer, with the
/// header `idempotency-replayed: true`.
#[utoipa::path(
    post, path = "/v1/sessions/{id}/token", tag = "sessions",
    params(
        ("id" = Uuid, Path, description = "The session"),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 printable ASCII characters, quoted or bare", max_length = 255),
    ),
    responses(
        (status = 201, description = "Made, now or by the same call before", body = CreatedSessionToken, headers(("idempotency-replayed" = Option<String>, description = "`true` where the call was made before"))),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`session_not_open`: it was cancelled or has expired; `idempotency_key_in_use`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 410, description = "`session_erased`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`idempotency_key_reused`, `invalid_idempotency_key`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["sessions:write"]))
)]
pub(super) async fn create_session_token(
    caller: IntegratorWith<SessionsWrite>,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Created<CreatedSessionToken>, Problem> {
    let app = state.app();
    let made = credence_app::create_session_token(app, &caller.integrator, session, key).await?;
    Ok(Created {
        body: made.answer.into(),
        is_replayed: made.is_replayed,
    })
}
