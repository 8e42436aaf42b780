use serde_json::json;

use super::html::{Page, definitions, escaped, prose};
use crate::problem_code::ProblemCode;

/// The page of a problem: what its `type` points to.
pub(super) fn problem_page(problem: ProblemCode, public_url: &str) -> String {
    let entry = problem.entry();
    let example = json!({
        "type": format!("{public_url}/problems/{}", entry.code),
        "title": entry.title,
        "status": entry.status,
        "code": entry.code,
        "detail": "…",
        "request_id": "…",
    });
    let example = serde_json::to_string_pretty(&example).unwrap_or_default();
    let facts = definitions([
        ("What it means".to_owned(), prose(entry.meaning)),
        (
            "Who can do something".to_owned(),
            prose(entry.remedy.words()),
        ),
        ("What to do".to_owned(), prose(entry.advice)),
    ]);
    let body = format!(
        "<p class=\"lead\"><code>{}</code>, status {}</p>\n{facts}\
         <h2>As the answer's body</h2>\n<pre>{}</pre>\n\
         <p>The media type is <code>application/problem+json</code> (RFC 9457). Act on <code>code</code>; \
         <code>detail</code> is for people. <a href=\"../reference#problems\">All problems</a></p>\n",
        escaped(entry.code),
        entry.status,
        escaped(&example),
    );
    Page {
        title: entry.title,
        root: "../",
        body,
    }
    .html()
}
