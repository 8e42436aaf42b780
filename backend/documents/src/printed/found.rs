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
    /// Characters of its label: of two labels for one key the longer is less likely misread.
    pub(super) label_length: usize,
}

/// Keeps the surest value of each key, and of equally sure ones that with the longer
/// label, or else the first.
pub(super) fn one_of_each(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|value| {
        let length = std::cmp::Reverse(value.label_length);
        (value.anchor, length, value.place.0, value.place.1.start)
    });
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
/// name the given names, alone the whole name. A whole name beside given names is a family name
/// too: its label was misread.
pub(super) fn settle_names(found: &mut Vec<Found>) {
    let has = |key| {
        found
            .iter()
            .any(|value| value.key == key && !value.is_some_name)
    };
    let has_full = has(FieldKey::FullName);
    let (some, full) = match (has(FieldKey::FamilyName), has(FieldKey::FirstName)) {
        (true, true) => (None, Some(FieldKey::FullName)),
        (true, false) => (Some(FieldKey::FirstName), None),
        (false, true) if has_full => (None, Some(FieldKey::FamilyName)),
        (false, true) => (Some(FieldKey::FamilyName), None),
        (false, false) if has_full => (None, Some(FieldKey::FullName)),
        (false, false) => (Some(FieldKey::FullName), None),
    };
    found.retain_mut(|value| {
        let meant = match (value.is_some_name, value.key) {
            (true, _) => some,
            (false, FieldKey::FullName) => full,
            (false, key) => Some(key),
        };
        if let Some(key) = meant {
            value.key = key;
        }
        meant.is_some()
    });
}
