//! The machine readable zone as printers and years leave it.

use rand::Rng;

use super::drawing::MrzTruth;
use super::printer::{MRZ_PITCH, Printer};
use super::zone_look::{ZoneLook, ZonePrint};
use crate::canvas::{Ink, Stencil, TextStyle, Waves};
use crate::dice::{bell, dice, pick};
use crate::font::{FontError, Typeface};
use crate::geometry::{Point, Rectangle};

const MRZ_CAPITALS: f32 = 2.5;

/// Where a zone goes: the left edge, the last baseline, the distance of the lines, millimetres.
#[derive(Debug, Clone, Copy)]
pub(super) struct ZonePlace {
    pub(super) left: f32,
    pub(super) bottom: f32,
    pub(super) line_distance: f32,
}

impl Printer {
    /// Prints the zone; lines from the top.
    pub(super) fn machine_readable_zone(
        &mut self,
        lines: Vec<String>,
        place: ZonePlace,
        look: &ZoneLook,
    ) -> Result<(), FontError> {
        let [red, green, blue] = look.colour;
        let ink = Ink::solid(red, green, blue).at(look.opacity);
        let style = TextStyle::new(look.face, MRZ_CAPITALS, ink);
        let set = Setting::new(&lines, place, look);
        if look.security > 0.0 {
            self.security_print(&set, look)?;
        }
        let mut areas = Vec::new();
        if look.is_plain() {
            for (index, line) in lines.iter().enumerate() {
                let (left, baseline) = set.start(index);
                areas.push(
                    self.canvas
                        .fixed_pitch(left, baseline, set.pitch, style, line)?,
                );
            }
        } else {
            let mut stencil = Stencil::over(&self.canvas, set.area.grown(1.0));
            let dice = &mut dice(look.seed, "zone characters");
            for (index, line) in lines.iter().enumerate() {
                let rise = || look.unevenness * bell(dice);
                let area = stencil.fixed_pitch(set.start(index), set.pitch, style, line, rise)?;
                areas.push(area);
            }
            spoil(&mut stencil, look);
            stencil.press(&mut self.canvas, ink);
        }
        if look.stamp > 0.0 {
            self.stamp(&set, look)?;
        }
        self.mrz = Some(MrzTruth { lines, areas });
        Ok(())
    }

    /// Waves, a wash and rows of tiny words below the zone.
    fn security_print(&mut self, set: &Setting, look: &ZoneLook) -> Result<(), FontError> {
        let dice = &mut dice(look.seed, "zone security");
        let area = Rectangle {
            height: set.area.height + 7.0,
            ..set.area.grown(3.5)
        };
        let colours = [
            [120, 160, 200],
            [205, 150, 160],
            [140, 185, 140],
            [200, 170, 110],
        ];
        let ink = |[red, green, blue]: [u8; 3], opacity: f32| {
            Ink::solid(red, green, blue).at(opacity.min(1.0))
        };
        let (first, second) = (pick(dice, &colours), pick(dice, &colours));
        self.canvas
            .wash(area, (1.0, 0.0), ink(first, 0.3 * look.security));
        for (colour, wavelength) in [(first, 19.0), (second, 27.0)] {
            let waves = Waves {
                count: dice.random_range(9..22),
                swing: dice.random_range(0.6..2.4),
                wavelength: wavelength + 4.0 * bell(dice),
                drift: dice.random_range(-0.06..0.06),
                width: dice.random_range(0.08..0.2),
                ink: ink(colour, 0.65 * look.security),
            };
            self.canvas.waves(area, waves);
        }
        if dice.random_bool(0.4) {
            let style = TextStyle::new(Typeface::Sans, 0.9, ink(second, 0.6 * look.security));
            let mut y = area.y + 2.0;
            while y < area.bottom() {
                let words = "UTOPIA SPECIMEN ".repeat(8);
                self.canvas
                    .text(area.x, y, style.within(area.width), &words)?;
                y += 2.1;
            }
        }
        Ok(())
    }

