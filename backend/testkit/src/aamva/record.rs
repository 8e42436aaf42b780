use chrono::Datelike;
use credence_types::CalendarDate;
use rand::Rng;

use super::issuer::{Issuer, issuers};
use crate::dice::{dice, fill_pattern, pick};
use crate::person::{Address, EyeColour, Person, Sex, Validity, reference_day};
use crate::transliteration::to_plain_letters;

/// Which of the two cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LicenceKind {
    /// Driving licence, subfile `DL`.
    DriverLicence,
    /// Identity card, subfile `ID`.
    IdentityCard,
}

impl LicenceKind {
    /// The subfile designator.
    #[must_use]
    pub const fn subfile(self) -> &'static str {
        match self {
            Self::DriverLicence => "DL",
            Self::IdentityCard => "ID",
        }
    }
}

/// What to fix when drawing a record; the rest comes from the seed.
#[derive(Debug, Clone, Default)]
pub struct LicenceChoices {
    /// Two letters of the issuer; an unknown code leaves the choice to the seed.
    pub issuer: Option<&'static str>,
    /// Licence or identity card.
    pub kind: Option<LicenceKind>,
    /// The holder.
    pub person: Option<Person>,
    /// The day the document should be valid on; [`reference_day`] by default.
    pub today: Option<CalendarDate>,
    /// A document that has run out.
    pub is_expired: bool,
}

/// Everything a licence says, as the card prints it: capital letters, no diacritics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicenceRecord {
    /// The holder.
    pub person: Person,
    /// State or province.
    pub issuer: &'static Issuer,
    /// Licence or identity card.
    pub kind: LicenceKind,
    /// Customer number, DAQ.
    pub number: String,
    /// DCS.
    pub family_name: String,
    /// DAC.
    pub first_name: String,
    /// DAD; the other given names.
    pub middle_names: Option<String>,
    /// DCU.
    pub suffix: Option<&'static str>,
    /// Home.
    pub address: Address,
    /// DBD and DBA.
    pub validity: Validity,
    /// DCA.
    pub class: &'static str,
    /// DCB.
    pub restrictions: Option<&'static str>,
    /// DCD.
    pub endorsements: Option<&'static str>,
    /// DCF.
    pub document_discriminator: String,
    /// DCK.
    pub inventory_number: String,
    /// DDB.
    pub revision_date: CalendarDate,
    /// DDA: meets the REAL ID Act.
    pub is_real_id: bool,
    /// DDK.
    pub is_organ_donor: bool,
    /// DDL.
    pub is_veteran: bool,
}

impl LicenceRecord {
    /// The record that belongs to a seed.
    #[must_use]
    pub fn draw(seed: u64, choices: &LicenceChoices) -> Self {
        let person = choices
            .person
            .clone()
            .unwrap_or_else(|| Person::draw(&mut dice(seed, "person")));
        let dice = &mut dice(seed, "licence");
        let drawn = pick(dice, &issuers().each_ref());
        let issuer = choices.issuer.and_then(Issuer::by_code).unwrap_or(drawn);
        let is_identity_card = dice.random_bool(0.2);
        let kind = choices.kind.unwrap_or(if is_identity_card {
            LicenceKind::IdentityCard
        } else {
            LicenceKind::DriverLicence
        });
        let today = choices.today.unwrap_or_else(reference_day);
        let years = pick(dice, &[4, 5, 8]);
        let validity = if choices.is_expired {
            Validity::draw_expired(dice, today, years)
        } else {
            Validity::draw(dice, today, years).until_birthday(person.birth_date)
        };
        let middle = person.given_names.get(1..).unwrap_or_default().join(" ");
        Self {
            number: fill_pattern(dice, issuer.number_pattern),
            family_name: to_plain_letters(&person.family_name),
            first_name: person
                .given_names
                .first()
                .map(|name| to_plain_letters(name))
                .unwrap_or_default(),
            middle_names: (!middle.is_empty()).then(|| to_plain_letters(&middle)),
            suffix: person.suffix,
            address: Address::draw(dice, issuer),
            validity,
            class: pick(dice, &["D", "C", "D", "A", "B", "M"]),
            restrictions: pick(
                dice,
                &[None, None, Some("B"), Some("A"), Some("BF"), Some("B1")],
            ),
            endorsements: pick(dice, &[None, None, None, Some("M"), Some("H"), Some("TN")]),
            document_discriminator: fill_pattern(dice, "##########AA####A##"),
            inventory_number: fill_pattern(dice, "################"),
            revision_date: revision_date(validity.issued),
            is_real_id: dice.random_bool(0.6),
            is_organ_donor: dice.random_bool(0.5),
            is_veteran: dice.random_bool(0.1),
            person,
            issuer,
            kind,
        }
    }

    /// First and other given names with a space between.
    #[must_use]
    pub fn given_names(&self) -> String {
        match &self.middle_names {
            Some(middle) => format!("{} {middle}", self.first_name),
            None => self.first_name.clone(),
        }
    }

    /// Sex of the holder.
    #[must_use]
    pub fn sex(&self) -> Sex {
        self.person.sex
    }

    /// Eyes of the holder.
    #[must_use]
    pub fn eyes(&self) -> EyeColour {
        self.person.eyes
    }
}

/// Card designs are a few years older than the cards.
fn revision_date(issued: CalendarDate) -> CalendarDate {
    let year = issued.as_naive().year();
    CalendarDate::new(year - year % 4, 8, 29).unwrap_or(issued)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_repeat_and_obey_choices() {
        let choices = LicenceChoices {
            issuer: Some("ON"),
            kind: Some(LicenceKind::IdentityCard),
            ..LicenceChoices::default()
        };
        let record = LicenceRecord::draw(11, &choices);
        assert_eq!(record, LicenceRecord::draw(11, &choices));
        assert_eq!(record.issuer.code, "ON");
        assert_eq!(record.kind, LicenceKind::IdentityCard);
        assert!(record.number.len() > 10 && record.family_name.is_ascii());
    }

    #[test]
    fn an_expired_record_has_run_out() {
        let choices = LicenceChoices {
            is_expired: true,
            ..LicenceChoices::default()
        };
        assert!(LicenceRecord::draw(5, &choices).validity.expires < reference_day());
    }
}
