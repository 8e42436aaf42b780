use axum::extract::State;
use axum::response::Response;
use credence_app::{ErasedSession, PersonInside, erase_own, erased_session, own_organisation};
use http::{HeaderMap, StatusCode, header};

use super::cookie::Kept;
use super::html::{Page, button_form, button_link, facts, filled, lead, paragraph, section};
use super::login::Inside;
use super::routes::see_other;
use super::words_en::ENGLISH;
use crate::manual::escaped;
use crate::problem::Problem;
use crate::state::ApiState;

/// How long the browser may show that it was done; the note inside says the same.
const NOTE_SECONDS: i64 = 30 * 60;

/// Says what erasing means, and asks.
pub(super) async fn confirm(
    State(state): State<ApiState>,
    Inside(person): Inside,
) -> Result<Response, Problem> {
    let Some(person) = person else {
        return Ok(see_other("./"));
    };
    let organisation = own_organisation(state.app(), &person).await?;
    let words = &ENGLISH;
    let items = words
        .erase_means
        .map(|line| format!("<li>{}</li>\n", escaped(line)));
    let page = Page {
        words,
        organisation: Some(&organisation),
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
    Ok(page.answer(StatusCode::OK))
}

/// Erases everything.
pub(super) async fn erase(
    State(state): State<ApiState>,
    Inside(person): Inside,
) -> Result<Response, Problem> {
    let Some(person) = person else {
        return Ok(see_other("./"));
    };
    let Some(note) = erase_own(state.app(), &person).await? else {
        return held(&state, &person).await;
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
async fn held(state: &ApiState, person: &PersonInside) -> Result<Response, Problem> {
    let organisation = own_organisation(state.app(), person).await?;
    let words = &ENGLISH;
    let page = Page {
        words,
        organisation: Some(&organisation),
        title: words.held_title,
        is_error: true,
        body: [
            lead(words.held_lead),
            button_link("secondary", "./", words.erase_not),
        ]
        .concat(),
    };
    Ok(page.answer(StatusCode::CONFLICT))
}

/// What the browser's note says was erased.
pub(super) async fn noted(
    state: &ApiState,
    headers: &HeaderMap,
) -> Result<Option<ErasedSession>, Problem> {
    let Some(note) = Kept::ErasedNote.read(state.is_https(), headers) else {
        return Ok(None);
    };
    Ok(erased_session(state.app(), note).await?)
}

/// Says that it is done, and how to prove it.
pub(super) async fn erased(
    State(state): State<ApiState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Some(erased) = noted(&state, &headers).await? else {
        return Ok(see_other("./"));
    };
    let words = &ENGLISH;
    let page = Page {
        words,
        organisation: Some(&erased.organisation),
        title: words.erased_title,
        is_error: false,
        body: [
            lead(words.erased_lead),
            erasure_facts(&erased),
            section(words.receipt, &proof(&erased)),
            paragraph(words.erased_left),
        ]
        .concat(),
    };
    Ok(page.answer(StatusCode::OK))
}

fn erasure_facts(erased: &ErasedSession) -> String {
    let (words, erasure) = (&ENGLISH, &erased.erasure);
    let mut lines = vec![
        (words.asked_by, erased.organisation.name.clone()),
        (words.erased_at, words.time(erasure.erased_at)),
    ];
    if let Some(receipt) = &erasure.receipt {
        lines.push((words.erased_everywhere, words.time(receipt.completed_at)));
    }
    lines.push((words.number, erased.session.to_string()));
    facts(lines)
}

/// The receipt, or that it is still to come.
fn proof(erased: &ErasedSession) -> String {
    let words = &ENGLISH;
    let organisation = &erased.organisation.name;
    let (sentence, button) = match erased.erasure.receipt {
        Some(_) => (
            words.receipt_ready,
            button_link("primary", "receipt", words.receipt_download),
        ),
        None => (
            words.receipt_waits,
            button_link("secondary", "erased", words.receipt_again),
        ),
    };
    [
        paragraph(sentence),
        format!("<p class=\"actions\">{button}</p>\n"),
        paragraph(&filled(words.receipt_later, "organisation", organisation)),
    ]
    .concat()
}
