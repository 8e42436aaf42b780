//! Which fields may share a place on the print.

use std::ops::Range;

use credence_documents::FieldKey;
use credence_documents::printed::PrintedField;

/// Fields that print puts into one line; each part of a name may stand in a whole name.
const TOGETHER: [&[FieldKey]; 6] = [
    &[FieldKey::FamilyName, FieldKey::MaidenName],
    &[FieldKey::FirstName, FieldKey::MiddleName],
    &[FieldKey::FullName, FieldKey::FamilyName, FieldKey::Suffix],
    &[
        FieldKey::FullName,
        FieldKey::FirstName,
        FieldKey::MiddleName,
        FieldKey::Suffix,
    ],
    &[
        FieldKey::Address,
        FieldKey::City,
        FieldKey::State,
        FieldKey::Zip,
        FieldKey::PostalBox,
    ],
    &[
        FieldKey::Country,
        FieldKey::AbbrCountry,
        FieldKey::Abbr3Country,
        FieldKey::IssuedBy,
    ],
];

fn may_share(one: FieldKey, other: FieldKey) -> bool {
    let mut together = TOGETHER.iter();
    one == other || together.any(|keys| keys.contains(&one) && keys.contains(&other))
}

/// Whether a place on a page belongs to another field than `key`.
pub(super) fn belongs_to_other(
    fields: &[PrintedField],
    key: FieldKey,
    line: usize,
    characters: &Range<usize>,
) -> bool {
    let overlaps = |own: &(usize, Range<usize>)| {
        own.0 == line && own.1.start < characters.end && characters.start < own.1.end
    };
    let covers = |field: &PrintedField| {
        overlaps(&(field.line, field.characters.clone())) || field.more_lines.iter().any(overlaps)
    };
    let mut owners = fields.iter().filter(|field| covers(field)).peekable();
    owners.peek().is_some() && owners.all(|owner| !may_share(owner.key, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_and_given_names_have_places_of_their_own() {
        use FieldKey::{
            City, DateOfBirth, Expires, FamilyName, FirstName, FullName, MiddleName, Zip,
        };
        assert!(!may_share(FamilyName, FirstName) && !may_share(DateOfBirth, Expires));
        assert!(may_share(FullName, FamilyName) && may_share(FirstName, MiddleName));
        assert!(may_share(City, Zip) && may_share(Expires, Expires) && !may_share(City, FullName));
    }
}
