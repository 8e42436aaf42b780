use rand::Rng;

use super::error::CorpusError;
use super::mrz_photo::draw_document;
use crate::dice::{dice, pick};
use crate::document::{
    Drawing, LicenceBackOptions, LicenceFrontOptions, PaperKind, TravelOptions, bank_card,
    licence_back, licence_front, paper, selfie, td1_card,
};
use crate::mrz::MrzFormat;
use crate::person::Person;
use crate::scene::{
    Background, FrameSize, Magnification, SceneOptions, photograph, photograph_nothing,
};

/// What a picture without a machine readable zone shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithoutMrz {
    /// Front of a licence.
    LicenceFront,
    /// Back of a licence: print, a barcode, a stripe.
    LicenceBack,
    /// A travel document whose zone was cut off.
    DocumentTop,
    /// Front of an identity card, whose zone is on the back.
    CardFront,
    /// A person.
    Selfie,
    /// A desk with printed things.
    Desk,
    /// Printed paper.
    Paper(PaperKind),
    /// A bank card.
    BankCard,
}

/// One round of the set; it goes round until there are enough.
pub const WITHOUT_MRZ: [WithoutMrz; 12] = [
    WithoutMrz::LicenceFront,
    WithoutMrz::Paper(PaperKind::Listing),
    WithoutMrz::LicenceBack,
    WithoutMrz::Paper(PaperKind::Table),
    WithoutMrz::DocumentTop,
    WithoutMrz::Paper(PaperKind::Letter),
    WithoutMrz::CardFront,
    WithoutMrz::Paper(PaperKind::Slip),
    WithoutMrz::BankCard,
    WithoutMrz::DocumentTop,
    WithoutMrz::Desk,
    WithoutMrz::Selfie,
];

/// The picture of that number without a machine readable zone: what it shows, and the file.
///
/// # Errors
/// When a font is missing.
pub fn without_mrz(number: u64) -> Result<(WithoutMrz, Vec<u8>), CorpusError> {
    let [first, ..] = WITHOUT_MRZ;
    let index = usize::try_from(number % 12).unwrap_or(0);
    let kind = WITHOUT_MRZ.get(index).copied().unwrap_or(first);
    let scene = scene(number);
    let drawing = match kind {
        WithoutMrz::Desk => {
            let desk = SceneOptions {
                background: Background::Clutter,
                ..scene
            };
            return Ok((kind, photograph_nothing(&desk)?));
        }
        WithoutMrz::LicenceFront => licence_front(number, &LicenceFrontOptions::default())?.drawing,
        WithoutMrz::LicenceBack => licence_back(number, &LicenceBackOptions::default())?.drawing,
        WithoutMrz::DocumentTop => top(number)?,
        WithoutMrz::CardFront => {
            let options = TravelOptions {
                pixels_per_millimetre: 12.0,
                ..TravelOptions::default()
            };
            td1_card(number, &options)?.front
        }
        WithoutMrz::Selfie => selfie(&Person::draw(&mut dice(number, "person"))),
        WithoutMrz::Paper(kind) => paper(number, kind)?,
        WithoutMrz::BankCard => bank_card(number)?,
    };
    Ok((kind, photograph(&drawing, &scene)?.bytes))
}

fn top(number: u64) -> Result<Drawing, CorpusError> {
    let formats = [
        MrzFormat::Td2,
        MrzFormat::Td3,
        MrzFormat::MrvA,
        MrzFormat::MrvB,
    ];
    let format = pick(&mut dice(number, "top"), &formats);
    Ok(draw_document(number, format, 9.0)?.above_zone())
}

/// Half as people take them who mind what they do, half in haste; any quarter turn.
fn scene(number: u64) -> SceneOptions {
    let dice = &mut dice(number, "without mrz");
    let mut scene = if dice.random_bool(0.5) {
        SceneOptions::phone(number)
    } else {
        SceneOptions::hard(number)
    };
    let (width, height) = pick(dice, &[(1280, 960), (1600, 1200), (960, 1280)]);
    scene.size = FrameSize::Fixed(width, height);
    scene.magnification = Magnification::Fill(dice.random_range(0.5..1.1));
    scene.placement.rotation_degrees += pick(dice, &[0.0, 0.0, 0.0, 90.0, 180.0, 270.0]);
    scene
}
