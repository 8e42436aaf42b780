use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::canvas::{Canvas, Ink, Rosette, Waves};
use crate::dice::{bell, pick};
use crate::geometry::{Point, Rectangle};

/// Two colours that go together: one for the ground pattern, one for headings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    pub(super) pattern: Ink,
    pub(super) second: Ink,
    pub(super) heading: Ink,
}

/// The colours of an issuer; they go by its code, so two documents of one issuer look alike.
pub(super) fn palette(dice: &mut ChaCha8Rng) -> Palette {
    let (a, b, heading) = pick(
        dice,
        &[
            ([110, 160, 205], [205, 150, 160], [24, 52, 112]),
            ([140, 185, 140], [110, 160, 190], [22, 84, 56]),
            ([205, 165, 115], [150, 170, 120], [120, 56, 20]),
            ([190, 130, 150], [205, 175, 130], [120, 22, 48]),
            ([150, 140, 200], [130, 185, 190], [56, 40, 110]),
            ([125, 175, 180], [200, 180, 140], [16, 78, 88]),
        ],
    );
    let ink = |[red, green, blue]: [u8; 3]| Ink::solid(red, green, blue);
    Palette {
        pattern: ink(a),
        second: ink(b),
        heading: ink(heading),
    }
}

/// Waves in two colours, a few rosettes and a wash of colour over the box.
pub(super) fn guilloche(
    canvas: &mut Canvas,
    dice: &mut ChaCha8Rng,
    area: Rectangle,
    palette: Palette,
) {
    canvas.wash(area, (1.0, 0.0), palette.second.at(0.25));
    canvas.wash(area, (0.0, 1.0), palette.pattern.at(0.18));
    for (ink, wavelength) in [(palette.pattern, 23.0), (palette.second, 31.0)] {
        canvas.waves(
            area,
            Waves {
                count: dice.random_range(26..44),
                swing: dice.random_range(1.0..2.6),
                wavelength: wavelength + 4.0 * bell(dice),
                drift: dice.random_range(-0.05..0.05),
                width: 0.08,
                ink: ink.at(0.42),
            },
        );
    }
    for _ in 0..dice.random_range(1..4) {
        let centre = Point::new(
            area.x + area.width * dice.random_range(0.15..0.9),
            area.y + area.height * dice.random_range(0.2..0.8),
        );
        let radius = area.height * dice.random_range(0.12..0.26);
        let rosette = Rosette {
            petals: dice.random_range(6..18),
            rings: dice.random_range(5..9),
            radius,
            width: 0.08,
            ink: palette.pattern.at(0.4),
        };
        canvas.rosette(centre, rosette);
    }
}

/// A signature: a scrawl with loops, a little different for each seed.
pub(super) fn signature(canvas: &mut Canvas, dice: &mut ChaCha8Rng, area: Rectangle, ink: Ink) {
    let strokes = dice.random_range(9..16_u16);
    let mut points = Vec::new();
    let (mut height, mut phase) = (0.5, dice.random_range(0.0..6.0_f32));
    for step in 0..=strokes * 12 {
        let along = f32::from(step) / f32::from(strokes * 12);
        if step % 12 == 0 {
            // Capitals are taller than what follows.
            height = if step == 0 || dice.random_bool(0.12) {
                0.5
            } else {
                0.17
            };
        }
        phase += 0.52 + 0.05 * bell(dice);
        let x = area.x + area.width * along + 0.035 * area.width * (phase * 0.9).cos();
        let lift = height * (phase.sin() - 0.25 * along);
        points.push(Point::new(x, area.y + area.height * (0.62 - lift)));
    }
    canvas.polyline(&points, 0.28, ink);
    let line = area.y + area.height * 0.9;
    canvas.line(
        Point::new(area.x + area.width * 0.1, line),
        Point::new(
            area.x + area.width * dice.random_range(0.6..0.95),
            line - 0.6,
        ),
        0.22,
        ink,
    );
}

/// A line of print so small that it looks like a rule.
pub(super) fn microprint(canvas: &mut Canvas, from: Point, length: f32, ink: Ink) {
    let mut x = from.x;
    while x < from.x + length {
        canvas.line(
            Point::new(x, from.y),
            Point::new(x + 0.22, from.y),
            0.18,
            ink,
        );
        x += 0.42;
    }
}

/// A star of five points in a disc, as REAL ID cards carry.
pub(super) fn star(canvas: &mut Canvas, centre: Point, radius: f32, disc: Ink, ink: Ink) {
    let around = Rectangle::new(
        centre.x - radius,
        centre.y - radius,
        radius * 2.0,
        radius * 2.0,
    );
    canvas.ellipse(around, disc);
    for point in 0..5_u8 {
        let angle = f32::from(point) * std::f32::consts::TAU / 5.0;
        let at = |turn: f32, length: f32| {
            let (sin, cos) = (angle + turn).sin_cos();
            Point::new(centre.x + sin * length, centre.y - cos * length)
        };
        // A point of the star is a kite from the middle.
        let kite = [
            at(0.0, radius * 0.8),
            at(0.63, radius * 0.32),
            centre,
            at(-0.63, radius * 0.32),
        ];
        canvas.convex(&kite, ink);
    }
}
