use std::collections::BTreeMap;
use std::fmt;

use credence_types::Redacted;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::dialect::Dialect;
use crate::lenient::Scalar;
use crate::score;

/// Declares the fields once: variant, key on the wire, in version 3, in version 4.
macro_rules! document_keys {
    ($($variant:ident $wire:literal $v3:literal $v4:literal,)+) => {
        /// A field of a document, named as on the wire (dvs-wire sections 1.5 and 1.6).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum DocumentKey {
            $(#[doc = concat!("`", $wire, "`")] $variant,)+
        }

        impl DocumentKey {
            /// Every field.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The key on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $wire,)+ }
            }

            /// Whether every document of `dialect` carries the key, with null when there is nothing.
            #[must_use]
            pub const fn is_in(self, dialect: Dialect) -> bool {
                let (v3, v4) = match self { $(Self::$variant => ($v3, $v4),)+ };
                match dialect {
                    Dialect::V3 => v3,
                    Dialect::V4 => v4,
                }
            }
        }
    };
}

document_keys! {
    Abbr3Country "abbr3Country" true true,
    AbbrCountry "abbrCountry" true true,
    Address "address" true true,
    AuditInformation "auditInformation" false true,
    CardRevisionDate "cardRevisionDate" false true,
    City "city" true true,
    Class "class" true true,
    Country "country" true true,
    Dob "dob" true true,
    EndorsementsCode "endorsementsCode" false true,
    Expires "expires" true true,
    Eyes "eyes" true true,
    FamilyName "familyName" true true,
    FirstName "firstName" true true,
    FullName "fullName" true true,
    Gender "gender" true true,
    Hair "hair" true true,
    HazmatExpirationDate "hazmatExpirationDate" false true,
    Height "height" true true,
    Id "id" true true,
    IdType "idType" true true,
    Iin "iin" false true,
    Issued "issued" true true,
    IssuedBy "issuedBy" true true,
    MaidenName "maidenName" false true,
    MiddleName "middleName" true true,
    PersonalNumber "personalNumber" false true,
    PlaceOfBirth "placeOfBirth" false true,
    PostalBox "postalBox" true true,
    PrivateName "privateName" true false,
    Race "race" false true,
    RestrictionCode "restrictionCode" false true,
    Ssn "ssn" true true,
    State "state" true true,
    Suffix "suffix" false true,
    Template "template" true false,
    Weight "weight" true true,
    Zip "zip" true true,
}

impl DocumentKey {
    /// The field behind a key, in any case.
    #[must_use]
    pub fn from_wire(key: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|known| known.as_str().eq_ignore_ascii_case(key))
    }
}

/// The texts read from a document; a field that is not there was not read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document(BTreeMap<DocumentKey, Redacted<String>>);

/// How sure each field is, 0 to 100; a field that is not there was not assessed (-1 on the wire).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldConfidences(BTreeMap<DocumentKey, u8>);

impl Document {
    /// Sets a field; an empty text removes it.
    pub fn set(&mut self, key: DocumentKey, text: impl Into<String>) {
        let text = text.into();
        if text.is_empty() {
            self.0.remove(&key);
        } else {
            self.0.insert(key, Redacted::new(text));
        }
    }

    /// The field's text.
    #[must_use]
    pub fn get(&self, key: DocumentKey) -> Option<&Redacted<String>> {
        self.0.get(&key)
    }

    /// The fields that were read, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (DocumentKey, &Redacted<String>)> {
        self.0.iter().map(|(key, text)| (*key, text))
    }

    /// Whether nothing was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn serialize_v3<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serialize_keys(to, |key| key.is_in(Dialect::V3), |key| self.get(key), &())
    }

    pub(crate) fn serialize_v4<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serialize_keys(to, |key| key.is_in(Dialect::V4), |key| self.get(key), &())
    }
}

impl FieldConfidences {
    /// Sets a field's confidence; above 100 counts as 100.
    pub fn set(&mut self, key: DocumentKey, confidence: u8) {
        self.0.insert(key, confidence.min(100));
    }

    /// The field's confidence; `None` when it was not assessed.
    #[must_use]
    pub fn get(&self, key: DocumentKey) -> Option<u8> {
        self.0.get(&key).copied()
    }

