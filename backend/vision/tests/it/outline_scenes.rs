//! Drawn photographs whose outlines are known, by corpus: shared by the tests and the example that
//! prints the larger table.

use std::error::Error;

use credence_testkit::document::{
    Drawing, LicenceBackOptions, LicenceFrontOptions, TravelOptions, VisaSize, licence_back,
    licence_front, passport, passport_spread, td1_card, td2_card, visa,
};
use credence_testkit::scene::{
    Background, FrameSize, Magnification, Photograph, SceneOptions, photograph, photograph_nothing,
};
use credence_vision::{Point, Quad};

/// How the documents of a corpus are photographed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Corpus {
    /// With care, a few degrees askew.
    Phone,
    /// In haste: tilt, shadow, glare, motion.
    Hard,
    /// With care, at any rotation.
    Turned,
    /// In haste, at any rotation.
    HardTurned,
    /// From too far away.
    Small,
}

/// Every corpus.
pub(crate) const CORPORA: [Corpus; 5] = [
    Corpus::Phone,
    Corpus::Hard,
    Corpus::Turned,
    Corpus::HardTurned,
    Corpus::Small,
];

/// The documents of a seed.
///
/// # Errors
/// When a font is missing.
pub(crate) fn drawings(seed: u64) -> Result<Vec<Drawing>, Box<dyn Error>> {
    let travel = TravelOptions {
        pixels_per_millimetre: 8.0,
        ..TravelOptions::default()
    };
    let front = LicenceFrontOptions {
        pixels_per_millimetre: 8.0,
        ..LicenceFrontOptions::default()
    };
    let back = LicenceBackOptions {
        pixels_per_module: 3.0,
        ..LicenceBackOptions::default()
    };
    let card = td1_card(seed, &travel)?;
    Ok(vec![
        licence_back(seed, &back)?.drawing,
        licence_front(seed, &front)?.drawing,
        passport(seed, &travel)?.drawing,
        passport_spread(seed, &travel)?.drawing,
        card.front,
        card.back,
        td2_card(seed, &travel)?.drawing,
        visa(seed, VisaSize::Large, &travel)?.drawing,
        visa(seed, VisaSize::Small, &travel)?.drawing,
    ])
}

/// A photograph of the drawing. `longest` is the longer side of the picture.
///
/// # Errors
/// When the scene cannot be drawn.
pub(crate) fn scene(
    corpus: Corpus,
    drawing: &Drawing,
    seed: u64,
    longest: u32,
) -> Result<Photograph, Box<dyn Error>> {
    let seed = 1000 * (1 + corpus as u64) + seed;
    let mut options = match corpus {
        Corpus::Phone | Corpus::Turned | Corpus::Small => SceneOptions::phone(seed),
        Corpus::Hard | Corpus::HardTurned => SceneOptions::hard(seed),
    };
    options.size = match seed % 3 {
        0 => FrameSize::Fixed(longest * 3 / 4, longest),
        _ => FrameSize::Fixed(longest, longest * 3 / 4),
    };
    // Any angle: 137 and 360 have no common factor.
    let angle = f32::from(u16::try_from(seed * 137 % 360)?);
    match corpus {
        Corpus::Phone | Corpus::Hard => {}
        Corpus::Turned | Corpus::HardTurned => options.placement.rotation_degrees = angle,
        Corpus::Small => options.magnification = Magnification::Fill(0.3 + angle / 1440.0),
    }
    Ok(photograph(drawing, &options)?)
}

/// A photograph of what documents lie on, most of it papers, pens and labels.
///
/// # Errors
/// When the scene cannot be drawn.
pub(crate) fn nothing(seed: u64, longest: u32) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut options = SceneOptions::hard(seed + 500);
    options.size = FrameSize::Fixed(longest, longest * 3 / 4);
    if !seed.is_multiple_of(3) {
        options.background = Background::Clutter;
    }
    Ok(photograph_nothing(&options)?)
}

/// The document's corners; the drawing counts from the corner of the first pixel, the reader from
/// its middle.
pub(crate) fn truth(photo: &Photograph) -> Quad {
    let corners = photo.truth.outline.0;
    Quad(corners.map(|corner| Point::new(corner.x - 0.5, corner.y - 0.5)))
}

/// Largest distance between corners, whichever comes first, in shares of the diagonal.
pub(crate) fn corner_error(found: &Quad, truth: &Quad) -> f32 {
    let [a, b, c, d] = truth.0;
    let diagonal = a.distance(c).max(b.distance(d));
    let error = |first: usize| {
        let pairs = found.started_at(first).0.into_iter().zip(truth.0);
        pairs
            .map(|(one, other)| one.distance(other))
            .fold(0.0, f32::max)
    };
    (0..4).map(error).fold(f32::MAX, f32::min) / diagonal
}

/// Intersection over union of convex quadrilaterals, by counting places on a fine grid about both.
pub(crate) fn overlap(one: &Quad, other: &Quad) -> f32 {
    const PLACES: u16 = 250;
    let all = one.0.iter().chain(&other.0);
    let fold = |start: f32, choose: fn(f32, f32) -> f32, pick: fn(&Point) -> f32| {
        all.clone().map(pick).fold(start, choose)
    };
    let (left, right) = (
        fold(f32::MAX, f32::min, |p| p.x),
        fold(f32::MIN, f32::max, |p| p.x),
    );
    let (top, bottom) = (
        fold(f32::MAX, f32::min, |p| p.y),
        fold(f32::MIN, f32::max, |p| p.y),
    );
    let at = |from: f32, to: f32, place: u16| {
        from + (to - from) * (f32::from(place) + 0.5) / f32::from(PLACES)
    };
    let (mut both, mut either) = (0.0, 0.0f32);
    for row in 0..PLACES {
        for column in 0..PLACES {
            let place = Point::new(at(left, right, column), at(top, bottom, row));
            let inside = (one.contains(place), other.contains(place));
            both += f32::from(u8::from(inside.0 && inside.1));
            either += f32::from(u8::from(inside.0 || inside.1));
        }
    }
    both / either.max(1.0)
}
