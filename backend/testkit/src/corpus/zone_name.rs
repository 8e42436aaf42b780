use rand::Rng;

use super::error::CorpusError;
use super::printed_photo::{PrintHardness, PrintedDocument, fineness};
use super::printed_scene::printed_scene;
use super::printed_values::PrintedValues;
use crate::dice::{dice, pick};
use crate::document::{Drawing, PrintLook, TravelOptions, ZoneLook, passport, td1_card, td2_card};
use crate::person::Person;
use crate::scene::{FrameSize, Magnification, Photograph, SceneOptions, photograph};
use crate::travel::{TravelChoices, TravelRecord};

/// Pixels to a character of a zone that stands on a side of its own.
const ZONE_PIXELS: f32 = 14.0;
/// Letters that every zone has room for; what lies behind may be cut off.
const ROOM: usize = 26;

/// How the name in a zone differs from the printed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameChange {
    /// Another family name altogether.
    FamilyName,
    /// One letter of the family name.
    Letter,
    /// Another first given name.
    GivenName,
    /// No given name but the first; none at all where there is but one.
    MissingGivenName,
}

impl NameChange {
    /// All of them, in the order in which they take turns.
    pub const ALL: [Self; 4] = [
        Self::FamilyName,
        Self::Letter,
        Self::GivenName,
        Self::MissingGivenName,
    ];
}

/// Photographs of a travel document with print and zone.
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneNamePhotos {
    /// What it is; never a licence.
    pub document: PrintedDocument,
    /// How the zone's name differs; `None` on an honest one.
    pub change: Option<NameChange>,
    /// What is printed.
    pub values: PrintedValues,
    /// Lines of the zone, which is right in itself.
    pub lines: Vec<String>,
    /// The side with the print, and with the zone where it is there.
    pub front: Photograph,
    /// The side with the zone, of a document whose front has none.
    pub back: Option<Photograph>,
}

/// A document whose zone names somebody else, all else and every check digit right. Numbers take
/// the changes in turn.
///
/// # Errors
/// When a font is missing.
pub fn printed_wrong_zone(number: u64) -> Result<ZoneNamePhotos, CorpusError> {
    let place = usize::try_from(number % 4).unwrap_or(0);
    photographs(number, NameChange::ALL.get(place).copied())
}

/// Its honest twin.
///
/// # Errors
/// When a font is missing.
pub fn printed_right_zone(number: u64) -> Result<ZoneNamePhotos, CorpusError> {
    photographs(number, None)
}

fn photographs(number: u64, change: Option<NameChange>) -> Result<ZoneNamePhotos, CorpusError> {
    // Every change meets every kind of document, and one of three photographs is taken in haste.
    let document = match number / 4 % 3 {
        0 => PrintedDocument::PassportPage,
        1 => PrintedDocument::CardFront,
        _ => PrintedDocument::LargeCard,
    };
    let hardness = if number / 12 % 3 == 2 {
        PrintHardness::Degraded
    } else {
        PrintHardness::Clean
    };
    let person = TravelRecord::draw(number, &TravelChoices::default()).person;
    let is_long = person.family_name.len() + person.given().len() > ROOM;
    let change = change.map(|change| {
        if is_long && change != NameChange::Letter {
            NameChange::FamilyName
        } else {
            change
        }
    });
    let name = change.map(|change| changed(number, &person, change));
    let (record, front, back) = draw(number, document, hardness, name)?;
    let number_printed = if document == PrintedDocument::PassportPage {
        &record.passport_number
    } else {
        &record.card_number
    };
    let values = PrintedValues::of_travel(&record, number_printed);
    let zone = back.as_ref().unwrap_or(&front).mrz.clone();
    let look = PrintLook::draw(number);
    let scene = printed_scene(number, hardness, &front, look.label_height);
    let back = back.map(|back| photograph(&back, &zone_scene(number, &scene)));
    Ok(ZoneNamePhotos {
        document,
        change,
        values,
        lines: zone.map(|zone| zone.lines).unwrap_or_default(),
        front: photograph(&front, &scene)?,
        back: back.transpose()?,
    })
}

/// Both sides are photographed alike.
fn zone_scene(number: u64, front: &SceneOptions) -> SceneOptions {
    SceneOptions {
        seed: number ^ 1,
        size: FrameSize::Around(60),
        magnification: Magnification::PixelsPerCharacter(ZONE_PIXELS),
        ..front.clone()
    }
}

type Drawn = (TravelRecord, Drawing, Option<Drawing>);

fn draw(
    number: u64,
    document: PrintedDocument,
    hardness: PrintHardness,
    zone_name: Option<(String, String)>,
) -> Result<Drawn, CorpusError> {
    let options = TravelOptions {
        choices: TravelChoices {
            zone_name,
            ..TravelChoices::default()
        },
        pixels_per_millimetre: fineness(number, document, hardness),
        zone: ZoneLook::draw(number),
        print: PrintLook::draw(number),
    };
    Ok(if document == PrintedDocument::PassportPage {
        let drawn = passport(number, &options)?;
        (drawn.record, drawn.drawing, None)
    } else if document == PrintedDocument::CardFront {
        let drawn = td1_card(number, &options)?;
        (drawn.record, drawn.front, Some(drawn.back))
    } else {
        let drawn = td2_card(number, &options)?;
        (drawn.record, drawn.drawing, None)
    })
}

/// Family name and given names of the zone.
fn changed(number: u64, person: &Person, change: NameChange) -> (String, String) {
    let dice = &mut dice(number, "zone name");
    let mut given = person.given_names.clone();
    let mut family = person.family_name.clone();
    // Somebody whose names are other ones.
    let mut other = Person::draw(dice);
    while other.family_name == family || other.given_names.first() == given.first() {
        other = Person::draw(dice);
    }
    match change {
        NameChange::FamilyName => family = other.family_name,
        NameChange::Letter => family = with_other_letter(dice, &family),
        NameChange::GivenName => {
            if let (Some(first), Some(name)) = (given.first_mut(), other.given_names.first()) {
                first.clone_from(name);
            }
        }
        NameChange::MissingGivenName => given.truncate(usize::from(given.len() > 1)),
    }
    (family, given.join(" "))
}

/// The name with one plain letter in the stead of another.
fn with_other_letter(dice: &mut impl Rng, name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let places: Vec<usize> = (0..letters.len().min(ROOM))
        .filter(|place| letters.get(*place).is_some_and(char::is_ascii_alphabetic))
        .collect();
    let at = places
        .get(dice.random_range(0..places.len().max(1)))
        .copied();
    letters
        .iter()
        .enumerate()
        .map(|(place, letter)| {
            if Some(place) != at {
                return *letter;
            }
            let mut other = *letter;
            while other.eq_ignore_ascii_case(letter) {
                other = char::from(pick(dice, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
            }
            if letter.is_lowercase() {
                other.to_ascii_lowercase()
            } else {
                other
            }
        })
        .collect()
}
