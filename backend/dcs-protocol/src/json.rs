//! JSON in which no object names a key twice. Readers differ in which of two they believe, and a
//! message that says `"valid":true,"valid":false` must not mean anything.

use std::collections::HashSet;
use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};

/// The text is not JSON of the expected form. Says nothing of the content, which may be personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// Not JSON, or something behind it.
    #[error("read JSON: the text is not JSON")]
    Syntax,
    /// An object names a key twice.
    #[error("read JSON: a key is there twice")]
    DuplicateKey,
    /// JSON of another form.
    #[error("read JSON: the text is not of the expected form")]
    Form,
}

/// Reads JSON into a type.
pub(crate) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, JsonError> {
    let mut seen_twice = false;
    let mut reader = serde_json::Deserializer::from_slice(text);
    let is_sound =
        UniqueKeys(&mut seen_twice).deserialize(&mut reader).is_ok() && reader.end().is_ok();
    if seen_twice {
        return Err(JsonError::DuplicateKey);
    }
    if !is_sound {
        return Err(JsonError::Syntax);
    }
    serde_json::from_slice(text).map_err(|_| JsonError::Form)
}

/// Walks any JSON and stops at a key that is there twice.
struct UniqueKeys<'a>(&'a mut bool);

impl<'de> DeserializeSeed<'de> for UniqueKeys<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for UniqueKeys<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut keys = HashSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if !keys.insert(key) {
                *self.0 = true;
                return Err(A::Error::custom("duplicate key"));
            }
            map.next_value_seed(UniqueKeys(self.0))?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(UniqueKeys(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_key_may_be_there_once_at_any_depth() {
        for text in [
            r#"{"valid":true,"valid":false}"#,
            r#"{"a":[{"b":1,"b":1}]}"#,
            r#"{"a":1,"\u0061":2}"#,
        ] {
            assert_eq!(
                read::<Value>(text.as_bytes()),
                Err(JsonError::DuplicateKey),
                "{text}"
            );
        }
        assert!(read::<Value>(br#"{"a":{"b":1},"c":{"b":-1.5,"d":[null,"x",true]}}"#).is_ok());
    }

    #[test]
    fn whatever_is_not_json_is_refused() {
        let deep = "[".repeat(200);
        for text in ["", "{", "{} x", "nul", "{'a':1}", &deep, "\u{feff}{}"] {
            assert_eq!(
                read::<Value>(text.as_bytes()),
                Err(JsonError::Syntax),
                "{text}"
            );
        }
        assert_eq!(read::<Value>(b"\"\xff\""), Err(JsonError::Syntax));
        assert_eq!(read::<Vec<u8>>(b"{}"), Err(JsonError::Form));
    }
}
