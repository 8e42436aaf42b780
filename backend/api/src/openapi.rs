use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiVersion};
use utoipa::{PartialSchema, ToSchema};

use crate::endpoints;
use crate::problem::{FieldProblem, ProblemDocument};
use crate::refusals::add_refusals;

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
            "Identity verification. Refusals are RFC 9457 problem documents with a stable `code`, whose \
             `type` is a page that says what to do; every answer carries `x-request-id`, yours where it \
             is 8 to 64 letters, digits, `-` or `_`.\n\nAnswers to a key carry `RateLimit-Policy` and \
             `RateLimit`: how many calls it has (`q` at once, all of them back after `w` seconds), how \
             many are left (`r`), and in how many seconds none is owed (`t`). More is 429 with \
             `Retry-After`.",
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
    for (path, item) in &mut document.paths.paths {
        let operations = [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.patch,
            &mut item.delete,
        ];
        for operation in operations.into_iter().flatten() {
            add_refusals(path, operation);
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
            bearer(
                "sk_…",
                "An integrator's secret key; the scopes are the key's. The oldest keys begin with \
                 `ik_`.",
            ),
        ),
        (
            "session_token",
            bearer("JWT", "The token of one session, for the person's page."),
        ),
        (
            "console_login",
            SecurityScheme::ApiKey(ApiKey::Cookie(cookie)),
        ),
    ]
}
