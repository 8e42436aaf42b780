use rand::Rng;

use crate::corpus::CorpusError;
use crate::dice::{dice, pick};
use crate::document::{
    DrawError, Drawing, LicenceBackOptions, LicenceFrontOptions, TravelOptions, ZoneLook,
    licence_back, licence_front, passport, td1_card,
};
use crate::geometry::Quad;
use crate::scene::{Encoding, FrameSize, Photograph, SceneOptions, photograph};

/// The documents that are tampered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Passport,
    CardFront,
    CardBack,
    LicenceFront,
    LicenceBack,
}

/// Those with a portrait.
pub(super) const WITH_PORTRAIT: [Kind; 3] = [Kind::Passport, Kind::CardFront, Kind::LicenceFront];
/// All, in turn.
pub(super) const ALL: [Kind; 5] = [
    Kind::Passport,
    Kind::LicenceFront,
    Kind::CardBack,
    Kind::LicenceBack,
    Kind::CardFront,
];

/// The kind whose turn it is.
pub(super) fn turn<const N: usize>(kinds: [Kind; N], number: u64) -> Kind {
    let place = usize::try_from(number).unwrap_or(0) % N.max(1);
    kinds.get(place).copied().unwrap_or(Kind::Passport)
}

/// An honest document; any look of print in its zone.
pub(super) fn draw(kind: Kind, number: u64) -> Result<Drawing, DrawError> {
    let travel = TravelOptions {
        zone: ZoneLook::draw(number),
        ..TravelOptions::default()
    };
    draw_travel(kind, number, &travel)
}

/// The same, with the zone's look given.
pub(super) fn draw_travel(
    kind: Kind,
    number: u64,
    travel: &TravelOptions,
) -> Result<Drawing, DrawError> {
    let fine = is_fine(number);
    let card = TravelOptions {
        pixels_per_millimetre: if fine { 26.0 } else { 18.0 },
        ..travel.clone()
    };
    Ok(match kind {
        Kind::Passport => {
            let pixels_per_millimetre = if fine { 18.0 } else { 14.0 };
            let travel = TravelOptions {
                pixels_per_millimetre,
                ..card
            };
            passport(number, &travel)?.drawing
        }
        Kind::CardFront => td1_card(number, &card)?.front,
        Kind::CardBack => td1_card(number, &card)?.back,
        Kind::LicenceFront => {
            let options = LicenceFrontOptions {
                pixels_per_millimetre: if fine { 26.0 } else { 20.0 },
                ..LicenceFrontOptions::default()
            };
            licence_front(number, &options)?.drawing
        }
        Kind::LicenceBack => licence_back(number, &LicenceBackOptions::default())?.drawing,
    })
}

/// Every fourth photograph has 4.3 megapixels, the others 1.9.
fn is_fine(number: u64) -> bool {
    number % 4 == 3
}

/// How the photograph of that number is taken: as people do who mind what they do, kept by the
/// camera as JPEG of quality 75 to 95.
pub(super) fn scene(number: u64) -> SceneOptions {
    let dice = &mut dice(number, "tamper scene");
    let mut scene = SceneOptions::phone(number);
    if is_fine(number) {
        scene.size = FrameSize::Fixed(2400, 1800);
    }
    scene.placement.rotation_degrees += pick(dice, &[0.0, 0.0, 0.0, 0.0, 180.0]);
    scene.encoding = Encoding::Jpeg(dice.random_range(75..=95));
    scene
}

/// A document before the camera, and what the camera kept.
pub(super) struct Subject {
    pub(super) drawing: Drawing,
    pub(super) photo: Photograph,
}

pub(super) fn subject(kind: Kind, number: u64) -> Result<Subject, CorpusError> {
    let drawing = draw(kind, number)?;
    let photo = photograph(&drawing, &scene(number))?;
    Ok(Subject { drawing, photo })
}

/// The corners of a box of the drawing in its photograph.
pub(super) fn in_photo(photo: &Photograph, area: crate::geometry::Rectangle) -> Quad {
    Quad(area.corners().0.map(|corner| photo.truth.place(corner)))
}
