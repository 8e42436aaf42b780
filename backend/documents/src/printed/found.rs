use super::field::Anchor;
use super::page_labels::Place;
use super::value::Content;
use crate::FieldKey;

/// A value that was found, before names and dates are settled.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) key: FieldKey,
    pub(super) content: Content,
    pub(super) place: Place,
    pub(super) more: Vec<Place>,
    pub(super) anchor: Anchor,
    /// Whether its label says no more than `Name`.
    pub(super) is_some_name: bool,
}

/// Keeps the surest value of each key, and of equally sure ones the first.
pub(super) fn one_of_each(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|value| (value.anchor, value.place.0, value.place.1.start));
    let mut kept: Vec<Found> = Vec::new();
    for value in found {
        let is_known =
            |other: &Found| other.key == value.key && other.is_some_name == value.is_some_name;
        if !kept.iter().any(is_known) {
            kept.push(value);
        }
    }
    kept
}

/// Decides what a label `Name` meant: beside given names it is the family name, beside a family
/// name the given names, alone the whole name.
pub(super) fn settle_names(found: &mut Vec<Found>) {
    let has = |key| {
        found
            .iter()
            .any(|value| value.key == key && !value.is_some_name)
    };
    let meant = match (has(FieldKey::FamilyName), has(FieldKey::FirstName)) {
        (true, true) => None,
        (true, false) => Some(FieldKey::FirstName),
        (false, true) => Some(FieldKey::FamilyName),
        (false, false) => (!has(FieldKey::FullName)).then_some(FieldKey::FullName),
    };
    found.retain_mut(|value| match (value.is_some_name, meant) {
        (false, _) => true,
        (true, None) => false,
        (true, Some(key)) => {
            value.key = key;
            true
        }
    });
}