    /// The assessed fields, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (DocumentKey, u8)> {
        self.0.iter().map(|(key, confidence)| (*key, *confidence))
    }

    /// Whether nothing was assessed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn serialize_v3<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serialize_keys(
            to,
            |key| key.is_in(Dialect::V3),
            |key| self.get(key),
            &score::NOT_ASSESSED,
        )
    }

    pub(crate) fn serialize_v4<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // Version 4 scores the template although its document does not carry it.
        let is_scored = |key: DocumentKey| key.is_in(Dialect::V4) || key == DocumentKey::Template;
        serialize_keys(to, is_scored, |key| self.get(key), &score::NOT_ASSESSED)
    }
}

/// Writes the keys that are always there, `absent` where there is no value, and any other key only
/// where there is one.
fn serialize_keys<S: Serializer, V: Serialize, N: Serialize>(
    to: S,
    is_always_there: impl Fn(DocumentKey) -> bool,
    value_of: impl Fn(DocumentKey) -> Option<V>,
    absent: &N,
) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(None)?;
    for key in DocumentKey::ALL {
        match value_of(*key) {
            Some(value) => map.serialize_entry(key.as_str(), &value)?,
            None if is_always_there(*key) => map.serialize_entry(key.as_str(), absent)?,
            None => {}
        }
    }
    map.end()
}

impl Serialize for Document {
    /// Only the fields that were read: the form for storing, not for the wire.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(key, text)| (key.as_str(), text)))
    }
}

impl Serialize for FieldConfidences {
    /// Only the assessed fields: the form for storing, not for the wire.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(
            self.0
                .iter()
                .map(|(key, confidence)| (key.as_str(), confidence)),
        )
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let values = from.deserialize_any(KeyedVisitor)?;
        let texts = values.into_iter().filter_map(|(key, value)| {
            let text = value.into_text()?.into_owned();
            Some((key, Redacted::new(text)))
        });
        Ok(Self(texts.collect()))
    }
}

impl<'de> Deserialize<'de> for FieldConfidences {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let values = from.deserialize_any(KeyedVisitor)?;
        let scores = values
            .into_iter()
            .filter_map(|(key, value)| Some((key, score::of(&value)?)));
        Ok(Self(scores.collect()))
    }
}

/// Collects the known keys of an object; anything but an object is as good as an empty one.
struct KeyedVisitor;

impl<'de> Visitor<'de> for KeyedVisitor {
    type Value = BTreeMap<DocumentKey, Scalar<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of document fields")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(BTreeMap::new())
    }

    fn visit_str<E>(self, _text: &str) -> Result<Self::Value, E> {
        Ok(BTreeMap::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(BTreeMap::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut values = BTreeMap::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value: Scalar<'de> = entries.next_value()?;
            let Some(key) = DocumentKey::from_wire(&key) else {
                continue;
            };
            if values.insert(key, value).is_some() {
                return Err(A::Error::custom("a document field occurs twice"));
            }
        }
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_in_any_case_and_unknown_ones_ignored() {
        let json =
            r#"{"FamilyName":"DOE","dob":"1990-01-01","weight":180,"eyes":"","new":{"a":1}}"#;
        let document: Document = serde_json::from_str(json).unwrap();
        assert_eq!(
            document.get(DocumentKey::FamilyName).unwrap().expose(),
            "DOE"
        );
        assert_eq!(document.get(DocumentKey::Weight).unwrap().expose(), "180");
        assert_eq!(document.iter().count(), 3);
    }

    #[test]
    fn minus_one_and_nonsense_are_not_assessed() {
        let json = r#"{"dob":-1,"id":100,"zip":101,"city":"90","state":{}}"#;
        let scores: FieldConfidences = serde_json::from_str(json).unwrap();
        assert_eq!(
            scores.iter().collect::<Vec<_>>(),
            [(DocumentKey::City, 90), (DocumentKey::Id, 100)]
        );
    }

    #[test]
    fn a_doubled_field_is_refused_and_no_object_is_empty() {
        assert!(serde_json::from_str::<Document>(r#"{"id":"1","ID":"2"}"#).is_err());
        assert!(serde_json::from_str::<Document>("null").unwrap().is_empty());
        assert!(serde_json::from_str::<Document>("[]").unwrap().is_empty());
    }

    #[test]
    fn printing_a_document_shows_no_value() {
        let mut document = Document::default();
        document.set(DocumentKey::FamilyName, "ERIKSSON");
        assert!(!format!("{document:?}").contains("ERIKSSON"));
    }
}
