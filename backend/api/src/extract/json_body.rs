use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use credence_app::refused_place;
use http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::problem::Problem;
use crate::problem_code::ProblemCode;
use crate::state::ApiState;

/// A JSON body. Unknown fields are the type's to refuse (`deny_unknown_fields`).
#[derive(Debug)]
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<ApiState> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &ApiState) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            let detail = "The body has to be JSON, with the content type application/json.";
            return Err(Problem::new(ProblemCode::UnsupportedMediaType, detail));
        }
        let Ok(bytes) = Bytes::from_request(request, state).await else {
            let detail = "The body did not arrive whole.";
            return Err(Problem::new(ProblemCode::IncompleteBody, detail));
        };
        parse(&bytes).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = value.and_then(|text| text.split(';').next()).map(str::trim);
    essence.is_some_and(|essence| essence.eq_ignore_ascii_case("application/json"))
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let value = serde_json::from_slice(bytes).map_err(|error| problem_of::<T>(&error, bytes))?;
    // The parser also takes the fields in order from an array, which nobody means.
    if !bytes.trim_ascii_start().starts_with(b"{") {
        let detail = "The body has to be a JSON object.";
        let (code, place) = (ProblemCode::InvalidBody, "#".to_owned());
        return Err(Problem::invalid_at(code, detail, place, "It is no object."));
    }
    Ok(value)
}

fn problem_of<T: DeserializeOwned>(error: &serde_json::Error, bytes: &[u8]) -> Problem {
    let place = format!("line {}, column {}", error.line(), error.column());
    match error.classify() {
        Category::Data => {
            let reason = without_values(&error.to_string());
            let detail = format!("{reason} ({place}).");
            let pointer = refused_place::<T>(bytes);
            let rule = "It is unknown, missing, repeated or of the wrong kind.";
            Problem::invalid_at(ProblemCode::InvalidBody, detail, pointer, rule)
        }
        Category::Syntax | Category::Eof | Category::Io => {
            let detail = format!("The body is no JSON document ({place}).");
            Problem::new(ProblemCode::MalformedJson, detail)
        }
    }
}

/// The parser's message without what the caller sent: of "unknown field", "unknown variant", "invalid
/// type" and "invalid value" only what was expected, which are our own words; a missing or repeated
/// field is one of ours. Anything else is summed up.
pub(crate) fn without_values(message: &str) -> String {
    let message = message
        .rsplit_once(" at line ")
        .map_or(message, |(message, _)| message);
    for ours in ["missing field `", "duplicate field `"] {
        if message.starts_with(ours) {
            return capitalised(message);
        }
    }
    let kinds = [
        "unknown field",
        "unknown variant",
        "invalid type",
        "invalid value",
        "invalid length",
    ];
    let kind = kinds.into_iter().find(|kind| message.starts_with(kind));
    match (kind, message.rsplit_once(", expected ")) {
        (Some(kind), Some((_, expected))) => {
            format!("{}: expected {expected}", capitalised(kind))
        }
        (Some(kind), None) => capitalised(kind),
        (None, _) => "A value is malformed".to_owned(),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        #[serde(rename = "reference")]
        _reference: String,
        #[serde(rename = "kind")]
        _kind: Kind,
        #[serde(rename = "id")]
        _id: uuid::Uuid,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Front,
        Back,
    }

    /// All fields in their order.
    const ARRAY: &str = r#"["CANARY", "front", "00000000-0000-0000-0000-000000000000"]"#;

    fn detail(text: &str) -> String {
        format!("{:?}", parse::<Body>(text.as_bytes()).unwrap_err())
    }

    #[test]
    fn messages_say_what_was_expected_and_never_what_was_sent() {
        for (text, wanted) in [
            (
                r#"{"CANARY": 1}"#,
                "Unknown field: expected one of `reference`, `kind`, `id`",
            ),
            (
                r#"{"reference": 667788}"#,
                "Invalid type: expected a string",
            ),
            (
                r#"{"kind": "CANARY, expected x"}"#,
                "Unknown variant: expected `front` or `back`",
            ),
            (
                r#"{"reference": ["CANARY"]}"#,
                "Invalid type: expected a string",
            ),
            (
                r#"{"reference": "a", "reference": "CANARY"}"#,
                "Duplicate field `reference`",
            ),
            ("{}", "Missing field `reference`"),
            (r#"{"id": "CANARY"}"#, "A value is malformed"),
            (r#""CANARY""#, "Invalid type: expected struct Body"),
            (
                r#"{"reference": CANARY"#,
                "The body is no JSON document (line 1, column ",
            ),
            ("", "The body is no JSON document"),
            (ARRAY, "The body has to be a JSON object."),
        ] {
            let detail = detail(text);
            assert!(detail.contains(wanted), "{text}: {detail}");
            assert!(
                !detail.contains("CANARY") && !detail.contains("667788"),
                "{detail}"
            );
        }
    }

    #[test]
    fn deep_nesting_is_refused() {
        let detail = detail(&"[".repeat(200_000));
        let codes = ["InvalidBody", "MalformedJson"];
        assert!(codes.iter().any(|code| detail.contains(code)), "{detail}");
    }
}
