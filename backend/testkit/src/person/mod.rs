//! Invented people, drawn from a seed.

mod address;
mod names;
mod validity;

use chrono::{Days, NaiveDate};
use credence_types::CalendarDate;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

pub use address::Address;
pub use validity::{Validity, reference_day};

use crate::dice::{bell, pick};

/// Sex as documents print it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// Female, `F`; AAMVA code 2.
    Female,
    /// Male, `M`; AAMVA code 1.
    Male,
    /// Not stated, `X`; AAMVA code 9, `<` in an MRZ.
    Unspecified,
}

impl Sex {
    /// The letter printed on a document.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Female => 'F',
            Self::Male => 'M',
            Self::Unspecified => 'X',
        }
    }
}

/// Colour of the eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EyeColour {
    /// `BLU`
    Blue,
    /// `BRO`
    Brown,
    /// `GRN`
    Green,
    /// `HAZ`
    Hazel,
    /// `GRY`
    Grey,
}

impl EyeColour {
    /// The code of AAMVA table D.3.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Blue => "BLU",
            Self::Brown => "BRO",
            Self::Green => "GRN",
            Self::Hazel => "HAZ",
            Self::Grey => "GRY",
        }
    }
}

/// A person who does not exist. The fields are plain text: there is nobody to protect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Family name in mixed case, with diacritics, hyphens and apostrophes.
    pub family_name: String,
    /// Given names, one to four.
    pub given_names: Vec<String>,
    /// `JR`, `SR`, `II`, `III` or `IV`.
    pub suffix: Option<&'static str>,
    /// Sex.
    pub sex: Sex,
    /// Birth date.
    pub birth_date: CalendarDate,
    /// Town of birth.
    pub birth_place: &'static str,
    /// Height in centimetres.
    pub height_centimetres: u16,
    /// Weight in kilograms.
    pub weight_kilograms: u16,
    /// Eyes.
    pub eyes: EyeColour,
    /// Hair, as an AAMVA code: `BLK`, `BRO`, `BLN`, `GRY`, `RED`.
    pub hair: &'static str,
    /// Seed of the face, so that two documents show the same one.
    pub face_seed: u64,
}

impl Person {
    /// Draws a grown-up; one in six has a name that is hard to print or to transliterate.
    #[must_use]
    pub fn draw(dice: &mut ChaCha8Rng) -> Self {
        let sex = match dice.random_range(0..100) {
            0..49 => Sex::Female,
            49..98 => Sex::Male,
            _ => Sex::Unspecified,
        };
        let family_name = names::family_name(dice);
        let given_names = names::given_names(dice, sex);
        let suffix = (sex == Sex::Male && dice.random_bool(0.08))
            .then(|| pick(dice, &["JR", "SR", "II", "III", "IV"]));
        let tall = if sex == Sex::Female { 164.0 } else { 177.0 };
        let height = tall + 7.0 * bell(dice);
        let weight = 23.5 * (height / 100.0).powi(2) + 9.0 * bell(dice);
        Self {
            family_name,
            given_names,
            suffix,
            sex,
            birth_date: birth_date(dice),
            birth_place: pick(dice, &["UTOPIA CITY", "SPRINGFIELD", "ZENITH", "PORT HOPE"]),
            height_centimetres: whole(height),
            weight_kilograms: whole(weight.max(45.0)),
            eyes: pick(
                dice,
                &[
                    EyeColour::Brown,
                    EyeColour::Brown,
                    EyeColour::Blue,
                    EyeColour::Green,
                    EyeColour::Hazel,
                    EyeColour::Grey,
                ],
            ),
            hair: pick(dice, &["BLK", "BRO", "BLN", "GRY", "RED"]),
            face_seed: dice.random(),
        }
    }

    /// The given names with spaces between.
    #[must_use]
    pub fn given(&self) -> String {
        self.given_names.join(" ")
    }
}

/// A birth date from 1941 to 2007, so that everybody may drive.
fn birth_date(dice: &mut ChaCha8Rng) -> CalendarDate {
    let first = NaiveDate::from_ymd_opt(1941, 1, 1).unwrap_or_default();
    let day = first
        .checked_add_days(Days::new(dice.random_range(0..24_400)))
        .unwrap_or(first);
    CalendarDate::from_naive(day)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "heights and weights are small positive numbers"
)]
fn whole(value: f32) -> u16 {
    value.round().clamp(0.0, 400.0) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::dice;

    #[test]
    fn people_repeat_with_their_seed() {
        let draw = |seed| Person::draw(&mut dice(seed, "person"));
        assert_eq!(draw(3), draw(3));
        assert_ne!(draw(3), draw(4));
    }

    #[test]
    fn a_crowd_holds_the_hard_names() {
        let crowd: Vec<Person> = (0..600)
            .map(|seed| Person::draw(&mut dice(seed, "person")))
            .collect();
        let any = |test: &dyn Fn(&Person) -> bool| crowd.iter().any(test);
        assert!(any(&|p| p.family_name.contains('-')));
        assert!(any(&|p| p.family_name.contains('\'')));
        assert!(any(&|p| !p.family_name.is_ascii()));
        assert!(any(&|p| p.family_name.len() + p.given().len() > 44));
        assert!(any(&|p| p.suffix.is_some()));
        assert!(any(&|p| p.sex == Sex::Unspecified));
        assert!(
            crowd
                .iter()
                .all(|p| (130..=220).contains(&p.height_centimetres))
        );
    }
}
