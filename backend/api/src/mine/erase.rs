use axum::extract::State;
use axum::response::Response;
use credence_app::{erase_own, erased_session};
use http::{HeaderMap, StatusCode, header};

use super::cookie::Kept;
use super::html::{Page, button_form, button_link, facts, filled, lead, paragraph};
use super::login::Inside;
use super::routes::see_other;
use super::words::Words;
use crate::manual::escaped;
use crate::problem::Problem;
use crate::state::ApiState;

/// How long the browser may show that it was done; the note inside says the same.
const NOTE_SECONDS: i64 = 30 * 60;

/// Says what erasing means, and asks.
pub(super) async fn confirm(Inside(person): Inside, headers: HeaderMap) -> Response {
    if person.is_none() {
        return see_other("./");
    }
    let words = Words::of(&headers);
    let items = words
        .erase_means
        .map(|line| format!("<li>{}</li>\n", escaped(line)));
    let page = Page {
        words,
        title: words.erase_title,
        is_error: false,
        body: format!(
            "{}<ul>\n{}</ul>\n{}<div class=\"actions\">\n{}{}</div>\n",
            lead(words.erase_lead),
            items.concat(),
            paragraph(words.erase_copy),
            button_form("danger", "erase", words.erase_now),
            button_link("secondary", "./", words.erase_not),
        ),
    };
    page.answer(StatusCode::OK)
}

/// Erases everything.
pub(super) async fn erase(
    State(state): State<ApiState>,
    Inside(person): Inside,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Some(person) = person else {
        return Ok(see_other("./"));
    };
    let Some(note) = erase_own(state.app(), &person).await? else {
        return Ok(held(Words::of(&headers)));
    };
    let is_https = state.is_https();
    let mut response = see_other("erased");
    let cookies = [
        Kept::Login.clear(is_https),
        Kept::ErasedNote.set(is_https, note.expose(), NOTE_SECONDS),
    ];
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Says that nothing was erased, and why.
fn held(words: &'static Words) -> Response {
    let page = Page {
        words,
        title: words.held_title,
        is_error: true,
        body: [
            lead(words.held_lead),
            button_link("secondary", "./", words.erase_not),
        ]
        .concat(),
    };
    page.answer(StatusCode::CONFLICT)
}

/// Says that it is done, and how to prove it.
pub(super) async fn erased(
    State(state): State<ApiState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let words = Words::of(&headers);
    let Some(note) = Kept::ErasedNote.read(state.is_https(), &headers) else {
        return Ok(see_other("./"));
    };
    let Some(erased) = erased_session(state.app(), note).await? else {
        return Ok(see_other("./"));
    };
    let page = Page {
        words,
        title: words.erased_title,
        is_error: false,
        body: [
            lead(words.erased_lead),
            facts([
                (words.asked_by, erased.organisation.clone()),
                (words.erased_at, words.time(erased.erased_at)),
                (words.number, erased.session.to_string()),
            ]),
            paragraph(&filled(
                words.erased_proof,
                "organisation",
                &erased.organisation,
            )),
            paragraph(words.erased_left),
        ]
        .concat(),
    };
    Ok(page.answer(StatusCode::OK))
}
