use std::borrow::Cow;

/// A value of ISO 32000-2, 7.3.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object<'a> {
    Null,
    Bool(bool),
    Number(f64),
    Text(Cow<'a, [u8]>),
    Name(Cow<'a, [u8]>),
    Array(Vec<Object<'a>>),
    Dictionary(Dictionary<'a>),
    Reference(u32),
}

/// Keys and values in the file's order; of a repeated key the first counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Dictionary<'a>(Vec<(Cow<'a, [u8]>, Object<'a>)>);

impl<'a> Dictionary<'a> {
    pub(super) const fn new(entries: Vec<(Cow<'a, [u8]>, Object<'a>)>) -> Self {
        Self(entries)
    }

    pub(super) fn get(&self, key: &str) -> Option<&Object<'a>> {
        self.entries()
            .find(|(name, _)| *name == key.as_bytes())
            .map(|(_, value)| value)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (&[u8], &Object<'a>)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// Whether the value is this name.
    pub(super) fn is(&self, key: &str, name: &str) -> bool {
        matches!(self.get(key), Some(Object::Name(found)) if found.as_ref() == name.as_bytes())
    }
}

impl<'a> Object<'a> {
    pub(super) const fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self {
            Some(*number)
        } else {
            None
        }
    }

    pub(super) const fn reference(&self) -> Option<u32> {
        if let Self::Reference(number) = self {
            Some(*number)
        } else {
            None
        }
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self {
            Some(name)
        } else {
            None
        }
    }

    pub(super) fn array(self) -> Option<Vec<Self>> {
        if let Self::Array(values) = self {
            Some(values)
        } else {
            None
        }
    }

    pub(super) fn dictionary(self) -> Option<Dictionary<'a>> {
        if let Self::Dictionary(dictionary) = self {
            Some(dictionary)
        } else {
            None
        }
    }
}
