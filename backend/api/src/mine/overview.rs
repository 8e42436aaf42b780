use axum::extract::State;
use axum::response::Response;
use credence_app::{CancelCode, OwnRecord, SessionState};
use http::StatusCode;

use super::agreed::agreed;
use super::enter::code_page;
use super::html::{Page, button_form, button_link, filled, lead, paragraph, section};
use super::login::Inside;
use super::sections;
use super::words::Words;
use super::words_en::ENGLISH;
use crate::problem::Problem;
use crate::state::ApiState;

/// The person's own session, or the question for their code.
pub(super) async fn overview(
    State(state): State<ApiState>,
    Inside(person): Inside,
) -> Result<Response, Problem> {
    let words = &ENGLISH;
    let Some(person) = person else {
        return Ok(code_page(false));
    };
    let record = credence_app::own_record(state.app(), &person).await?;
    let (title, sentence) = standing(words, &record);
    let page = Page {
        words,
        organisation: Some(&record.organisation),
        title,
        is_error: false,
        body: [
            lead(&filled(sentence, "organisation", &record.organisation.name)),
            asked(words, &record),
            section(words.happened, &sections::happened(words, &record)),
            section(words.acts, &acts(words, &record)),
            sections::read(words, &record),
            sections::photographs(words, &record),
            agreed(words, &record),
            section(words.kept, &sections::kept(words, &record)),
            button_form("plain", "leave", words.leave),
        ]
        .concat(),
    };
    Ok(page.answer(StatusCode::OK))
}

/// What it is called where the check stands, and what that means for the person.
fn standing(words: &Words, record: &OwnRecord) -> (&'static str, &'static str) {
    let (title, sentence) = words.state(record.state);
    match record.cancel_code {
        Some(CancelCode::ConsentDeclined) => (title, words.declined),
        None => (title, sentence),
    }
}

/// That a human was asked for, in front of everything else.
fn asked(words: &Words, record: &OwnRecord) -> String {
    match record.requests.last().filter(|_| record.is_human_asked) {
        None => String::new(),
        Some(request) => {
            let sentence = filled(words.human_asked, "time", &words.time(request.at));
            format!("<div class=\"notice\">{}</div>\n", paragraph(&sentence))
        }
    }
}

fn acts(words: &Words, record: &OwnRecord) -> String {
    let mut body = String::from("<ul class=\"acts\">\n");
    let mut act = |sentence: &str, button: String| {
        body.push_str(&format!("<li>{}{button}</li>\n", paragraph(sentence)));
    };
    act(
        words.download_body,
        button_link("secondary", "download", words.download),
    );
    if record.may_ask_for_human {
        act(
            words.human_body,
            button_link("secondary", "human", words.human),
        );
    }
    if record.state != SessionState::Erased {
        act(
            words.erase_body,
            button_link("danger", "erase", words.erase),
        );
    }
    body.push_str("</ul>\n");
    body
}
