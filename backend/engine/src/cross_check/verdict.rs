//! A coded value beside the print.

use credence_documents::compare::{Equality, Side, compare};
use credence_documents::printed::Anchor;
use credence_documents::{FieldKey, FieldValue};
use credence_types::{FieldSighting, FieldSource};

use super::coded::Coded;
use super::contradiction::{Place, has_more_words, outweighed};
use super::forms::{is_name, may_differ, texts};
use super::holder::compare_part;
use super::outcome::{BesidePrint, Outcome};
use super::print::{CERTAIN, Found, Print};

/// What the print states by a label, a number or its form.
pub(super) struct Stated {
    /// Of names, all words of the part.
    pub(super) value: FieldValue,
    pub(super) certainty: f32,
    /// The value's characters with how sure each is.
    pub(super) letters: Vec<(char, f32)>,
    /// Whether a label or a number says what it is.
    pub(super) is_anchored: bool,
    places: Vec<Place>,
    sighting: FieldSighting,
}

/// One coded value and the print.
pub(super) struct Case<'a> {
    pub(super) coded: &'a Coded<'a>,
    pub(super) key: FieldKey,
    pub(super) value: &'a FieldValue,
    pub(super) print: &'a Print<'a>,
    /// So many other fields of the coded source were found.
    pub(super) others_found: usize,
}

/// Holds a coded field against the print; none where the source lacks it. `others_found` tells how
/// many other fields of that source the print has.
pub(super) fn beside_print(
    coded: &Coded<'_>,
    key: FieldKey,
    print: &Print<'_>,
    others_found: usize,
) -> Option<BesidePrint> {
    let value = coded.fields.get(key)?.expose();
    let case = Case {
        coded,
        key,
        value,
        print,
        others_found,
    };
    Some(case.judge())
}

impl Case<'_> {
    fn judge(&self) -> BesidePrint {
        let stated = self.stated();
        let compared = stated.as_ref().map(|stated| self.compare(&stated.value));
        if let (Some(stated), true) = (&stated, compared.is_some_and(Equality::is_agreement)) {
            return BesidePrint::new(Outcome::Match, Some(stated.sighting.clone()));
        }
        let best = self.best();
        let seen = best
            .as_ref()
            .map(|(_, found)| found)
            .filter(|found| found.sighting.is_seen());
        let plain = stated
            .as_ref()
            .filter(|stated| compared == Some(Equality::Different) && self.is_plain(stated));
        if let Some(stated) = plain {
            let is_more = has_more_words(&stated.value.to_string(), &self.own_part());
            if let Some(outcome) = outweighed(self.key, seen, &stated.places, is_more) {
                return BesidePrint::new(outcome, Some(stated.sighting.clone()));
            }
        }
        if let Some(found) = seen {
            return BesidePrint::new(Outcome::Match, Some(found.sighting()));
        }
        let is_clearly_other = plain.is_some_and(|stated| stated.certainty >= CERTAIN);
        if let Some(sighting) = self.word_by_word().filter(|_| !is_clearly_other) {
            return BesidePrint::new(Outcome::Match, Some(sighting));
        }
        let is_elsewhere = best
            .as_ref()
            .is_none_or(|(_, found)| found.sighting.is_something_else());
        let may_differ = may_differ(self.key) && is_elsewhere && !self.is_one_of_two_numbers();
        if let Some(stated) = stated {
            let is_other = may_differ && compared == Some(Equality::Different);
            let outcome = if is_other && self.is_certain(&stated) {
                Outcome::Mismatch
            } else {
                Outcome::Unreadable
            };
            return BesidePrint::new(outcome, Some(stated.sighting));
        }
        match best.filter(|(text, found)| may_differ && self.is_nearly(text, found)) {
            Some((_, found)) => BesidePrint::new(Outcome::Mismatch, Some(found.sighting())),
            None => BesidePrint::new(Outcome::Unreadable, None),
        }
    }

    /// What the layout has for the key; of given names all that it has.
    fn stated(&self) -> Option<Stated> {
        let is_given = matches!(self.key, FieldKey::FirstName | FieldKey::MiddleName);
        let first = if is_given {
            FieldKey::FirstName
        } else {
            self.key
        };
        let (page, field) = self.print.field(first)?;
        let mut stated = Stated {
            value: field.value.expose().clone(),
            certainty: field.confidence,
            letters: page.letters(field),
            is_anchored: field.anchor != Anchor::Pattern,
            places: page.places(field),
            sighting: page.sighting_of(field),
        };
        if is_given && let Some((page, middle)) = self.print.field(FieldKey::MiddleName) {
            stated.certainty = stated.certainty.min(middle.confidence);
            stated.letters.extend(page.letters(middle));
            stated.places.extend(page.places(middle));
            stated.value = FieldValue::Text(format!("{} {}", stated.value, middle.value.expose()));
            if self.key == FieldKey::MiddleName {
                stated.sighting = page.sighting_of(middle);
            }
        }
        Some(stated)
    }

    pub(super) fn compare(&self, printed: &FieldValue) -> Equality {
        if is_name(self.key) {
            return match printed {
                FieldValue::Text(text) => compare_part(&self.coded.name, self.key, text),
                FieldValue::Date(_) => Equality::NotComparable,
            };
        }
        let coded = Side {
            value: self.value,
            origin: self.coded.source,
            is_shortened: self.coded.is_shortened(self.key),
        };
        let printed = Side {
            value: printed,
            origin: FieldSource::Printed,
            is_shortened: false,
        };
        compare(self.key, coded, printed)
    }

    /// The likeliest place of any of the value's forms, with the form; the first that was seen.
    fn best(&self) -> Option<(String, Found<'_>)> {
        let mut best: Option<(String, Found<'_>)> = None;
        for text in texts(self.key, self.value, self.coded.source) {
            let Some(found) = self.print.look_for(self.key, &text) else {
                continue;
            };
            let is_seen = found.sighting.is_seen();
            let is_better = |(_, best): &(String, Found<'_>)| found.compare(best).is_gt();
            if best.as_ref().is_none_or(is_better) {
                best = Some((text, found));
            }
            if is_seen {
                break;
            }
        }
        best
    }

    /// Where the first word of a name stands, if all its words stand somewhere: given names may take
    /// more than one line.
    fn word_by_word(&self) -> Option<FieldSighting> {
        let FieldValue::Text(text) = self.value else {
            return None;
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        if !is_name(self.key) || words.len() < 2 {
            return None;
        }
        let mut first = None;
        for word in words {
            let value = FieldValue::Text(word.to_owned());
            let texts = texts(self.key, &value, self.coded.source);
            let found = texts
                .iter()
                .filter_map(|text| self.print.look_for(self.key, text))
                .find(|found| found.sighting.is_seen())?;
            first = first.or_else(|| Some(found.sighting()));
        }
        first
    }

    /// The part of the name that the key is of.
    pub(super) fn own_part(&self) -> String {
        let name = &self.coded.name;
        if self.key == FieldKey::FamilyName {
            return name.family.expose().clone();
        }
        format!("{} {}", name.first.expose(), name.middle.expose())
    }
}
