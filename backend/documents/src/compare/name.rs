use credence_types::Redacted;

use super::equality::{Equality, Origin};

/// The whole name of a holder as one source has it; parts are empty where it has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderName {
    /// Where it stands.
    pub origin: Origin,
    /// Family name.
    pub family: Redacted<String>,
    /// First name, or all given names.
    pub first: Redacted<String>,
    /// Further given names, where they are apart.
    pub middle: Redacted<String>,
    /// Suffix, such as `JR`.
    pub suffix: Redacted<String>,
    /// Whether the family name is or may be cut.
    pub is_family_shortened: bool,
    /// Whether the first name is or may be cut.
    pub is_first_shortened: bool,
    /// Whether the middle names are or may be cut.
    pub is_middle_shortened: bool,
}

/// Whether two sources name the same person.
#[must_use]
pub fn compare_names(_left: &HolderName, _right: &HolderName) -> Equality {
    Equality::NotComparable
}
