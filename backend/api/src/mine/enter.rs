use axum::extract::State;
use axum::response::Response;
use credence_app::{EnterError, enter_code};
use http::{HeaderMap, StatusCode, header};

use super::cookie::Kept;
use super::form::Form;
use super::html::{Page, lead, paragraph};
use super::login::Inside;
use super::routes::see_other;
use super::words::Words;
use crate::extract::ClientAddress;
use crate::manual::escaped;
use crate::problem::Problem;
use crate::state::ApiState;

/// Takes a code. Whatever is wrong with one that is not good, the answer is the same.
pub(super) async fn enter(
    State(state): State<ApiState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
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
        Err(EnterError::Refused) => Ok(code_page(Words::of(&headers), true)),
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

/// Asks for the code. Nothing that was typed comes back.
pub(super) fn code_page(words: &Words, is_refused: bool) -> Response {
    let (error, described, focus) = if is_refused {
        (
            format!(
                "<p class=\"field-error\" id=\"code-error\">{}</p>\n",
                escaped(words.code_refused)
            ),
            "code-hint code-error",
            " aria-invalid=\"true\" autofocus",
        )
    } else {
        (String::new(), "code-hint", "")
    };
    let body = format!(
        "{}<form method=\"post\" action=\"./\" class=\"stack\">\n<div class=\"text-field\">\n\
         <label for=\"code\">{}</label>\n<p class=\"hint\" id=\"code-hint\">{}</p>\n{error}\
         <input class=\"text-field-input code-input\" id=\"code\" name=\"code\" maxlength=\"100\" \
         autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" required \
         aria-describedby=\"{described}\"{focus}>\n</div>\n\
         <p class=\"actions\"><button class=\"button button-primary\">{}</button></p>\n</form>\n\
         <details><summary>{}</summary>\n{}</details>\n",
        lead(words.code_lead),
        escaped(words.code_label),
        escaped(words.code_hint),
        escaped(words.code_enter),
        escaped(words.code_missing),
        paragraph(words.code_missing_body),
    );
    let page = Page {
        words,
        title: words.code_title,
        is_error: is_refused,
        body,
    };
    let status = if is_refused {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    page.answer(status)
}
