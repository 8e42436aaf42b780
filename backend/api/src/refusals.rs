use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{ContentBuilder, Ref, ResponseBuilder};

use crate::problem::ProblemDocument;

/// A status and when it comes.
type Refusal = (&'static str, &'static str);

/// By any call, whatever it is for.
const ALWAYS: [Refusal; 5] = [
    ("400", "The request is malformed"),
    ("408", "The request took too long to arrive"),
    (
        "429",
        "Too many calls; `Retry-After` says when to come back",
    ),
    ("500", "Something went wrong on our side"),
    (
        "503",
        "Out of reach or busy; `Retry-After` says when to come back",
    ),
];
/// By calls that need a credential.
const WITH_CREDENTIAL: [Refusal; 2] = [
    ("401", "`invalid_credential`"),
    ("403", "The credential is good but not for this"),
];
/// By calls about one thing.
const ABOUT_ONE_THING: [Refusal; 1] =
    [("404", "There is none of that id, or it is someone else's")];
/// By calls with a body.
const WITH_BODY: [Refusal; 3] = [
    ("413", "The body is too large"),
    ("415", "The body is no JSON by its `Content-Type`"),
    ("422", "The body is not what the call takes"),
];

/// Names every refusal that an operation does not name itself, so that the document holds every answer
/// there is.
pub(crate) fn add_refusals(path: &str, operation: &mut Operation) {
    let mut refusals = ALWAYS.to_vec();
    if needs_credential(operation) {
        refusals.extend(WITH_CREDENTIAL);
    }
    if path.contains('{') {
        refusals.extend(ABOUT_ONE_THING);
    }
    if operation.request_body.is_some() {
        refusals.extend(WITH_BODY);
    }
    let schema = Ref::from_schema_name(ProblemDocument::name().into_owned());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    for (status, description) in refusals {
        let response = ResponseBuilder::new()
            .description(description)
            .content("application/problem+json", content.clone())
            .build();
        let responses = &mut operation.responses.responses;
        responses
            .entry(status.to_owned())
            .or_insert_with(|| response.into());
    }
}

/// Whether anything is asked for: an empty requirement among the alternatives asks for nothing.
fn needs_credential(operation: &Operation) -> bool {
    let requirements = serde_json::to_value(&operation.security).unwrap_or_default();
    let requirements = requirements.as_array().cloned().unwrap_or_default();
    let is_something = |one: &Value| one.as_object().is_some_and(|names| !names.is_empty());
    !requirements.is_empty() && requirements.iter().all(is_something)
}
