use credence_types::{FieldSource, Redacted};

use crate::aamva::{AamvaDocument, Truncation};
use crate::mrz::{MrzDocument, MrzFlag, MrzFormat};
use crate::printed::fold;
use crate::{DocumentFields, FieldKey};

/// AAMVA Card Design Standard since 2003, elements DCS, DAC and DAD: so many characters at most.
const AAMVA_NAME_CHARACTERS: usize = 40;
/// No issuer keeps fewer characters of a family or first name than this, so a shorter one is whole
/// though the issuer says that it does not know.
const SHORTEST_CUT_CHARACTERS: usize = 15;
/// AAMVA DL/ID-2000, element DAA: so many characters for the whole name.
const AAMVA_2000_NAME_CHARACTERS: usize = 35;

/// The whole name of a holder as one source has it; parts are empty where it has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderName {
    /// Where it stands.
    pub origin: FieldSource,
    /// Family name.
    pub family: Redacted<String>,
    /// First name, or all given names.
    pub first: Redacted<String>,
    /// Further given names, where they are apart.
    pub middle: Redacted<String>,
    /// Suffix, such as `JR`.
    pub suffix: Redacted<String>,
    /// The name in one piece, where its parts are not known; then they are empty.
    pub unsplit: Redacted<String>,
    /// Whether the family name is or may be cut.
    pub is_family_shortened: bool,
    /// Whether the first name is or may be cut.
    pub is_first_shortened: bool,
    /// Whether the middle names are or may be cut, or left out.
    pub is_middle_shortened: bool,
    /// Characters that a zone leaves free behind the name; none where that says nothing.
    pub room: Option<usize>,
}

impl HolderName {
    /// Whether one more given name fits: issuers leave out whole words that don't (Doc 9303-3
    /// section 4.6).
    #[must_use]
    pub fn has_room_for(&self, given_name: &str) -> bool {
        let letters = fold(given_name).replace(' ', "").len();
        // One filler stands between given names, two before the first.
        let is_first = self.first.expose().is_empty() && self.middle.expose().is_empty();
        let fillers = if is_first { 2 } else { 1 };
        self.room.is_none_or(|room| fillers + letters <= room)
    }

    /// The name among fields of which nothing is known to be cut, such as printed ones.
    #[must_use]
    pub fn from_fields(fields: &DocumentFields, origin: FieldSource) -> Self {
        let text = |key| fields.text(key).unwrap_or_default();
        let mut name = Self {
            origin,
            family: text(FieldKey::FamilyName),
            first: text(FieldKey::FirstName),
            middle: text(FieldKey::MiddleName),
            suffix: text(FieldKey::Suffix),
            unsplit: Redacted::default(),
            is_family_shortened: false,
            is_first_shortened: false,
            is_middle_shortened: false,
            room: None,
        };
        let is_split = [&name.family, &name.first]
            .into_iter()
            .any(|part| !part.expose().is_empty());
        if !is_split {
            name.unsplit = text(FieldKey::FullName);
        }
        name
    }

    /// The name of a zone, cut where it fills its field (Doc 9303-4 section 4.2.3).
    #[must_use]
    pub fn from_zone(zone: &MrzDocument) -> Self {
        let is_full = zone.flags.contains(&MrzFlag::NameMayBeTruncated);
        Self {
            is_family_shortened: is_full,
            is_first_shortened: is_full,
            is_middle_shortened: is_full,
            room: room(zone),
            ..Self::from_fields(&zone.fields, FieldSource::Mrz)
        }
    }

    /// The name of a barcode, cut where elements DDE, DDF and DDG say so or, the name being long
    /// enough, that it is not known; where the edition has no such elements, where it fills its
    /// field.
    #[must_use]
    pub fn from_barcode(barcode: &AamvaDocument) -> Self {
        let name = Self::from_fields(&barcode.fields, FieldSource::Barcode);
        let is_one_element_full = barcode
            .element("DAA")
            .is_some_and(|text| text.expose().chars().count() >= AAMVA_2000_NAME_CHARACTERS);
        let is_cut = |flag, part: &Redacted<String>, shortest_cut: usize| {
            let length = part.expose().chars().count();
            match flag {
                Some(Truncation::Truncated) => true,
                Some(Truncation::Whole) => false,
                Some(Truncation::Unknown) => length >= shortest_cut,
                None => length >= AAMVA_NAME_CHARACTERS,
            }
        };
        let flags = barcode.truncation;
        Self {
            is_family_shortened: is_cut(flags.family, &name.family, SHORTEST_CUT_CHARACTERS),
            is_first_shortened: is_cut(flags.first, &name.first, SHORTEST_CUT_CHARACTERS)
                || is_one_element_full && name.middle.expose().is_empty(),
            // Of middle names an initial may be all that is kept.
            is_middle_shortened: is_cut(flags.middle, &name.middle, 0) || is_one_element_full,
            ..name
        }
    }
}

/// Fillers behind the name, which ends its line.
fn room(zone: &MrzDocument) -> Option<usize> {
    let lines = zone.lines.expose();
    let line = match zone.format {
        MrzFormat::Td1 => lines.last()?,
        MrzFormat::Td2 | MrzFormat::Td3 | MrzFormat::MrvA | MrzFormat::MrvB => lines.first()?,
    };
    let fillers = line.len() - line.trim_end_matches('<').len();
    (fillers > 0).then_some(fillers)
}
