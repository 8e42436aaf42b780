use axum::extract::State;
use axum::response::Response;
use credence_app::{EnterError, enter_code};
use http::header;

use super::cookie::Kept;
use super::form::Form;
use super::html::{Input, Page, TextField, lead, paragraph, text_field};
use super::login::Inside;
use super::routes::see_other;
use super::words_en::ENGLISH;
use crate::extract::ClientAddress;
use crate::manual::escaped;
use crate::problem::Problem;
use crate::state::ApiState;

/// Takes a code. Whatever is wrong with one that is not good, the answer is the same.
pub(super) async fn enter(
    State(state): State<ApiState>,
    ClientAddress(address): ClientAddress,
    form: Form,
) -> Result<Response, Problem> {
    state.quotas().code_from(address)?;
    let rates = state.quotas().code_rates();
    match enter_code(state.app(), &form.field("code"), address, &rates).await {
        Ok(entered) => {
            let (login, life) = (entered.login.expose(), entered.max_age_seconds);
            let mut response = see_other("./");
            if let Some(cookie) = Kept::Login.set(state.is_https(), login, life) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Err(EnterError::Refused) => Ok(code_page(true)),
        Err(EnterError::TooMany {
            retry_after_seconds,
        }) => Err(Problem::too_many_requests(retry_after_seconds)),
        Err(EnterError::Fault(fault)) => Err(fault.into()),
    }
}

/// Ends the login, on this device and at the server.
pub(super) async fn leave(
    State(state): State<ApiState>,
    Inside(person): Inside,
) -> Result<Response, Problem> {
    if let Some(person) = person {
        credence_app::leave(state.app(), &person).await?;
    }
    let mut response = see_other("./");
    if let Some(cookie) = Kept::Login.clear(state.is_https()) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Asks for the code.
pub(super) fn code_page(is_refused: bool) -> Response {
    let words = &ENGLISH;
    let field = TextField {
        name: "code",
        label: words.code_label,
        hint: words.code_hint,
        error: is_refused.then_some(words.code_refused),
        input: Input::Code,
    };
    let body = format!(
        "{}<form method=\"post\" action=\"./\" class=\"stack\">\n{}\
         <p class=\"actions\"><button class=\"button button-primary\">{}</button></p>\n</form>\n\
         <details><summary>{}</summary>\n{}</details>\n",
        lead(words.code_lead),
        text_field(&field),
        escaped(words.code_enter),
        escaped(words.code_missing),
        paragraph(words.code_missing_body),
    );
    let page = Page {
        words,
        organisation: None,
        title: words.code_title,
        is_error: is_refused,
        body,
    };
    page.form_answer()
}
