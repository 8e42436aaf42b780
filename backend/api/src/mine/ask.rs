use axum::extract::State;
use axum::response::Response;
use credence_app::{
    AskForHumanError, LONGEST_REQUEST, Organisation, ask_for_human, own_organisation,
};

use super::form::Form;
use super::html::{Input, Page, TextField, button_link, filled, lead, text_field};
use super::login::Inside;
use super::routes::see_other;
use super::words_en::ENGLISH;
use crate::manual::escaped;
use crate::problem::Problem;
use crate::state::ApiState;

/// Asks what the human should know.
pub(super) async fn form(
    State(state): State<ApiState>,
    Inside(person): Inside,
) -> Result<Response, Problem> {
    let Some(person) = person else {
        return Ok(see_other("./"));
    };
    let organisation = own_organisation(state.app(), &person).await?;
    Ok(page(&organisation, None))
}

/// Takes it.
pub(super) async fn ask(
    State(state): State<ApiState>,
    Inside(person): Inside,
    form: Form,
) -> Result<Response, Problem> {
    let Some(person) = person else {
        return Ok(see_other("./"));
    };
    let text = form.field("text");
    match ask_for_human(state.app(), &person, &text).await {
        // What stands there now says the rest.
        Ok(()) | Err(AskForHumanError::NotNow) => Ok(see_other("./")),
        Err(AskForHumanError::TextLength) => {
            let organisation = own_organisation(state.app(), &person).await?;
            Ok(page(&organisation, Some(text.expose())))
        }
        Err(AskForHumanError::Fault(fault)) => Err(fault.into()),
    }
}

/// The form, with what was refused.
fn page(organisation: &Organisation, refused: Option<&String>) -> Response {
    let words = &ENGLISH;
    let counted = |sentence| filled(sentence, "count", &LONGEST_REQUEST.to_string());
    let error = refused.map(|_| counted(words.human_length));
    let field = TextField {
        name: "text",
        label: words.human_label,
        hint: &counted(words.human_hint),
        error: error.as_deref(),
        input: Input::Text {
            typed: refused.map_or("", String::as_str),
            longest: LONGEST_REQUEST,
        },
    };
    let body = format!(
        "{}<form method=\"post\" action=\"human\" class=\"stack\">\n{}<div class=\"actions\">\n\
         <button class=\"button button-primary\">{}</button>\n{}</div>\n</form>\n",
        lead(words.human_lead),
        text_field(&field),
        escaped(words.human_send),
        button_link("secondary", "./", words.back),
    );
    let page = Page {
        words,
        organisation: Some(organisation),
        title: words.human,
        is_error: refused.is_some(),
        body,
    };
    page.form_answer()
}
