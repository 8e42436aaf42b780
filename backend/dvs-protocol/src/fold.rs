//! Reads JSON whose keys may be in any case, at any depth, into derived types. The wrapper hands
//! every struct its own spelling of a key, so a derived type still refuses a key that occurs
//! twice in whatever case, and strings are still borrowed from the input.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::value::{BorrowedStrDeserializer, CowStrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// Reads `json` with keys in any case.
pub(crate) fn from_slice<'de, T: Deserialize<'de>>(
    json: &'de [u8],
) -> Result<T, serde_json::Error> {
    // Some writers of JSON put a byte order mark in front.
    let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    let mut reader = serde_json::Deserializer::from_slice(json);
    let value = T::deserialize(Fold(&mut reader))?;
    reader.end()?;
    Ok(value)
}

/// A deserializer whose structs take their keys in any case.
pub(crate) struct Fold<D>(pub(crate) D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Fold<D> {
    type Error = D::Error;

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct identifier
    }

    /// What a visitor asks for without naming fields is handed over as it is.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_ignored_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(FoldVisitor {
            visitor,
            fields: &[],
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(
            name,
            FoldVisitor {
                visitor,
                fields: &[],
            },
        )
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_seq(FoldVisitor {
            visitor,
            fields: &[],
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple(
            length,
            FoldVisitor {
                visitor,
                fields: &[],
            },
        )
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple_struct(
            name,
            length,
            FoldVisitor {
                visitor,
                fields: &[],
            },
        )
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(FoldVisitor {
            visitor,
            fields: &[],
        })
    }

    /// As a map, so that an array is not taken for a struct's fields in order.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(FoldVisitor { visitor, fields })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }
}

/// Wraps whatever the inner visitor is handed that may hold further structs.
struct FoldVisitor<V> {
    visitor: V,
    fields: &'static [&'static str],
}

impl<'de, V: Visitor<'de>> Visitor<'de> for FoldVisitor<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_none()
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_some(Fold(value))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_newtype_struct(Fold(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_seq(FoldSeq(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(FoldMap {
            entries,
            fields: self.fields,
        })
    }
}

struct FoldSeq<A>(A);

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for FoldSeq<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(FoldSeed(seed))
    }
}

struct FoldMap<A> {
    entries: A,
    fields: &'static [&'static str],
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for FoldMap<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        if self.fields.is_empty() {
            return self.entries.next_key_seed(seed);
        }
        let Some(key) = self.entries.next_key_seed(KeySeed)? else {
            return Ok(None);
        };
        let canonical = self
            .fields
            .iter()
            .find(|field| field.eq_ignore_ascii_case(&key));
        match canonical {
            Some(&field) => seed
                .deserialize(BorrowedStrDeserializer::new(field))
                .map(Some),
            None => seed.deserialize(CowStrDeserializer::new(key)).map(Some),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.entries.next_value_seed(FoldSeed(seed))
    }
}

struct FoldSeed<S>(S);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for FoldSeed<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Fold(value))
    }
}

/// Reads a key without copying it where the input allows.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<Self::Value, D::Error> {
        key.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Outer<'a> {
        #[serde(borrow)]
        plain_text: Option<&'a str>,
        inner_part: Option<Inner>,
        many: Vec<Inner>,
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Inner {
        is_on: bool,
    }

    #[test]
    fn keys_match_in_any_case_at_any_depth() {
        let json =
            br#"{"PLAINTEXT":"x","InnerPart":{"IsON":true},"many":[{"ISON":true}],"other":[1]}"#;
        let read: Outer<'_> = from_slice(json).unwrap();
        let on = Inner { is_on: true };
        assert_eq!(
            read,
            Outer {
                plain_text: Some("x"),
                inner_part: Some(Inner { is_on: true }),
                many: vec![on]
            }
        );
    }

    #[test]
    fn a_key_twice_in_different_case_is_refused() {
        assert!(from_slice::<Outer<'_>>(br#"{"plainText":"a","PlainText":"b"}"#).is_err());
        assert!(from_slice::<Outer<'_>>(br#"{"innerPart":{"isOn":true,"ISON":true}}"#).is_err());
    }

    #[test]
    fn arrays_trailing_text_and_depth_are_refused() {
        assert!(from_slice::<Outer<'_>>(br#"["x",null,[]]"#).is_err());
        assert!(from_slice::<Outer<'_>>(br#"{} {}"#).is_err());
        let deep = format!("{{\"other\":{}", "[".repeat(200_000));
        assert!(from_slice::<Outer<'_>>(deep.as_bytes()).is_err());
        let deep = format!("{{\"many\":{}", "[".repeat(200_000));
        assert!(from_slice::<Outer<'_>>(deep.as_bytes()).is_err());
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        assert!(from_slice::<Outer<'_>>(b"\xef\xbb\xbf{}").is_ok());
    }
}
