use credence_types::FieldSource;

use crate::FieldValue;

/// How two values of one field relate. It does not depend on which of the two comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Equality {
    /// They say the same.
    Same,
    /// One is the other, cut off or left incomplete by its format.
    SameShortened,
    /// They say different things.
    Different,
    /// One of them cannot be understood, or they have nothing in common to compare.
    NotComparable,
}

impl Equality {
    /// Whether nothing speaks against both meaning the same.
    #[must_use]
    pub const fn is_agreement(self) -> bool {
        matches!(self, Self::Same | Self::SameShortened)
    }
}

/// One of two values that are compared.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The value.
    pub value: &'a FieldValue,
    /// Where it stands.
    pub origin: FieldSource,
    /// Whether it is, or may be, cut: a full name field of a zone, AAMVA's flags `T` and `U`.
    pub is_shortened: bool,
}
