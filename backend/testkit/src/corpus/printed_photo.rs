use super::error::CorpusError;
use super::printed_scene::{capitals, printed_scene, smallest};
use super::printed_values::PrintedValues;
use crate::aamva::{IssuerCountry, LicenceChoices, issuers};
use crate::document::{
    Drawing, LicenceFrontOptions, PrintLook, TravelOptions, ZoneLook, licence_front, passport,
    td1_card, td2_card,
};
use crate::scene::{Photograph, SceneOptions, photograph};

/// A document whose printed zone is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintedDocument {
    /// Data page of a passport.
    PassportPage,
    /// Front of an identity card of ICAO size TD1.
    CardFront,
    /// Identity card of ICAO size TD2.
    LargeCard,
    /// Front of a licence of the United States.
    UnitedStatesLicence,
    /// Front of a licence of Canada.
    CanadianLicence,
}

/// How hard the photograph makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintHardness {
    /// A scan or a straight photograph: capitals of every value 14 pixels high and more.
    Clean,
    /// Perspective, blur, noise, shadow, pale reflections, strong compression: 9 pixels and more,
    /// which a person can still read.
    Degraded,
}

/// A photograph of a printed zone.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedPhoto {
    /// What it shows.
    pub document: PrintedDocument,
    /// How the print looks.
    pub look: PrintLook,
    /// What the document says; where, the photograph's fields tell.
    pub values: PrintedValues,
    /// Height of the smallest value's capitals in picture pixels.
    pub smallest_capitals: f32,
    /// How it was taken.
    pub scene: SceneOptions,
    /// The file and where everything is.
    pub photo: Photograph,
}

impl PrintedDocument {
    /// All of them, in the order in which they take turns.
    pub const ALL: [Self; 5] = [
        Self::PassportPage,
        Self::CardFront,
        Self::LargeCard,
        Self::UnitedStatesLicence,
        Self::CanadianLicence,
    ];

    fn of(number: u64) -> Self {
        let place = usize::try_from(number % 5).unwrap_or(0);
        Self::ALL.get(place).copied().unwrap_or(Self::PassportPage)
    }

    /// Height of the smallest value that is common, and width, in millimetres.
    const fn size(self) -> (f32, f32) {
        match self {
            Self::PassportPage => (2.0, 125.0),
            Self::LargeCard => (1.6, 105.0),
            Self::CardFront => (1.4, 85.6),
            Self::UnitedStatesLicence | Self::CanadianLicence => (1.15, 85.6),
        }
    }
}

/// The photograph of that number: five documents in turn, any look of print.
///
/// # Errors
/// When a font is missing.
pub fn printed_photo(number: u64, hardness: PrintHardness) -> Result<PrintedPhoto, CorpusError> {
    let document = PrintedDocument::of(number);
    let (drawing, look, values) = draw(number, document, hardness)?;
    let scene = printed_scene(number, hardness, &drawing, label_height(document, look));
    let photo = photograph(&drawing, &scene)?;
    Ok(PrintedPhoto {
        document,
        look,
        values,
        smallest_capitals: smallest(&photo.truth),
        scene,
        photo,
    })
}

/// Drawn about half as fine again as it is seen; finer costs time and changes nothing.
pub(super) fn fineness(number: u64, document: PrintedDocument, hardness: PrintHardness) -> f32 {
    let (height, width) = document.size();
    (1.4 * capitals(number, hardness) / height).clamp(9.0, 3000.0 / width)
}

pub(super) const fn label_height(document: PrintedDocument, look: PrintLook) -> f32 {
    match document {
        // There the number of a field stands beside its value, and is printed small.
        PrintedDocument::UnitedStatesLicence | PrintedDocument::CanadianLicence => {
            look.label_height.min(1.2)
        }
        PrintedDocument::PassportPage | PrintedDocument::CardFront | PrintedDocument::LargeCard => {
            look.label_height
        }
    }
}

fn draw(
    number: u64,
    document: PrintedDocument,
    hardness: PrintHardness,
) -> Result<(Drawing, PrintLook, PrintedValues), CorpusError> {
    let any = PrintLook::draw(number);
    let look = PrintLook {
        label_height: label_height(document, any),
        ..any
    };
    let travel = TravelOptions {
        pixels_per_millimetre: fineness(number, document, hardness),
        zone: ZoneLook::draw(number),
        print: look,
        ..TravelOptions::default()
    };
    let (drawing, values) = match document {
        PrintedDocument::PassportPage => {
            let drawn = passport(number, &travel)?;
            let number = &drawn.record.passport_number;
            let values = PrintedValues::of_travel(&drawn.record, number);
            (drawn.drawing, values)
        }
        PrintedDocument::CardFront => {
            let drawn = td1_card(number, &travel)?;
            let number = &drawn.record.card_number;
            let values = PrintedValues::of_travel(&drawn.record, number);
            (drawn.front, values)
        }
        PrintedDocument::LargeCard => {
            let drawn = td2_card(number, &travel)?;
            let number = &drawn.record.card_number;
            let values = PrintedValues::of_travel(&drawn.record, number);
            (drawn.drawing, values)
        }
        PrintedDocument::UnitedStatesLicence | PrintedDocument::CanadianLicence => {
            let options = LicenceFrontOptions {
                choices: LicenceChoices {
                    issuer: issuer(number, document),
                    ..LicenceChoices::default()
                },
                pixels_per_millimetre: travel.pixels_per_millimetre,
                print: look,
            };
            let drawn = licence_front(number, &options)?;
            (drawn.drawing, PrintedValues::of_licence(&drawn.record))
        }
    };
    Ok((drawing, look, values))
}

/// The issuers of that country take turns.
fn issuer(number: u64, document: PrintedDocument) -> Option<&'static str> {
    let country = if document == PrintedDocument::CanadianLicence {
        IssuerCountry::Canada
    } else {
        IssuerCountry::UnitedStates
    };
    let codes: Vec<&str> = issuers()
        .iter()
        .filter(|issuer| issuer.country == country)
        .map(|issuer| issuer.code)
        .collect();
    let turn = usize::try_from(number / 5).unwrap_or(0) % codes.len().max(1);
    codes.get(turn).copied()
}
