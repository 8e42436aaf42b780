//! Where in a JSON document something is, as a JSON Pointer in a URI fragment (RFC 6901 section 6).

use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

/// A pointer is cut here: part of it may be the caller's own words.
const LONGEST_POINTER_CHARS: usize = 200;

/// The place at which a document is not a `T`; `#`, the whole, where it is one or is no JSON. A member that
/// `T` does not know is not named, being the caller's own word: the place is then what it was put into.
#[must_use]
pub fn refused_place<T: DeserializeOwned>(json: &[u8]) -> String {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut deserializer) else {
        return "#".to_owned();
    };
    let mut place = pointer_of(error.path());
    let message = error.inner().to_string();
    if message.starts_with("unknown field") {
        place.truncate(place.rfind('/').unwrap_or(1));
    } else if let Some(name) = missing(&message) {
        place.push('/');
        place.push_str(&escaped(name));
    }
    cut(&place)
}

/// The member that is missing, by the parser's message: one of `T`'s own.
fn missing(message: &str) -> Option<&str> {
    let rest = message.strip_prefix("missing field `")?;
    rest.split_once('`').map(|(name, _)| name)
}

pub(crate) fn pointer_of(path: &Path) -> String {
    let mut pointer = "#".to_owned();
    for segment in path {
        let step = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => escaped(key),
            Segment::Enum { variant } => escaped(variant),
            Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&step);
    }
    pointer
}

/// RFC 6901 section 3, and nothing that a log or a terminal could stumble over.
pub(crate) fn escaped(key: &str) -> String {
    let printable = key.chars().filter(|letter| !letter.is_control());
    let key: String = printable.collect();
    key.replace('~', "~0").replace('/', "~1")
}

pub(crate) fn cut(pointer: &str) -> String {
    pointer.chars().take(LONGEST_POINTER_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its form matters")]
    struct Outer {
        name: String,
        #[serde(default)]
        inner: Vec<Inner>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its form matters")]
    struct Inner {
        number: u8,
    }

    #[test]
    fn a_refusal_has_a_place_in_our_own_words() {
        for (json, place) in [
            (r#"{"name": 1}"#, "#/name"),
            (r#"{}"#, "#/name"),
            (r#"{"CANARY": 1}"#, "#"),
            (
                r#"{"name": "a", "inner": [{"number": 1}, {"number": 999}]}"#,
                "#/inner/1/number",
            ),
            (r#"{"name": "a", "inner": [{"CANARY": 1}]}"#, "#/inner/0"),
            (r#"{"name": "a", "inner": [{}]}"#, "#/inner/0/number"),
            (r#"{"name": "a", "inner": {}}"#, "#/inner"),
            (r#""CANARY""#, "#"),
            ("CANARY", "#"),
        ] {
            assert_eq!(refused_place::<Outer>(json.as_bytes()), place, "{json}");
        }
    }
}
