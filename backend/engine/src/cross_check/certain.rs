//! Whether what the print states is certainly another value than the coded one.

use credence_documents::compare::Equality;
use credence_documents::printed::fold;
use credence_documents::{FieldKey, FieldValue};
use credence_vision::printed::PrintSighting;

use super::forms::{is_name, texts};
use super::holder::is_half_read;
use super::letters::are_certainly_other;
use super::nearly::{few_other_letters, is_alike, is_part};
use super::print::{CERTAIN, Found};
use super::verdict::{Case, Stated};

/// A text has to be so long that one like it is no chance.
const LONG: usize = 5;

impl Case<'_> {
    /// Whether the print plainly states a value in this one's place, and not a half of it.
    pub(super) fn is_plain(&self, stated: &Stated) -> bool {
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
    pub(super) fn is_certain(&self, stated: &Stated) -> bool {
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
        is_clear && self.print.is_certainly_of(self.others_found) && self.is_nowhere()
    }

    /// Whether the letters that were read for certain make it another name, on the source's page:
    /// one that the source has in full.
    fn is_another_name(&self, stated: &Stated) -> bool {
        is_name(self.key)
            && self.print.is_certainly_of(self.others_found)
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
    pub(super) fn is_one_of_two_numbers(&self) -> bool {
        self.key == FieldKey::Id && self.coded.is_visa
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
    pub(super) fn is_nearly(&self, text: &str, found: &Found<'_>) -> bool {
        let read = FieldValue::Text(found.text().into_inner());
        matches!(self.value, FieldValue::Text(_))
            && text.len() >= LONG
            && found.certainty() >= CERTAIN
            && few_other_letters(&read.to_string(), text).is_some()
            && self.compare(&read) == Equality::Different
    }
}
