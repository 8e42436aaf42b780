use image::RgbImage;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::overlay::{carried, lay_over, mixed, sample};
use super::subject::{WITH_PORTRAIT, draw, in_photo, scene, turn};
use super::tampered::Tampered;
use crate::corpus::CorpusError;
use crate::dice::{bell, dice};
use crate::geometry::{Point, Rectangle};
use crate::scene::photograph;

/// The number of the person whose portrait is glued on.
const OTHER: u64 = 9_000_000;

/// A document with a paper portrait glued over the printed one: a little askew, with cut edges that
/// throw a shadow to the right and down, coarser grain and another white balance. Photographed
/// honestly.
///
/// # Errors
/// When a font is missing.
pub fn pasted_portrait(number: u64) -> Result<Tampered, CorpusError> {
    let dice = &mut dice(number, "pasted portrait");
    let kind = turn(WITH_PORTRAIT, number);
    let mut drawing = draw(kind, number)?;
    let other = draw(kind, number + OTHER)?;
    let millimetre = drawing.pixels_per_millimetre;
    let to = drawing
        .portrait
        .unwrap_or_default()
        .moved(0.3 * millimetre * bell(dice), 0.3 * millimetre * bell(dice));
    let piece = Piece {
        area: to,
        turn: (0.6 * bell(dice)).to_radians(),
    };
    throw_shadow(&mut drawing.picture, &piece, millimetre, dice);
    let gains = [
        dice.random_range(0.86..1.1_f32),
        1.0,
        dice.random_range(0.86..1.1),
    ];
    let grain = dice.random_range(4.0..9.0_f32);
    let from = other.portrait.unwrap_or_default();
    let around = to.grown(2.0 * millimetre).corners();
    lay_over(&mut drawing.picture, &around, |at| {
        let place = piece.own(at);
        let is_inside = piece.depth(place) > 0.0;
        let noise = grain * bell(dice);
        is_inside.then(|| {
            let [red, green, blue] = sample(&other.picture, carried(place, to, from));
            let [r, g, b] = gains;
            let colour = [red * r, green * g, blue * b].map(|level| level + noise);
            (colour, 1.0)
        })
    });
    let photo = photograph(&drawing, &scene(number))?;
    let area = in_photo(&photo, to);
    Ok(Tampered {
        photo,
        area: Some(area),
    })
}

/// A rectangle turned about its middle.
struct Piece {
    area: Rectangle,
    turn: f32,
}

impl Piece {
    /// The place before the turn.
    fn own(&self, at: Point) -> Point {
        let (middle, (sine, cosine)) = (self.area.centre(), self.turn.sin_cos());
        let (x, y) = (at.x - middle.x, at.y - middle.y);
        Point::new(
            middle.x + x * cosine + y * sine,
            middle.y + y * cosine - x * sine,
        )
    }

    /// How far inside a place is, negative outside.
    fn depth(&self, place: Point) -> f32 {
        (place.x - self.area.x)
            .min(self.area.right() - place.x)
            .min(place.y - self.area.y)
            .min(self.area.bottom() - place.y)
    }
}

/// Light from the upper left: the edge's height throws a shadow to the right and down.
fn throw_shadow(picture: &mut RgbImage, piece: &Piece, millimetre: f32, dice: &mut ChaCha8Rng) {
    let reach = millimetre * dice.random_range(0.25..0.6);
    let depth = dice.random_range(0.25..0.5_f32);
    let shadow = Piece {
        area: piece.area.moved(reach / 2.0, reach / 2.0),
        turn: piece.turn,
    };
    let around = shadow.area.grown(3.0 * millimetre).bounds_in(picture);
    for y in around[1]..around[3] {
        for x in around[0]..around[2] {
            let place = shadow.own(Point::new(x as f32 + 0.5, y as f32 + 0.5));
            let dark = depth * (1.0 + shadow.depth(place) / reach).clamp(0.0, 1.0);
            let pixel = picture.get_pixel_mut(x, y);
            pixel.0 = mixed(pixel.0, [0.0; 3], dark);
        }
    }
}

impl Rectangle {
    /// Left, upper, right and lower limit within a picture.
    fn bounds_in(self, picture: &RgbImage) -> [u32; 4] {
        [
            self.x.max(0.0) as u32,
            self.y.max(0.0) as u32,
            (self.right() as u32).min(picture.width()),
            (self.bottom() as u32).min(picture.height()),
        ]
    }
}
