use serde_json::Value;

use super::curl::curl;
use super::html::{definitions, escaped, paragraphs, prose};
use super::reader_page::{at, text};
use super::schemas::Schemas;
use crate::problem_code::ProblemCode;

/// One call of the document.
pub(super) struct Operation<'a> {
    pub(super) method: String,
    pub(super) path: &'a str,
    pub(super) value: &'a Value,
}

impl<'a> Operation<'a> {
    /// Every call, by path.
    pub(super) fn all(document: &'a Value) -> Vec<Self> {
        let paths = at(document, &["paths"]).as_object().into_iter().flatten();
        let calls = paths.flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(method, value)| Self {
                method: method.to_uppercase(),
                path,
                value,
            })
        });
        calls.collect()
    }

    pub(super) fn tag(&self) -> &'a str {
        let tag = at(self.value, &["tags"]).get(0).and_then(Value::as_str);
        tag.unwrap_or("other")
    }

    fn id(&self) -> &'a str {
        text(self.value, "operationId")
    }

    /// A link to the call's section.
    pub(super) fn link(&self) -> String {
        let (method, path) = (&self.method, escaped(self.path));
        format!(
            "<a href=\"#call-{}\"><b>{method}</b> <code>{path}</code></a>",
            escaped(self.id())
        )
    }

    /// The call's section.
    pub(super) fn html(&self, schemas: &Schemas<'_>, public_url: &str) -> String {
        let mut html = format!(
            "<section class=\"call\" id=\"call-{}\">\n<h3><b>{}</b> <code>{}</code></h3>\n",
            escaped(self.id()),
            self.method,
            escaped(self.path),
        );
        html.push_str(&paragraphs(text(self.value, "summary")));
        html.push_str(&paragraphs(text(self.value, "description")));
        html.push_str(&format!(
            "<p><strong>Who may call:</strong> {}</p>\n",
            self.callers()
        ));
        html.push_str(&self.parameters(schemas));
        html.push_str(&self.body(schemas));
        html.push_str(&self.answers(schemas));
        let example = curl(self, schemas, public_url);
        html.push_str(&format!(
            "<h4>Example</h4>\n<pre>{}</pre>\n</section>\n",
            escaped(&example)
        ));
        html
    }

    /// The names of the security schemes that it takes, with their scopes.
    pub(super) fn schemes(&self) -> Vec<(&'a str, Vec<&'a str>)> {
        let requirements = at(self.value, &["security"])
            .as_array()
            .into_iter()
            .flatten();
        let members =
            requirements.flat_map(|requirement| requirement.as_object().into_iter().flatten());
        let schemes = members.map(|(name, scopes)| {
            let scopes = scopes.as_array().into_iter().flatten();
            (name.as_str(), scopes.filter_map(Value::as_str).collect())
        });
        schemes.collect()
    }

    fn callers(&self) -> String {
        let callers: Vec<String> = self
            .schemes()
            .into_iter()
            .map(|(name, scopes)| match name {
                "integrator_key" => prose(&format!(
                    "a key with the scope `{}`",
                    scopes.join("` and `")
                )),
                "session_token" => "the session's own token".to_owned(),
                "console_login" => "somebody signed in to the console".to_owned(),
                other => escaped(other),
            })
            .collect();
        if callers.is_empty() {
            return "everybody".to_owned();
        }
        callers.join(", or ")
    }

    fn parameters(&self, schemas: &Schemas<'_>) -> String {
        let Some(parameters) = at(self.value, &["parameters"]).as_array() else {
            return String::new();
        };
        let entries = parameters.iter().map(|parameter| {
            let is_required = at(parameter, &["required"]).as_bool() == Some(true);
            let name = format!(
                "<code>{}</code> <small>{}, {}{}</small>",
                escaped(text(parameter, "name")),
                escaped(text(parameter, "in")),
                schemas.type_of(at(parameter, &["schema"])),
                if is_required { ", required" } else { "" },
            );
            (name, prose(text(parameter, "description")))
        });
        format!("<h4>Parameters</h4>\n{}", definitions(entries))
    }

    fn body(&self, schemas: &Schemas<'_>) -> String {
        let content = at(self.value, &["requestBody", "content"]).as_object();
        let Some((media_type, content)) = content.and_then(|content| content.iter().next()) else {
            return String::new();
        };
        format!(
            "<h4>Body</h4>\n<p><code>{}</code>: {}</p>\n",
            escaped(media_type),
            schemas.type_of(at(content, &["schema"]))
        )
    }

    fn answers(&self, schemas: &Schemas<'_>) -> String {
        let answers = at(self.value, &["responses"])
            .as_object()
            .into_iter()
            .flatten();
        let entries = answers.map(|(status, answer)| {
            let content = at(answer, &["content"]).as_object().into_iter().flatten();
            let kinds = content.map(|(media_type, content)| {
                format!(
                    " <small><code>{}</code>: {}</small>",
                    escaped(media_type),
                    schemas.type_of(at(content, &["schema"]))
                )
            });
            let words = with_problem_links(prose(text(answer, "description")));
            let name = match status.as_str() {
                "default" => "any other".to_owned(),
                status => escaped(status),
            };
            (name, format!("{words}{}", kinds.collect::<String>()))
        });
        format!("<h4>Answers</h4>\n{}", definitions(entries))
    }
}

/// Leads from each problem's code to its page.
fn with_problem_links(html: String) -> String {
    ProblemCode::ALL.iter().fold(html, |html, problem| {
        let code = format!("<code>{}</code>", problem.as_str());
        let link = format!("<a href=\"problems/{}\">{code}</a>", problem.as_str());
        html.replace(&code, &link)
    })
}
