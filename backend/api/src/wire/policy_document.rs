//! What a policy looks like, for the API's document alone: the use case reads the body itself, so that a
//! refusal names the place. A test holds the two to each other.

use std::collections::HashMap;

use serde::Deserialize;
use utoipa::ToSchema;

use super::names::{CheckRule, DocumentType};

/// A policy as it is written. Unknown members are refused.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "stands for the body in the API's document")]
pub(crate) struct PolicyDocument {
    /// Its name, under which decisions are kept: letters, digits, `.`, `-` and `_`, no point in front. A
    /// change is a new version. `installation` is the operator's own policy's.
    #[schema(min_length = 1, max_length = 64, example = "shop.1")]
    version: String,
    thresholds: PolicyThresholds,
    /// The kinds of document that are good enough, at least one.
    #[schema(min_items = 1)]
    accepted_document_types: Vec<DocumentType>,
    /// The countries whose documents are good enough, by the three letters of ICAO Doc 9303-3; every one
    /// where none is listed.
    #[schema(required = false, example = json!(["GBR", "FRA"]))]
    accepted_countries: Vec<String>,
    /// The countries whose documents are not.
    #[schema(required = false)]
    refused_countries: Vec<String>,
    /// The age in years that the holder must have; none is asked for without it.
    #[schema(minimum = 1, maximum = 120)]
    minimum_age: Option<u8>,
    /// So many tries of one person are usual; more are a sign.
    #[schema(required = false, minimum = 1, maximum = 255, default = 3)]
    usual_attempts: u8,
    /// What each check is for, by its code. One that is not listed, such as one that is new in a later
    /// version, is `informational` if it is `image_quality`, `capture.source`,
    /// `document.issuer_consistent`, `document.portrait_present` or `session.attempts`, and
    /// `review_when_failed` else.
    checks: HashMap<String, CheckRule>,
    /// That presentation attack detection was tested by ISO/IEC 30107-3 and conforms. Only where the
    /// operator's policy says so.
    #[schema(required = false, default = false)]
    is_presentation_attack_detection_conformant: bool,
    /// That the reader looks for the visible security features of the accepted documents. Only where the
    /// operator's policy says so.
    #[schema(required = false, default = false)]
    is_document_inspection_conformant: bool,
}

/// The least scores that pass.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "stands for the body in the API's document")]
struct PolicyThresholds {
    /// For the document as a whole.
    #[schema(minimum = 1, maximum = 100, example = 70)]
    document: u8,
    /// For the likeness of selfie and portrait.
    #[schema(minimum = 1, maximum = 100, example = 70)]
    face: u8,
    /// For the living person.
    #[schema(minimum = 1, maximum = 100, example = 70)]
    liveness: u8,
    /// For the agreement of the zones.
    #[schema(minimum = 1, maximum = 100, example = 70)]
    fields: u8,
    /// For the pictures.
    #[schema(minimum = 1, maximum = 100, example = 50)]
    image_quality: u8,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use credence_trust::Policy;
    use serde_json::Value;

    fn members(value: &Value) -> BTreeSet<&str> {
        value
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect()
    }

    #[test]
    fn the_document_names_exactly_the_members_of_a_policy() {
        let openapi: Value = serde_json::from_str(&crate::openapi()).unwrap();
        let schemas = &openapi["components"]["schemas"];
        let policy = Policy {
            accepted_countries: ["GBR".parse().unwrap()].into(),
            refused_countries: ["FRA".parse().unwrap()].into(),
            minimum_age: Some(18),
            ..Policy::default()
        };
        let policy = serde_json::to_value(policy).unwrap();
        for (schema, written) in [
            (&schemas["PolicyDocument"], &policy),
            (&schemas["PolicyThresholds"], &policy["thresholds"]),
        ] {
            assert_eq!(members(&schema["properties"]), members(written));
            assert_eq!(schema["additionalProperties"], false);
        }
        let needed = &schemas["PolicyDocument"]["required"];
        let needed: BTreeSet<_> = needed
            .as_array()
            .unwrap()
            .iter()
            .map(Value::as_str)
            .collect();
        let mut without = policy.clone();
        let object = without.as_object_mut().unwrap();
        object.retain(|name, _| needed.contains(&Some(name.as_str())));
        serde_json::from_value::<Policy>(without).unwrap();
    }
}
