//! Values whose type real clients and servers do not agree on.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use credence_types::FaceComparison;
use serde::de::value::MapAccessDeserializer;
use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use crate::fold::Fold;

/// A JSON value where a single thing was expected. `""` and `null` count as missing.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) enum Scalar<'a> {
    #[default]
    Missing,
    Boolean(bool),
    Number(f64),
    Text(Cow<'a, str>),
    /// An array or an object; not kept.
    Other,
}

impl<'a> Scalar<'a> {
    /// The text, or a number or truth value written out; `None` when missing or structured.
    pub(crate) fn into_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            Self::Boolean(value) => Some(Cow::Borrowed(if value { "true" } else { "false" })),
            Self::Missing | Self::Other => None,
        }
    }

    /// The number, cut to its whole part; a numeric text counts.
    pub(crate) fn integer(&self) -> Option<i32> {
        match self {
            Self::Number(number) => whole(*number),
            Self::Text(text) => whole(text.trim().parse().ok()?),
            Self::Boolean(_) | Self::Missing | Self::Other => None,
        }
    }

    /// The number; a numeric text counts.
    pub(crate) fn float(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text
                .trim()
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite()),
            Self::Boolean(_) | Self::Missing | Self::Other => None,
        }
    }

    /// The truth value; `"true"`, `"false"`, 0 and 1 count.
    pub(crate) fn boolean(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            Self::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Self::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            Self::Number(number) => match whole(*number) {
                Some(0) => Some(false),
                Some(1) => Some(true),
                Some(_) | None => None,
            },
            Self::Text(_) | Self::Missing | Self::Other => None,
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked first"
)]
fn whole(number: f64) -> Option<i32> {
    let fits = (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number);
    fits.then_some(number as i32)
}

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        match value.deserialize_any(ScalarOrVisitor::<IgnoredAny>(PhantomData))? {
            ScalarOr::Scalar(scalar) => Ok(scalar),
            ScalarOr::Object(IgnoredAny) => Ok(Self::Other),
        }
    }
}

/// A single thing or an object of type `T`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ScalarOr<'a, T> {
    Scalar(Scalar<'a>),
    Object(T),
}

impl<T> Default for ScalarOr<'_, T> {
    fn default() -> Self {
        Self::Scalar(Scalar::Missing)
    }
}

impl<T> ScalarOr<'_, T> {
    pub(crate) fn into_object(self) -> Option<T> {
        match self {
            Self::Object(object) => Some(object),
            Self::Scalar(_) => None,
        }
    }
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for ScalarOr<'a, T> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_any(ScalarOrVisitor(PhantomData))
    }
}

struct ScalarOrVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ScalarOrVisitor<T> {
    type Value = ScalarOr<'de, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(ScalarOr::Scalar(Scalar::Missing))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(ScalarOr::Scalar(Scalar::Boolean(value)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(ScalarOr::Scalar(Scalar::Number(number as f64)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(ScalarOr::Scalar(Scalar::Number(number as f64)))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(ScalarOr::Scalar(Scalar::Number(number)))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(ScalarOr::Scalar(match text {
            "" => Scalar::Missing,
            text => Scalar::Text(Cow::Borrowed(text)),
        }))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(ScalarOr::Scalar(match text {
            "" => Scalar::Missing,
            text => Scalar::Text(Cow::Owned(text.to_owned())),
        }))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(ScalarOr::Scalar(Scalar::Other))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        T::deserialize(Fold(MapAccessDeserializer::new(entries))).map(ScalarOr::Object)
    }
}

/// For `#[serde(deserialize_with)]`: our own comparison of faces. What is there and does not read as
/// one is a comparison of which nothing is known, so that nobody takes a bare score instead.
pub(crate) fn comparison<'de, D: Deserializer<'de>>(
    value: D,
) -> Result<Option<FaceComparison>, D::Error> {
    let value = Option::<serde_json::Value>::deserialize(value)?;
    Ok(value.map(|value| serde_json::from_value(value).unwrap_or_default()))
}

/// For `#[serde(deserialize_with)]`: a list of our own. One that is there and does not read is empty:
/// nothing is known, and nobody takes the bare scores beside it instead. An element that does not read,
/// as of a newer server, is left out.
pub(crate) fn list<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    value: D,
) -> Result<Option<Vec<T>>, D::Error> {
    let value = Option::<serde_json::Value>::deserialize(value)?;
    Ok(value.map(|value| {
        let elements = serde_json::from_value::<Vec<serde_json::Value>>(value);
        let read = elements
            .unwrap_or_default()
            .into_iter()
            .map(serde_json::from_value);
        read.filter_map(Result::ok).collect()
    }))
}

/// For `#[serde(deserialize_with)]`: a text, or nothing.
pub(crate) fn text<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    Ok(Scalar::deserialize(value)?.into_text().map(Cow::into_owned))
}

/// For `#[serde(deserialize_with)]`: a whole number, or nothing.
pub(crate) fn integer<'de, D: Deserializer<'de>>(value: D) -> Result<Option<i32>, D::Error> {
    Ok(Scalar::deserialize(value)?.integer())
}

/// For `#[serde(deserialize_with)]`: a number, or nothing.
pub(crate) fn float<'de, D: Deserializer<'de>>(value: D) -> Result<Option<f64>, D::Error> {
    Ok(Scalar::deserialize(value)?.float())
}

/// For `#[serde(deserialize_with)]`: a truth value, or nothing.
pub(crate) fn boolean<'de, D: Deserializer<'de>>(value: D) -> Result<Option<bool>, D::Error> {
    Ok(Scalar::deserialize(value)?.boolean())
}

/// For `#[serde(deserialize_with)]`: something whose text form parses, or nothing.
pub(crate) fn parsed<'de, D, T>(value: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: std::str::FromStr,
{
    Ok(Scalar::deserialize(value)?
        .into_text()
        .and_then(|text| text.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(json: &str) -> Scalar<'_> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn numbers_texts_and_truth_values_are_told_apart() {
        assert_eq!(scalar("2").integer(), Some(2));
        assert_eq!(scalar("2.0").integer(), Some(2));
        assert_eq!(scalar("\"2\"").integer(), Some(2));
        assert_eq!(scalar("1e300").integer(), None);
        assert_eq!(scalar("\"NaN\"").integer(), None);
        assert_eq!(scalar("0").into_text().as_deref(), Some("0"));
        assert_eq!(scalar("\"False\"").boolean(), Some(false));
        assert_eq!(scalar("1").boolean(), Some(true));
        assert_eq!(scalar("[1,{\"a\":[]}]"), Scalar::Other);
        assert_eq!(scalar("{\"a\":1}"), Scalar::Other);
    }

    #[test]
    fn empty_and_null_are_missing() {
        assert_eq!(scalar("\"\""), Scalar::Missing);
        assert_eq!(scalar("null"), Scalar::Missing);
    }

    #[test]
    fn a_text_without_escapes_is_borrowed() {
        assert!(matches!(
            scalar("\"abc\""),
            Scalar::Text(Cow::Borrowed("abc"))
        ));
        assert!(matches!(scalar("\"a\\/c\""), Scalar::Text(Cow::Owned(text)) if text == "a/c"));
    }
}
