//! A coded value beside the print.

use credence_documents::compare::{Equality, Side, compare};
use credence_documents::printed::{Anchor, fold};
use credence_documents::{FieldKey, FieldValue};
use credence_types::{FieldSighting, FieldSource};
use credence_vision::printed::PrintSighting;

use super::coded::Coded;
use super::contradiction::{Place, has_more_words, outweighed};
use super::forms::{is_name, may_differ, texts};
use super::holder::{compare_part, is_half_read};
use super::letters::are_certainly_other;
use super::nearly::{few_other_letters, is_alike, is_part};
use super::outcome::{BesidePrint, Outcome};
use super::print::{CERTAIN, Found, Print};

/// So many other fields of a source found on a legible page make it certain that the page is that
/// source's, so that a name which is not there is another one.
pub(super) const ENOUGH_OTHERS: usize = 3;
/// A text has to be so long that one like it is no chance.
const LONG: usize = 5;
/// What the print states by a label, a number or its form.
struct Stated {
    /// Of names, all words of the part.
    value: FieldValue,
    certainty: f32,
    /// The value's characters with how sure each is.
    letters: Vec<(char, f32)>,
    /// Whether a label or a number says what it is.
    is_anchored: bool,
    places: Vec<Place>,
    sighting: FieldSighting,
}

/// One coded value and the print.
struct Case<'a> {
    coded: &'a Coded<'a>,
    key: FieldKey,
    value: &'a FieldValue,
    print: &'a Print<'a>,
    /// So many other fields of the coded source were found.
    others_found: usize,
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

    fn compare(&self, printed: &FieldValue) -> Equality {
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

    /// Whether the print plainly states a value in this one's place, and not a half of it.
    fn is_plain(&self, stated: &Stated) -> bool {
        let text = stated.value.to_string();
        stated.is_anchored
            && (stated.certainty >= CERTAIN || self.is_another_name(stated))
            && !is_alike(&text, &self.value.to_string())
            && !self.is_run_together(&text)
            && !(is_name(self.key) && is_half_read(&self.coded.name, self.key, &text))
    }

    /// Whether the layout ran a name together with a field number: names have no digits.
    fn is_run_together(&self, printed: &str) -> bool {
        is_name(self.key) && printed.contains(|letter: char| letter.is_ascii_digit())
    }

    /// Whether what the print states is certainly another value, and not half of this one.
    fn is_certain(&self, stated: &Stated) -> bool {
        let text = stated.value.to_string();
        let own = self.value.to_string();
        if is_alike(&text, &own) || self.is_run_together(&text) {
            return false;
        }
        let is_clear = stated.certainty >= CERTAIN;
        if !is_name(self.key) {
            let is_part = self.key != FieldKey::Gender && is_part(&text, &own);
            let is_sure = stated.is_anchored && is_clear && !is_part;
            return is_sure && !self.has_letters_of_its_own() && !self.may_be_another_date();
        }
        if is_half_read(&self.coded.name, self.key, &text) {
            return false;
        }
        if stated.is_anchored {
            return is_clear || self.is_another_name(stated);
        }
        is_clear && self.is_its_page() && self.is_nowhere()
    }

    /// Whether the page is certainly the source's.
    fn is_its_page(&self) -> bool {
        self.others_found >= ENOUGH_OTHERS && self.print.is_legible()
    }

    /// Whether the letters that were read for certain make it another name, on the source's page:
    /// one that the source has in full.
    fn is_another_name(&self, stated: &Stated) -> bool {
        is_name(self.key)
            && self.is_its_page()
            && !self.coded.is_shortened(self.key)
            && !self.lacks_words(&stated.value.to_string())
            && are_certainly_other(&stated.letters, &self.own_part())
    }

    /// Whether the source has no room for the next given name that the print has.
    fn lacks_words(&self, printed: &str) -> bool {
        let own = fold(&self.own_part()).split_whitespace().count();
        let next = fold(printed).split_whitespace().nth(own).map(str::to_owned);
        let is_given = self.key != FieldKey::FamilyName;
        is_given && next.is_some_and(|next| !self.coded.name.has_room_for(&next))
    }

    /// Of dates beside each other one is easily taken for another: where the expected one stands
    /// plainly in another's place, and where expiry or issue is found without the other of the two.
    fn may_be_another_date(&self) -> bool {
        let other = match self.value {
            FieldValue::Date(_) if self.key == FieldKey::Expires => Some(FieldKey::Issued),
            FieldValue::Date(_) if self.key == FieldKey::Issued => Some(FieldKey::Expires),
            FieldValue::Date(_) => None,
            FieldValue::Text(_) => return false,
        };
        let is_alone = other.is_some_and(|other| self.print.field(other).is_none());
        is_alone || self.anywhere().any(|sighting| sighting.is_seen())
    }

    /// In Spanish a woman's letter is `M`, and Mexican cards print it beside an `F` in the zone.
    fn has_letters_of_its_own(&self) -> bool {
        let country = self.coded.fields.text(FieldKey::Abbr3Country);
        self.key == FieldKey::Gender && country.is_some_and(|code| code.expose() == "MEX")
    }

    /// A visa prints its own number and the passport's; which of them its zone holds is for the issuer
    /// to say (Doc 9303-7).
    fn is_one_of_two_numbers(&self) -> bool {
        self.key == FieldKey::Id && self.coded.is_visa
    }

    /// The part of the name that the key is of.
    fn own_part(&self) -> String {
        let name = &self.coded.name;
        if self.key == FieldKey::FamilyName {
            return name.family.expose().clone();
        }
        format!("{} {}", name.first.expose(), name.middle.expose())
    }

    /// Whether something else than the value stands in all places that are like it.
    fn is_nowhere(&self) -> bool {
        self.anywhere().all(|sighting| sighting.is_something_else())
    }

    /// Where the value may stand, in whatever place.
    fn anywhere(&self) -> impl Iterator<Item = PrintSighting> {
        let texts = texts(self.key, self.value, self.coded.source);
        texts
            .into_iter()
            .flat_map(|text| self.print.anywhere(&text))
    }

    /// Whether what stands in the text's place is certainly another text much like it. Of dates
    /// every document has several that are alike.
    fn is_nearly(&self, text: &str, found: &Found<'_>) -> bool {
        let read = FieldValue::Text(found.text().into_inner());
        matches!(self.value, FieldValue::Text(_))
            && text.len() >= LONG
            && found.certainty() >= CERTAIN
            && few_other_letters(&read.to_string(), text).is_some()
            && self.compare(&read) == Equality::Different
    }
}
