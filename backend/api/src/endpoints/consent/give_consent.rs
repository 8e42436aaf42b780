use axum::Json;
use axum::extract::State;
use credence_app::AddressClass;
use credence_types::SessionId;

use crate::extract::{ClientAddress, JsonBody, PathIds, PresentedToken};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{GiveConsentBody, SessionView};

/// Agree to what the session asks, before anything is captured.
///
/// Show the lines of `consent_asked` as they are, have the person agree, and to `biometric` by an act
/// of its own, then hand in the hash of what was shown. Kept are the words' hash, the language, the
/// time, and what kind of address it came from. Repeating the call gives the same answer.
#[utoipa::path(
    post, path = "/v1/sessions/{id}/consent", tag = "sessions",
    params(("id" = Uuid, Path, description = "The session")),
    request_body = GiveConsentBody,
    responses(
        (status = 200, description = "Kept; photographs can be taken", body = SessionView),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`consent_text_changed`, `session_not_open`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`biometric_consent_missing`, `invalid_body`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("session_token" = []))
)]
pub(super) async fn give_consent(
    PresentedToken(token): PresentedToken,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
    ClientAddress(address): ClientAddress,
    JsonBody(body): JsonBody<GiveConsentBody>,
) -> Result<Json<SessionView>, Problem> {
    let given = body.given(address.map(AddressClass::of));
    let view = credence_app::give_consent(state.app(), &token, session, &given).await?;
    Ok(Json(view.into()))
}
