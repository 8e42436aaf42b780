use axum::Json;
use axum::extract::State;
use credence_app::NewSession;
use credence_types::Redacted;
use http::StatusCode;

use crate::extract::{IdempotencyKey, JsonBody, PresentedKey};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{CreateSessionBody, CreatedSession};

/// Make a session for one person.
///
/// Repeating the call with the same `Idempotency-Key` and body gives the same answer.
#[utoipa::path(
    post, path = "/v1/sessions", tag = "sessions",
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 printable ASCII characters", max_length = 255)),
    request_body = CreateSessionBody,
    responses(
        (status = 201, description = "Made, now or by the same call before", body = CreatedSession),
        (status = 422, description = "`idempotency_key_reused`, `invalid_reference`, `invalid_locale`, `invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["sessions:write"]))
)]
pub(super) async fn create_session(
    PresentedKey(key): PresentedKey,
    State(state): State<ApiState>,
    IdempotencyKey(idempotency_key): IdempotencyKey,
    JsonBody(body): JsonBody<CreateSessionBody>,
) -> Result<(StatusCode, Json<CreatedSession>), Problem> {
    let new = NewSession {
        reference: body.reference.map(Redacted::into_inner),
        locale: body.locale,
        duplicate_search_consented: body.duplicate_search_consented,
        idempotency_key,
    };
    let session = credence_app::create_session(state.app(), &key, new).await?;
    Ok((StatusCode::CREATED, Json(session.into())))
}
