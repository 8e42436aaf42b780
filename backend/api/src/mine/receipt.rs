use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};

use super::erase::noted;
use super::routes::see_other;
use crate::problem::Problem;
use crate::problem_code::ProblemCode;
use crate::state::ApiState;
use crate::wire::Erasure;

/// The signed receipt of what the browser's note says was erased, as a file: what
/// `GET /v1/sessions/{id}/erasure` answers.
pub(super) async fn receipt(
    State(state): State<ApiState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Some(erased) = noted(&state, &headers).await? else {
        return Ok(see_other("./"));
    };
    if erased.erasure.receipt.is_none() {
        return Ok(see_other("erased"));
    }
    let file = serde_json::to_vec_pretty(&Erasure::from(erased.erasure)).map_err(|_| {
        Problem::new(
            ProblemCode::InternalError,
            "The receipt could not be written.",
        )
    })?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"erasure-receipt.json\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, file).into_response())
}
