use axum::extract::State;
use axum::response::Response;
use credence_app::{AskForHumanError, LONGEST_REQUEST, ask_for_human};
use http::{HeaderMap, StatusCode};

use super::form::Form;
use super::html::{Page, button_link, filled, lead};
use super::login::Inside;
use super::routes::see_other;
use super::words::Words;
use crate::manual::escaped;
use crate::problem::Problem;
use crate::state::ApiState;

/// Asks what the human should know.
pub(super) async fn form(Inside(person): Inside, headers: HeaderMap) -> Response {
    match person {
        Some(_) => page(Words::of(&headers), None),
        None => see_other("./"),
    }
}

/// Takes it.
pub(super) async fn ask(
    State(state): State<ApiState>,
    Inside(person): Inside,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Problem> {
    let Some(person) = person else {
        return Ok(see_other("./"));
    };
    let text = form.field("text");
    match ask_for_human(state.app(), &person, &text).await {
        // What stands there now says the rest.
        Ok(()) | Err(AskForHumanError::NotNow) => Ok(see_other("./")),
        Err(AskForHumanError::TextLength) => Ok(page(Words::of(&headers), Some(text.expose()))),
        Err(AskForHumanError::Fault(fault)) => Err(fault.into()),
    }
}

/// The form, with what was refused.
fn page(words: &Words, refused: Option<&String>) -> Response {
    let (error, described, focus) = if refused.is_some() {
        (
            format!(
                "<p class=\"field-error\" id=\"text-error\">{}</p>\n",
                escaped(words.human_length)
            ),
            "text-hint text-error",
            " aria-invalid=\"true\" autofocus",
        )
    } else {
        (String::new(), "text-hint", "")
    };
    let hint = filled(words.human_hint, "count", &LONGEST_REQUEST.to_string());
    let typed = refused.map_or_else(String::new, |text| escaped(text));
    // A first line end after the tag would be dropped.
    let body = format!(
        "{}<form method=\"post\" action=\"human\" class=\"stack\">\n<div class=\"text-field\">\n\
         <label for=\"text\">{}</label>\n<p class=\"hint\" id=\"text-hint\">{}</p>\n{error}\
         <textarea class=\"text-field-input\" id=\"text\" name=\"text\" rows=\"6\" \
         maxlength=\"{LONGEST_REQUEST}\" required aria-describedby=\"{described}\"{focus}>\n{typed}</textarea>\n\
         </div>\n<div class=\"actions\">\n<button class=\"button button-primary\">{}</button>\n{}</div>\n\
         </form>\n",
        lead(words.human_lead),
        escaped(words.human_label),
        escaped(&hint),
        escaped(words.human_send),
        button_link("secondary", "./", words.back),
    );
    let page = Page {
        words,
        title: words.human,
        is_error: refused.is_some(),
        body,
    };
    let status = if refused.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    page.answer(status)
}