    /// A round or a square stamp whose lower part lies over the first line.
    fn stamp(&mut self, set: &Setting, look: &ZoneLook) -> Result<(), FontError> {
        let dice = &mut dice(look.seed, "zone stamp");
        let [red, green, blue] = pick(
            dice,
            &[[70, 50, 140], [170, 40, 50], [40, 90, 70], [50, 50, 60]],
        );
        let ink = Ink::solid(red, green, blue).at(look.stamp.min(0.5));
        let size = dice.random_range(22.0..34.0_f32);
        let x = set.area.x + set.area.width * dice.random_range(0.05..0.8);
        // It reaches over the first line's upper part, at most over the line.
        let y = set.area.y - size + dice.random_range(0.8..3.2);
        let around = Rectangle::new(x, y, size, size * dice.random_range(0.7..1.0));
        if dice.random_bool(0.6) {
            self.canvas.ring(around, 0.6, ink);
            self.canvas.ring(around.grown(-3.0), 0.35, ink);
        } else {
            self.canvas.frame(around, 0.6, ink);
            self.canvas.frame(around.grown(-1.6), 0.3, ink);
        }
        let style = TextStyle::new(Typeface::SansBold, 2.0, ink).within(size - 8.0);
        let middle = around.centre();
        self.canvas
            .text(around.x + 4.0, middle.y, style, "IMMIGRATION")?;
        self.canvas
            .text(around.x + 4.0, middle.y + 4.0, style, "12 AUG 2019")?;
        Ok(())
    }
}

/// Places of a zone's lines, with the look's deviations from the standard.
struct Setting {
    first: Point,
    pitch: f32,
    line_distance: f32,
    /// Around all lines.
    area: Rectangle,
}

impl Setting {
    fn new(lines: &[String], place: ZonePlace, look: &ZoneLook) -> Self {
        let line_distance = place.line_distance * look.spread;
        let pitch = MRZ_PITCH * look.spread;
        let below = line_distance * lines.len().saturating_sub(1) as f32;
        let first = Point::new(
            place.left + look.shift.0,
            place.bottom - below + look.shift.1,
        );
        let longest = lines.iter().map(|line| line.chars().count()).max();
        let width = pitch * longest.unwrap_or(0) as f32;
        Self {
            area: Rectangle::new(first.x, first.y - MRZ_CAPITALS, width, MRZ_CAPITALS + below),
            first,
            pitch,
            line_distance,
        }
    }

    /// Left edge and baseline of a line.
    fn start(&self, index: usize) -> (f32, f32) {
        (
            self.first.x,
            self.first.y + self.line_distance * index as f32,
        )
    }
}

/// What the printer and the years do.
fn spoil(stencil: &mut Stencil, look: &ZoneLook) {
    let dice = &mut dice(look.seed, "zone print");
    if look.weight.abs() > 0.005 {
        stencil.thicken(look.weight);
    }
    match look.print {
        ZonePrint::Solid => {}
        ZonePrint::Engraved { pitch } => {
            stencil.blur(1);
            let phase = dice.random_range(0.0..1.0_f32);
            stencil.change(|_, y, coverage| {
                let line = ((y / pitch + phase) * std::f32::consts::TAU).sin();
                (coverage * (0.86 + 0.14 * line)).min(1.0)
            });
        }
        ZonePrint::Dots { pitch, lost } => {
            let reach = dice.random_range(0.46..0.62);
            stencil.dot(pitch, reach, || {
                if dice.random_bool(f64::from(lost)) {
                    0.15
                } else {
                    dice.random_range(0.75..1.0)
                }
            });
        }
    }
    if look.wear > 0.0 {
        rub(stencil, dice, look.wear);
    }
}

/// Takes ink away in patches: slow waves whose crests lose half of it, and grains that lose all.
fn rub(stencil: &mut Stencil, dice: &mut rand_chacha::ChaCha8Rng, wear: f32) {
    let waves: Vec<[f32; 3]> = (0..5)
        .map(|_| {
            let turn = dice.random_range(0.0..std::f32::consts::TAU);
            let length = dice.random_range(0.25..1.3_f32);
            [
                turn.cos() * length,
                turn.sin() * length,
                dice.random_range(0.0..6.3),
            ]
        })
        .collect();
    let grain = dice.random_range(3.0..7.0_f32);
    stencil.change(|x, y, coverage| {
        let sum: f32 = waves
            .iter()
            .map(|[a, b, c]| (a * x + b * y + c).sin())
            .sum();
        let patch = (sum / 2.5 - 0.3).clamp(0.0, 1.0);
        let speck = ((x * grain).sin() * (y * grain * 1.13 + x).cos() * 3.0 - 1.9).clamp(0.0, 1.0);
        coverage * (1.0 - wear * (0.55 * patch + 0.6 * speck * (0.4 + patch)).min(0.8))
    });
}
