use credence_trust::{Policy, PolicyError};
use serde::Deserialize;
use serde::de::Error;
use serde_json::Value;

use crate::credential::sha256_bytes;
use crate::fault::Fault;
use crate::json_place::{cut, escaped, pointer_of};

/// A map of more members is not searched for the one that is wrong.
const MOST_MEMBERS: usize = 100;

/// A policy's document was refused.
#[derive(Debug, thiserror::Error)]
pub enum PolicyDocumentError {
    /// It has an unknown or lacks a needed key, or a value of the wrong kind.
    #[error("read a policy: {pointer} is not as it has to be")]
    Malformed {
        /// Where, as a JSON Pointer in a URI fragment (RFC 6901 section 6).
        pointer: String,
        /// What the parser says; it may quote the document.
        source: serde_json::Error,
    },
    /// It could not be applied safely.
    #[error("read a policy: it could not be applied safely")]
    Unsafe(#[source] PolicyError),
}

/// Reads a policy from JSON and checks it.
///
/// # Errors
/// When it is malformed, or could not be applied safely.
pub fn parse_policy(json: &[u8]) -> Result<Policy, PolicyDocumentError> {
    let malformed = |pointer, source| PolicyDocumentError::Malformed { pointer, source };
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let policy: Policy = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let pointer = pointer_of(error.path());
        let pointer = narrowed(json, &pointer).unwrap_or(pointer);
        malformed(cut(&pointer), error.into_inner())
    })?;
    deserializer
        .end()
        .map_err(|source| malformed("#".to_owned(), source))?;
    if !is_version(&policy.version) {
        let source = "a version is made of letters, digits, `.`, `-` and `_`, no point in front";
        return Err(malformed("#/version".to_owned(), Error::custom(source)));
    }
    policy.validate().map_err(PolicyDocumentError::Unsafe)?;
    Ok(policy)
}

/// What only the operator can answer for: the tests that the installation's face reader and document
/// reader have passed. A tenant's policy may say so where the installation's does.
pub(crate) fn attests_beyond(policy: &Policy, installation: &Policy) -> bool {
    let beyond = |own: bool, operators: bool| own && !operators;
    beyond(
        policy.is_presentation_attack_detection_conformant,
        installation.is_presentation_attack_detection_conformant,
    ) || beyond(
        policy.is_document_inspection_conformant,
        installation.is_document_inspection_conformant,
    )
}

/// It stands in addresses, where others would have to be written another way or would be lost.
fn is_version(version: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    version.bytes().all(is_plain) && !version.starts_with('.')
}

/// The parser loses its place in a map whose keys are one of a set. The member without which the place
/// is sound is the one that is wrong.
fn narrowed(json: &[u8], pointer: &str) -> Option<String> {
    let place = pointer.strip_prefix('#')?;
    let document: Value = serde_json::from_slice(json).ok()?;
    let members = document.pointer(place)?.as_object()?;
    if members.len() > MOST_MEMBERS {
        return None;
    }
    let is_wrong = |key: &&String| {
        let mut rest = document.clone();
        let object = rest.pointer_mut(place).and_then(Value::as_object_mut);
        object.is_some_and(|object| object.remove(*key).is_some())
            && match serde_path_to_error::deserialize::<_, Policy>(&rest) {
                Ok(_) => true,
                Err(error) => pointer_of(error.path()) != pointer,
            }
    };
    let key = members.keys().find(is_wrong)?;
    Some(format!("{pointer}/{}", escaped(key)))
}

/// The policy as it is kept.
pub(crate) fn document_of(policy: &Policy) -> Result<Value, Fault> {
    serde_json::to_value(policy).map_err(|_| Fault::Corrupt("a policy"))
}

/// SHA-256 of a document as JSON without white space, its keys in order: a [`Value`] keeps them so.
pub(crate) fn document_hash(document: &Value) -> Result<[u8; 32], Fault> {
    let json = serde_json::to_vec(document).map_err(|_| Fault::Corrupt("a policy"))?;
    Ok(sha256_bytes(&json))
}

/// A policy that was kept.
pub(crate) fn policy_of(document: &Value) -> Result<Policy, Fault> {
    Policy::deserialize(document).map_err(|_| Fault::Corrupt("a policy"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn pointer(document: &Value) -> String {
        match parse_policy(document.to_string().as_bytes()) {
            Err(PolicyDocumentError::Malformed { pointer, .. }) => pointer,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_refusal_names_the_place() {
        let sound = document_of(&Policy::default()).unwrap();
        let with = |place: &str, key: &str, value: Value| {
            let mut document = sound.clone();
            document.pointer_mut(place).unwrap()[key] = value;
            document
        };
        for (document, wanted) in [
            (with("", "colour", json!(1)), "#/colour"),
            (with("", "a/b~c\n", json!(1)), "#/a~1b~0c"),
            (
                with("/thresholds", "colour", json!(1)),
                "#/thresholds/colour",
            ),
            (with("/thresholds", "face", json!(101)), "#/thresholds/face"),
            (
                with("/checks", "face_match", json!("trust_me")),
                "#/checks/face_match",
            ),
            (
                with("/checks", "face_mach", json!("off")),
                "#/checks/face_mach",
            ),
            (
                with("", "accepted_document_types", json!([1, 99])),
                "#/accepted_document_types/0",
            ),
            (with("", "version", json!("a/b")), "#/version"),
            (with("", "version", json!("..")), "#/version"),
            (with("", "version", json!("a\0")), "#/version"),
            (json!({ "version": "one" }), "#"),
            (json!([]), "#"),
        ] {
            assert_eq!(pointer(&document), wanted);
        }
    }

    #[test]
    fn a_document_and_its_hash_survive_being_kept() {
        let document = document_of(&Policy::default()).unwrap();
        assert_eq!(policy_of(&document).unwrap(), Policy::default());
        let text = serde_json::to_string_pretty(&document).unwrap();
        assert_eq!(parse_policy(text.as_bytes()).unwrap(), Policy::default());
        let kept: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            document_hash(&kept).unwrap(),
            document_hash(&document).unwrap()
        );
    }

    #[test]
    fn what_is_unsafe_or_follows_the_document_is_refused() {
        let mut policy = Policy::default();
        policy.version.clear();
        let json = serde_json::to_vec(&policy).unwrap();
        let refused = parse_policy(&json);
        assert!(matches!(
            refused,
            Err(PolicyDocumentError::Unsafe(PolicyError::Version))
        ));
        let json = serde_json::to_string(&Policy::default()).unwrap() + "{}";
        assert!(parse_policy(json.as_bytes()).is_err());
    }
}
