use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use credence_http_server::TraceId;
use http::{HeaderValue, StatusCode, header};

use super::html::{Page, button_link, filled, lead, paragraph};
use super::words::Words;
use super::words_en::ENGLISH;
use crate::extract::ClientAddress;
use crate::problem::Problem;
use crate::state::ApiState;

/// Writes a refusal as a page in plain words. Also counts the call: nothing is looked up before.
pub(super) async fn as_page(
    State(state): State<ApiState>,
    ClientAddress(address): ClientAddress,
    request: Request,
    next: Next,
) -> Response {
    let trace = request.extensions().get::<TraceId>().cloned();
    let mut response = match state.quotas().call_from(address) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    problem.log(trace.as_ref().map_or("", TraceId::as_str));
    page(&problem)
}

fn page(problem: &Problem) -> Response {
    let words = &ENGLISH;
    let status = problem.status();
    let seconds = problem.retry_after_seconds();
    let (title, sentence) = match status {
        StatusCode::TOO_MANY_REQUESTS => (words.wait_title, wait(words, seconds.unwrap_or(60))),
        StatusCode::FORBIDDEN => (words.foreign_title, words.foreign.to_owned()),
        StatusCode::NOT_FOUND => (words.absent_title, words.absent.to_owned()),
        _ => (words.fault_title, words.fault.to_owned()),
    };
    let page = Page {
        words,
        organisation: None,
        title,
        is_error: false,
        body: format!(
            "{}{}<p class=\"actions\">{}</p>\n",
            lead(&sentence),
            if status == StatusCode::TOO_MANY_REQUESTS {
                paragraph(words.wait_why)
            } else {
                String::new()
            },
            button_link("secondary", "./", words.back),
        ),
    };
    let mut response = page.answer(status);
    if let Some(seconds) = seconds {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Minutes where seconds would be many: rounded up, so that nobody comes too early.
fn wait(words: &Words, seconds: u64) -> String {
    if seconds <= 90 {
        return filled(words.wait_seconds, "count", &seconds.to_string());
    }
    filled(
        words.wait_minutes,
        "count",
        &seconds.div_ceil(60).to_string(),
    )
}
