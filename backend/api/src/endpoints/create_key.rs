use axum::extract::State;

use crate::created::Created;
use crate::extract::{Admin, IdempotencyKey, IntegratorWith, JsonBody};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{CreateKeyBody, CreatedKey};

/// Make a key.
///
/// It is shown in this answer and never again. A key gives another only scopes that it has itself; the
/// other may live longer, so that a key that ends can make its successor. Repeating the call with the
/// same `Idempotency-Key` and body within 24 hours gives the same answer, with the header
/// `idempotency-replayed: true`.
#[utoipa::path(
    post, path = "/v1/keys", tag = "keys",
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 printable ASCII characters, quoted or bare", max_length = 255)),
    request_body = CreateKeyBody,
    responses(
        (status = 201, description = "Made, now or by the same call before", body = CreatedKey, headers(("idempotency-replayed" = Option<String>, description = "`true` where the call was made before"))),
        (status = 403, description = "`scope_missing`, `scope_not_held`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`idempotency_key_in_use`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`idempotency_key_reused`, `invalid_idempotency_key`, `invalid_name`, `invalid_scopes`, `invalid_expiry`, `invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("integrator_key" = ["admin"]))
)]
pub(super) async fn create_key(
    caller: IntegratorWith<Admin>,
    State(state): State<ApiState>,
    IdempotencyKey(idempotency_key): IdempotencyKey,
    JsonBody(body): JsonBody<CreateKeyBody>,
) -> Result<Created<CreatedKey>, Problem> {
    let new = body.into();
    let made =
        credence_app::create_key(state.app(), &caller.integrator, new, idempotency_key).await?;
    Ok(Created {
        body: made.answer.into(),
        is_replayed: made.is_replayed,
    })
}
