use axum::Json;
use axum::extract::State;
use credence_app::{GiveNamesError, PrintedNames};
use credence_types::SessionId;
use http::StatusCode;

use crate::extract::{JsonBody, PathIds, PresentedToken};
use crate::problem::{Problem, ProblemDocument};
use crate::state::ApiState;
use crate::wire::{NamesBody, SessionView};

/// Give the name as the passport prints it, when the session asks for it.
///
/// It asks while its state is `retake` with the step `name`, once. The same photographs are then
/// checked again. Repeating the call with the same name gives the same answer.
#[utoipa::path(
    post, path = "/v1/sessions/{id}/names", tag = "sessions",
    params(("id" = Uuid, Path, description = "The session")),
    request_body = NamesBody,
    responses(
        (status = 202, description = "Taken; the outcome follows", body = SessionView),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`name_not_asked`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_body`; `invalid_names`, with `errors` for `surname` and `forenames`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("session_token" = []))
)]
pub(super) async fn give_names(
    PresentedToken(token): PresentedToken,
    State(state): State<ApiState>,
    PathIds(session): PathIds<SessionId>,
    JsonBody(body): JsonBody<NamesBody>,
) -> Result<(StatusCode, Json<SessionView>), Problem> {
    let names =
        PrintedNames::new(&body.surname, &body.forenames).map_err(GiveNamesError::Malformed)?;
    let view = credence_app::give_names(state.app(), &token, session, &names).await?;
    Ok((StatusCode::ACCEPTED, Json(view.into())))
}
