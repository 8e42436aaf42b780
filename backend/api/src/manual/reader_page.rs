use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::html::{Page, escaped, paragraphs};
use super::operations::Operation;
use super::schemas::Schemas;

/// The OpenAPI document for people: every call with its parameters, body, answers and an example.
pub(super) fn reader_page(document: &Value, public_url: &str) -> String {
    let schemas = Schemas::of(document);
    let mut groups: BTreeMap<&str, Vec<Operation<'_>>> = BTreeMap::new();
    for operation in Operation::all(document) {
        groups.entry(operation.tag()).or_default().push(operation);
    }
    let mut body = paragraphs(text(at(document, &["info"]), "description"));
    body.push_str("<nav aria-label=\"Calls\">\n<ul class=\"contents\">\n");
    for operation in groups.values().flatten() {
        let _ = writeln!(body, "<li>{}</li>", operation.link());
    }
    body.push_str("<li><a href=\"#schemas\">What goes over the line</a></li>\n</ul>\n</nav>\n");
    for (tag, operations) in &groups {
        let tag = escaped(tag);
        let _ = writeln!(
            body,
            "<section id=\"tag-{tag}\">\n<h2>{}</h2>",
            heading(&tag)
        );
        for operation in operations {
            body.push_str(&operation.html(&schemas, public_url));
        }
        body.push_str("</section>\n");
    }
    body.push_str("<section id=\"schemas\">\n<h2>What goes over the line</h2>\n");
    body.push_str(&schemas.html());
    body.push_str("</section>\n");
    Page {
        title: "Calls",
        root: "",
        body,
    }
    .html()
}

/// The member at the end of the path; null where there is none.
pub(super) fn at<'a>(value: &'a Value, path: &[&str]) -> &'a Value {
    const NOTHING: &Value = &Value::Null;
    path.iter()
        .try_fold(value, |value, member| value.get(member))
        .unwrap_or(NOTHING)
}

/// The text of a member; empty where there is none.
pub(super) fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value
        .get(member)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn heading(tag: &str) -> String {
    let mut letters = tag.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
