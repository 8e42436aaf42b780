use axum::extract::State;
use credence_app::NewSession;
use credence_types::Redacted;

use crate::created::Created;
use crate::extract::{IdempotencyKey, JsonBody, PresentedKey};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{CreateSessionBody, CreatedSession};

/// Make a session for one person.
///
/// Repeating the call with the same `Idempotency-Key` and body within 24 hours gives the same answer,
/// with the header `idempotency-replayed: true`.
#[utoipa::path(
    post, path = "/v1/sessions", tag = "sessions",
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 printable ASCII characters, quoted or bare", max_length = 255)),
    request_body = CreateSessionBody,
    responses(
        (status = 201, description = "Made, now or by the same call before", body = CreatedSession, headers(("idempotency-replayed" = Option<String>, description = "`true` where the call was made before"))),
        (status = 409, description = "`idempotency_key_in_use`; `session_settled`: the session that the same call made has come to an end", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 410, description = "`session_erased`: the session that the same call made", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`idempotency_key_reused`, `invalid_idempotency_key`, `invalid_reference`, `invalid_locale`, `invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["sessions:write"]))
)]
pub(super) async fn create_session(
    PresentedKey(key): PresentedKey,
    State(state): State<ApiState>,
    IdempotencyKey(idempotency_key): IdempotencyKey,
    JsonBody(body): JsonBody<CreateSessionBody>,
) -> Result<Created<CreatedSession>, Problem> {
    let new = NewSession {
        reference: body.reference.map(Redacted::into_inner),
        locale: body.locale,
        duplicate_search_consented: body.duplicate_search_consented,
        idempotency_key,
    };
    let session = credence_app::create_session(state.app(), &key, new).await?;
    Ok(Created {
        is_replayed: session.is_replayed,
        body: session.into(),
    })
}
