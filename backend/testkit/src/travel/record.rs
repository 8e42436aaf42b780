use credence_types::CalendarDate;
use rand::Rng;

use super::authority::{Authority, authorities};
use super::peculiarity::make_peculiar;
use crate::dice::{dice, fill_pattern, pick};
use crate::mrz::{MrzFormat, MrzRecord, UnknownBirth};
use crate::person::{Person, Validity, reference_day};

/// What to fix when drawing a record; the rest comes from the seed.
#[derive(Debug, Clone, Default)]
pub struct TravelChoices {
    /// MRZ code of the state; an unknown code leaves the choice to the seed.
    pub authority: Option<&'static str>,
    /// The holder.
    pub person: Option<Person>,
    /// The passport's number.
    pub passport_number: Option<String>,
    /// The day the document should be valid on; [`reference_day`] by default.
    pub today: Option<CalendarDate>,
    /// A document that has run out.
    pub is_expired: bool,
    /// Draws what trips readers of zones of that format: long numbers, names that fill or overrun
    /// their field or come from another script, unknown birth dates, rare codes.
    pub peculiar_for: Option<MrzFormat>,
    /// Family name and given names in the zone, where they are not the printed ones.
    pub zone_name: Option<(String, String)>,
}

/// What a passport, identity card or visa says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TravelRecord {
    /// The holder.
    pub person: Person,
    /// Issuing state; the holder is its citizen.
    pub authority: &'static Authority,
    /// Number of the passport or visa.
    pub passport_number: String,
    /// Number of the identity card.
    pub card_number: String,
    /// Days of issue and expiry.
    pub validity: Validity,
    /// Personal number, at most 14 characters, or nothing.
    pub personal_number: String,
    /// Six digits on the front of cards that let a chip be read.
    pub card_access_number: String,
    /// Whether an empty personal number has `<` for a check digit.
    pub is_empty_check_filled: bool,
    /// The first letters of the zone, where they are not the format's usual ones.
    pub document_code: Option<&'static str>,
    /// Code of a nationality other than the issuing state's.
    pub nationality: Option<&'static str>,
    /// What is not stated of the birth date.
    pub unknown_birth: UnknownBirth,
    /// What cards and visas have in the zone's optional field.
    pub optional_data: String,
    /// Family name and given names in the zone, where they are not the printed ones.
    pub zone_name: Option<(String, String)>,
}

impl TravelRecord {
    /// The record that belongs to a seed.
    #[must_use]
    pub fn draw(seed: u64, choices: &TravelChoices) -> Self {
        let person = choices
            .person
            .clone()
            .unwrap_or_else(|| Person::draw(&mut dice(seed, "person")));
        let dice = &mut dice(seed, "travel");
        let drawn = pick(dice, &authorities().each_ref());
        let authority = choices
            .authority
            .and_then(Authority::by_code)
            .unwrap_or(drawn);
        let today = choices.today.unwrap_or_else(reference_day);
        let validity = if choices.is_expired {
            Validity::draw_expired(dice, today, 10)
        } else {
            Validity::draw(dice, today, 10)
        };
        let personal_number = pick(dice, &["", "", "##########", "AA######A", "######-####"]);
        let mut record = Self {
            passport_number: fill_pattern(dice, authority.passport_pattern),
            card_number: fill_pattern(dice, authority.card_pattern),
            validity,
            personal_number: fill_pattern(dice, personal_number),
            card_access_number: fill_pattern(dice, "######"),
            is_empty_check_filled: dice.random_bool(0.5),
            person,
            authority,
            document_code: None,
            nationality: None,
            unknown_birth: UnknownBirth::None,
            optional_data: String::new(),
            zone_name: choices.zone_name.clone(),
        };
        if let Some(number) = &choices.passport_number {
            record.passport_number.clone_from(number);
        }
        if let Some(format) = choices.peculiar_for {
            make_peculiar(&mut record, seed, format);
        }
        record
    }

    /// The nationality as printed.
    #[must_use]
    pub fn printed_nationality(&self) -> &'static str {
        self.nationality.unwrap_or(self.authority.nationality)
    }

    /// Whether the whole birth date is known.
    #[must_use]
    pub fn is_birth_known(&self) -> bool {
        self.unknown_birth == UnknownBirth::None
    }

    /// The birth date as printed: `XX` for what is unknown.
    #[must_use]
    pub fn printed_birth(&self) -> String {
        let year = self.person.birth_date.as_naive().format("%Y");
        let month = self.person.birth_date.as_naive().format("%m");
        match self.unknown_birth {
            UnknownBirth::None => self.authority.dates.print(self.person.birth_date),
            UnknownBirth::Day => format!("XX {month} {year}"),
            UnknownBirth::DayAndMonth => format!("XX XX {year}"),
            UnknownBirth::Date => "XX XX XXXX".to_owned(),
        }
    }

    /// The machine readable zone of that format.
    #[must_use]
    pub fn mrz(&self, format: MrzFormat) -> MrzRecord {
        let (document_code, number) = match format {
            MrzFormat::Td1 => ("ID", &self.card_number),
            MrzFormat::Td2 => ("I", &self.card_number),
            MrzFormat::Td3 => ("P", &self.passport_number),
            MrzFormat::MrvA | MrzFormat::MrvB => ("V", &self.passport_number),
        };
        // A card keeps the personal number in the second optional field, if it has one.
        let (optional, second) = match format {
            MrzFormat::Td1 => (
                self.optional_data.clone(),
                self.personal_number.replace('-', ""),
            ),
            MrzFormat::Td2 | MrzFormat::MrvA | MrzFormat::MrvB => {
                (self.optional_data.clone(), String::new())
            }
            MrzFormat::Td3 => (self.personal_number.clone(), String::new()),
        };
        let (family_name, given_names) = self
            .zone_name
            .clone()
            .unwrap_or_else(|| (self.person.family_name.clone(), self.person.given()));
        MrzRecord {
            format,
            document_code: self.document_code.unwrap_or(document_code),
            issuer: self.authority.code.to_owned(),
            family_name,
            given_names,
            document_number: number.clone(),
            nationality: self.nationality.unwrap_or(self.authority.code).to_owned(),
            birth_date: self.person.birth_date,
            unknown_birth: self.unknown_birth,
            sex: self.person.sex,
            expires: self.validity.expires,
            optional_data: optional,
            second_optional_data: second,
            is_empty_check_filled: self.is_empty_check_filled,
        }
    }
}
