use super::equality::{Equality, Side};
use crate::FieldKey;

/// Whether two sources say the same in the field `key`.
#[must_use]
pub fn compare(_key: FieldKey, _left: Side<'_>, _right: Side<'_>) -> Equality {
    Equality::NotComparable
}

/// Whether two nationalities are the same.
#[must_use]
pub fn compare_nationalities(_left: &str, _right: &str) -> Equality {
    Equality::NotComparable
}
