use std::collections::BTreeMap;

use credence_documents::FieldKey;
use credence_documents::compare::{Equality, Side, compare, compare_names};
use credence_documents::printed::Anchor;
use credence_types::{FieldAgreement, FieldSighting, FieldSource, Redacted};

use super::coded::Coded;
use super::forms::is_name;
use super::letters::are_mostly_certain;
use super::outcome::{BesidePrint, Outcome};
use super::print::{CERTAIN, Print};
use super::verdict::beside_print;
use crate::field::ExaminedField;

/// The fields of all sources, and what became of each comparison.
#[derive(Debug, Default)]
pub(crate) struct CrossCheck {
    pub(crate) fields: Vec<ExaminedField>,
    pub(crate) comparisons: Vec<Comparison>,
}

/// Two sources of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Comparison {
    pub(crate) key: FieldKey,
    pub(crate) sources: (FieldSource, FieldSource),
    pub(crate) outcome: Outcome,
}

/// What print states too, the surest to be found first: names are judged last, by how much else was
/// found.
const ON_PRINT: [FieldKey; 21] = [
    FieldKey::Id,
    FieldKey::DateOfBirth,
    FieldKey::Expires,
    FieldKey::Issued,
    FieldKey::Gender,
    FieldKey::Address,
    FieldKey::City,
    FieldKey::State,
    FieldKey::Zip,
    FieldKey::Class,
    FieldKey::EndorsementsCode,
    FieldKey::RestrictionCode,
    FieldKey::Height,
    FieldKey::Weight,
    FieldKey::Eyes,
    FieldKey::Hair,
    FieldKey::PersonalNumber,
    FieldKey::IssuedBy,
    FieldKey::FamilyName,
    FieldKey::FirstName,
    FieldKey::MiddleName,
];

/// What every document of the kind prints, so that it has to be there.
const fn is_always_printed(key: FieldKey, beside: FieldSource) -> bool {
    let is_on_all = matches!(
        key,
        FieldKey::FamilyName
            | FieldKey::FirstName
            | FieldKey::Id
            | FieldKey::DateOfBirth
            | FieldKey::Expires
    );
    let is_on_licences = matches!(
        key,
        FieldKey::Issued | FieldKey::Address | FieldKey::City | FieldKey::Zip
    );
    is_on_all || is_on_licences && matches!(beside, FieldSource::Barcode)
}

/// Most characters and words of a value that is looked for in the print: no document prints more, and
/// each word costs a look at every line.
const LONGEST: usize = 128;
const MOST_WORDS: usize = 12;

