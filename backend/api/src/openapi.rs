use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, InfoBuilder, OpenApi, OpenApiVersion, Ref, ResponseBuilder};
use utoipa::{PartialSchema, ToSchema};

use crate::endpoints;
use crate::problem::{FieldProblem, ProblemDocument};

/// The OpenAPI 3.1 document of the API, as JSON for people.
#[must_use]
pub fn openapi() -> String {
    let mut document = endpoints::routes(None).into_openapi();
    describe(&mut document);
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn describe(document: &mut OpenApi) {
    document.openapi = OpenApiVersion::Version31;
    document.info = InfoBuilder::new()
        .title("Credence")
        .version("1")
        .description(Some(
            "Identity verification. Refusals are RFC 9457 problem documents with a stable `code`; \
             every answer carries `x-request-id`.",
        ))
        .build();
    let components = document.components.get_or_insert_default();
    for (name, schema) in [
        (ProblemDocument::name(), ProblemDocument::schema()),
        (FieldProblem::name(), FieldProblem::schema()),
    ] {
        components.schemas.insert(name.into_owned(), schema);
    }
    for (name, scheme) in security_schemes() {
        components.add_security_scheme(name, scheme);
    }
    for item in document.paths.paths.values_mut() {
        for operation in [&mut item.get, &mut item.post].into_iter().flatten() {
            add_default_response(operation);
        }
    }
}

fn security_schemes() -> [(&'static str, SecurityScheme); 3] {
    let bearer = |form: &str, description: &str| {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format(form);
        SecurityScheme::Http(scheme.description(Some(description)).build())
    };
    let cookie = ApiKeyValue::with_description(
        "__Host-credence",
        "The login of the console; named `credence` where the service is not reached over HTTPS.",
    );
    [
        (
            "integrator_key",
            bearer("ik_…", "An integrator's key; the scopes are the key's."),
        ),
        (
            "session_token",
            bearer("st_…", "The token of one session, for the person's page."),
        ),
        (
            "console_login",
            SecurityScheme::ApiKey(ApiKey::Cookie(cookie)),
        ),
    ]
}

/// Any call may also be refused for reasons of its own kind: 401, 413, 415, 429, 503.
fn add_default_response(operation: &mut Operation) {
    let schema = Ref::from_schema_name(ProblemDocument::name().into_owned());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let response = ResponseBuilder::new()
        .description("A refusal")
        .content("application/problem+json", content)
        .build();
    operation
        .responses
        .responses
        .insert("default".to_owned(), response.into());
}
