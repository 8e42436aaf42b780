use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use http::header;

use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::SigningKeySet;

/// The public keys that signed results and session tokens are checked with.
///
/// A JSON Web Key Set (RFC 7517); each `kid` is the key's thumbprint (RFC 7638). The first key signs
/// now; the next one is here before it signs, and one that was replaced stays until everything that it
/// signed has lapsed. Meet a `kid` that you do
/// not know by reading the set again, and refuse the token if it is still not there.
#[utoipa::path(
    get, path = "/.well-known/jwks.json", tag = "meta",
    responses(
        (status = 200, description = "The keys", body = SigningKeySet),
        (status = 503, description = "`temporarily_unavailable`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(())
)]
pub(super) async fn read_signing_keys(
    State(state): State<ApiState>,
) -> Result<impl IntoResponse, Problem> {
    let keys = credence_app::public_keys(state.app()).await?;
    let headers = [
        (header::CACHE_CONTROL, "public, max-age=300"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    Ok((headers, Json(SigningKeySet::from(keys))))
}