/// Holds every coded source against the print and against each other. The first coded source's
/// values count, then the second's, then the print's.
pub(crate) fn cross_check(coded: &[Coded<'_>], print: Option<&Print<'_>>) -> CrossCheck {
    let mut comparisons = Vec::new();
    let mut printed: BTreeMap<FieldKey, Vec<FieldSighting>> = BTreeMap::new();
    for source in coded {
        let found = print.map(|print| with_print(source, print));
        for (key, beside) in found.into_iter().flatten() {
            let is_due = beside.outcome != Outcome::Unreadable
                || is_always_printed(key, source.source)
                || beside.sighting.is_some();
            if is_due {
                let sources = (source.source, FieldSource::Printed);
                comparisons.push(Comparison {
                    key,
                    sources,
                    outcome: beside.outcome,
                });
            }
            let sightings = printed.entry(key).or_default();
            sightings.extend(beside.sighting.filter(|seen| !sightings.contains(seen)));
        }
    }
    comparisons.extend(between_coded(coded));
    for (key, sighting) in print.into_iter().flat_map(|print| print.sightings()) {
        let sightings = printed.entry(key).or_default();
        if sightings.is_empty() {
            sightings.push(sighting);
        }
    }
    let fields = FieldKey::ALL
        .iter()
        .filter_map(|key| {
            field(
                *key,
                coded,
                printed.remove(key).unwrap_or_default(),
                &comparisons,
            )
        })
        .collect();
    CrossCheck {
        fields,
        comparisons,
    }
}

fn with_print(source: &Coded<'_>, print: &Print<'_>) -> Vec<(FieldKey, BesidePrint)> {
    let mut found = 0;
    let mut all = Vec::new();
    for key in ON_PRINT {
        if is_too_long(source, key) {
            continue;
        }
        let unexpected = || unexpected_given_names(source, key, print, found);
        let Some(beside) = beside_print(source, key, print, found).or_else(unexpected) else {
            continue;
        };
        found += usize::from(beside.outcome == Outcome::Match);
        all.push((key, beside));
    }
    all
}

/// Given names that the print states under their label and a zone with the whole name lacks.
fn unexpected_given_names(
    source: &Coded<'_>,
    key: FieldKey,
    print: &Print<'_>,
    others_found: usize,
) -> Option<BesidePrint> {
    let is_whole = source.source == FieldSource::Mrz
        && source.fields.get(FieldKey::FamilyName).is_some()
        && !source.is_shortened(FieldKey::FirstName);
    if key != FieldKey::FirstName || !is_whole {
        return None;
    }
    let (page, field) = print.field(key)?;
    let names = field.value.expose().to_string();
    let has_room = |name| source.name.has_room_for(name);
    let is_its_page = print.is_certainly_of(others_found);
    let is_clear =
        field.confidence >= CERTAIN || is_its_page && are_mostly_certain(&page.letters(field));
    let is_plain = field.anchor == Anchor::Label
        && is_clear
        && names.split_whitespace().next().is_some_and(has_room);
    is_plain.then(|| BesidePrint::new(Outcome::Mismatch, Some(page.sighting_of(field))))
}

fn is_too_long(source: &Coded<'_>, key: FieldKey) -> bool {
    source.fields.text(key).is_some_and(|text| {
        let text = text.expose();
        text.chars().count() > LONGEST || text.split_whitespace().count() > MOST_WORDS
    })
}

/// A barcode and a zone on one card.
fn between_coded(coded: &[Coded<'_>]) -> Vec<Comparison> {
    let [one, other] = coded else {
        return Vec::new();
    };
    let outcome = |key: FieldKey| {
        let (left, right) = (one.fields.get(key)?, other.fields.get(key)?);
        let equality = if is_name(key) {
            compare_names(&one.name, &other.name)
        } else {
            let side = |coded: &Coded<'_>, value| Side {
                value,
                origin: coded.source,
                is_shortened: coded.is_shortened(key),
            };
            compare(key, side(one, left.expose()), side(other, right.expose()))
        };
        match equality {
            Equality::Same | Equality::SameShortened => Some(Outcome::Match),
            Equality::Different => Some(Outcome::Mismatch),
            Equality::NotComparable => None,
        }
    };
    // Whose number an enhanced licence's zone holds is for its issuer to say.
    let keys = ON_PRINT
        .iter()
        .filter(|key| **key != FieldKey::Id && **key != FieldKey::PersonalNumber);
    keys.filter_map(|key| {
        Some(Comparison {
            key: *key,
            sources: (one.source, other.source),
            outcome: outcome(*key)?,
        })
    })
    .collect()
}

fn field(
    key: FieldKey,
    coded: &[Coded<'_>],
    printed: Vec<FieldSighting>,
    comparisons: &[Comparison],
) -> Option<ExaminedField> {
    let stated = coded.iter().filter_map(|source| source.sighting(key));
    let sightings: Vec<FieldSighting> = stated.chain(printed).collect();
    let first = sightings.first()?;
    let agreement = if key == FieldKey::FullName {
        of_whole_name(comparisons)
    } else {
        agreement(comparisons, |compared| compared == key)
    };
    Some(ExaminedField {
        key,
        value: Redacted::new(first.value.expose().clone()),
        source: first.source,
        confidence: confidence(agreement, &sightings),
        agreement,
        sightings,
    })
}

/// A zone and a barcode that say the same are no agreement: who makes one makes the other.
fn agreement(comparisons: &[Comparison], is_of: impl Fn(FieldKey) -> bool) -> FieldAgreement {
    let mut agreement = FieldAgreement::SingleSource;
    let counts = |own: &&Comparison| {
        let is_of_print = own.sources.1 == FieldSource::Printed;
        is_of(own.key) && (is_of_print || own.outcome == Outcome::Mismatch)
    };
    for comparison in comparisons.iter().filter(counts) {
        agreement = match (agreement, comparison.outcome) {
            (FieldAgreement::Differs, _) | (_, Outcome::Mismatch) => FieldAgreement::Differs,
            (FieldAgreement::Agrees, _) | (_, Outcome::Match) => FieldAgreement::Agrees,
            (FieldAgreement::SingleSource | FieldAgreement::Unreadable, Outcome::Unreadable) => {
                FieldAgreement::Unreadable
            }
        };
    }
    agreement
}

/// A whole name agrees where all its parts do.
fn of_whole_name(comparisons: &[Comparison]) -> FieldAgreement {
    let parts = [
        FieldKey::FamilyName,
        FieldKey::FirstName,
        FieldKey::MiddleName,
    ]
    .map(|part| agreement(comparisons, |key| key == part));
    let is_any = |agreement| parts.contains(&agreement);
    if is_any(FieldAgreement::Differs) {
        FieldAgreement::Differs
    } else if is_any(FieldAgreement::Unreadable) {
        FieldAgreement::Unreadable
    } else if is_any(FieldAgreement::Agrees) {
        FieldAgreement::Agrees
    } else {
        FieldAgreement::SingleSource
    }
}

/// What two sources agree on is 80 sure, and more by a fifth of how sure the less certain reading
/// is; where they differ nothing is.
fn confidence(agreement: FieldAgreement, sightings: &[FieldSighting]) -> Option<u8> {
    match agreement {
        FieldAgreement::Agrees => {
            let certainties = sightings.iter().filter_map(|sighting| sighting.confidence);
            Some(80 + certainties.min().unwrap_or(0).min(100) / 5)
        }
        FieldAgreement::Differs => Some(0),
        FieldAgreement::SingleSource | FieldAgreement::Unreadable => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(other: FieldSource, outcome: Outcome) -> Comparison {
        Comparison {
            key: FieldKey::DateOfBirth,
            sources: (FieldSource::Barcode, other),
            outcome,
        }
    }

    #[test]
    fn a_zone_and_a_barcode_agree_on_nothing_without_the_print() {
        use FieldSource::{Mrz, Printed};
        for (comparisons, expected) in [
            (
                vec![compared(Mrz, Outcome::Match)],
                FieldAgreement::SingleSource,
            ),
            (
                vec![
                    compared(Printed, Outcome::Unreadable),
                    compared(Mrz, Outcome::Match),
                ],
                FieldAgreement::Unreadable,
            ),
            (
                vec![
                    compared(Printed, Outcome::Match),
                    compared(Mrz, Outcome::Match),
                ],
                FieldAgreement::Agrees,
            ),
            (
                vec![
                    compared(Printed, Outcome::Match),
                    compared(Mrz, Outcome::Mismatch),
                ],
                FieldAgreement::Differs,
            ),
        ] {
            let found = agreement(&comparisons, |key| key == FieldKey::DateOfBirth);
            assert_eq!(found, expected, "{comparisons:?}");
        }
    }
}
