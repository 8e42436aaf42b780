use super::operations::Operation;
use super::reader_page::at;
use super::schemas::Schemas;

/// The call as somebody would try it, with `$KEY`, `$TOKEN` and ids to fill in.
pub(super) fn curl(operation: &Operation<'_>, schemas: &Schemas<'_>, public_url: &str) -> String {
    let mut lines = Vec::new();
    let schemes = operation.schemes();
    let takes = |wanted: &str| schemes.iter().any(|(name, _)| *name == wanted);
    if takes("integrator_key") {
        lines.push("-H \"authorization: Bearer $KEY\"".to_owned());
    } else if takes("session_token") {
        lines.push("-H \"authorization: Bearer $TOKEN\"".to_owned());
    } else if takes("console_login") {
        lines.push("-H \"cookie: __Host-credence=$LOGIN\"".to_owned());
    }
    if operation.path.starts_with("/v1/console/") && operation.method != "GET" {
        lines.push(format!("-H 'origin: {public_url}'"));
    }
    let body = at(
        operation.value,
        &["requestBody", "content", "application/json", "schema"],
    );
    if !body.is_null() {
        lines.push("-H 'content-type: application/json'".to_owned());
        // A quotation mark would end the shell's word.
        let example = schemas.example(body).to_string().replace('\'', "\\u0027");
        lines.push(format!("-d '{example}'"));
    }
    let is_stream = at(operation.value, &["responses", "200", "content"])
        .get("text/event-stream")
        .is_some();
    let options = match (operation.method.as_str(), is_stream) {
        ("GET", true) => "-N ".to_owned(),
        ("GET", false) => String::new(),
        (method, _) => format!("-X {method} "),
    };
    let path = operation
        .path
        .replace("{id}", "$ID")
        .replace('{', "$")
        .replace('}', "");
    let mut text = format!("curl {options}\"{public_url}{path}\"");
    for line in lines {
        text.push_str(" \\\n  ");
        text.push_str(&line);
    }
    text
}
