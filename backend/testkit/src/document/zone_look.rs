use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::dice::{bell, dice, pick};
use crate::font::Typeface;

/// How the printer made the machine readable zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ZonePrint {
    /// Ink that covers: offset, laser toner.
    Solid,
    /// Grey, in scan lines, with soft edges: engraved into plastic by a laser.
    Engraved {
        /// Distance of the scan lines in millimetres.
        pitch: f32,
    },
    /// Dots on a grid, some weak or missing: thermal transfer and ink jet.
    Dots {
        /// Distance of the dots in millimetres.
        pitch: f32,
        /// Share of dots that are missing.
        lost: f32,
    },
}

/// How a machine readable zone looks: the print, what lies below it and what came over it.
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneLook {
    /// Seed of dots, wear and stamp.
    pub seed: u64,
    /// Face of the characters; OCR-B or its cut with square ends.
    pub face: Typeface,
    /// The printer.
    pub print: ZonePrint,
    /// Red, green, blue of the print.
    pub colour: [u8; 3],
    /// 1 hides what lies below, 0 shows nothing.
    pub opacity: f32,
    /// Millimetres added to the strokes' width; they are 0.35 wide.
    pub weight: f32,
    /// Pitch and line distance as a share of the standard's.
    pub spread: f32,
    /// Shift to the right and down in millimetres.
    pub shift: (f32, f32),
    /// Deviation of characters from their line, in millimetres.
    pub unevenness: f32,
    /// Security print below the zone: 0 none, 1 as strong as in the visual zone.
    pub security: f32,
    /// Ink that has rubbed off: 0 none, 1 much.
    pub wear: f32,
    /// Opacity of a stamp over the zone's upper edge; 0 for none.
    pub stamp: f32,
}

impl Default for ZoneLook {
    /// Black on plain paper.
    fn default() -> Self {
        Self {
            seed: 0,
            face: Typeface::OcrB,
            print: ZonePrint::Solid,
            colour: [24, 24, 30],
            opacity: 1.0,
            weight: 0.0,
            spread: 1.0,
            shift: (0.0, 0.0),
            unevenness: 0.0,
            security: 0.0,
            wear: 0.0,
            stamp: 0.0,
        }
    }
}

impl ZoneLook {
    /// One of the looks that documents have: a third are black and clean, the rest are engraved,
    /// dotted, pale, worn, or lie on security print.
    #[must_use]
    pub fn draw(seed: u64) -> Self {
        let dice = &mut dice(seed, "zone look");
        let look = Self {
            seed,
            face: pick(dice, &[Typeface::OcrB, Typeface::OcrB, Typeface::OcrBSharp]),
            weight: dice.random_range(-0.07..0.10),
            spread: 1.0 + 0.006 * bell(dice),
            shift: (0.35 * bell(dice), 0.3 * bell(dice)),
            unevenness: pick(dice, &[0.0, 0.0, 0.02, 0.05]),
            security: pick(dice, &[0.0, 0.35, 0.6, 0.8]) * dice.random_range(0.7..1.3),
            wear: pick(dice, &[0.0, 0.0, 0.0, 0.3, 0.6]) * dice.random_range(0.5..1.3),
            stamp: pick(dice, &[0.0, 0.0, 0.0, 0.0, 0.35]) * dice.random_range(0.6..1.3),
            ..Self::default()
        };
        look.printed(dice)
    }

    /// Printer, colour and strength; a pale print has no gaps beside, or nobody could read it.
    fn printed(self, dice: &mut ChaCha8Rng) -> Self {
        let grey = |dice: &mut ChaCha8Rng, from: u8, to: u8| {
            let level = dice.random_range(from..to);
            [level, level, level.saturating_add(dice.random_range(0..10))]
        };
        match dice.random_range(0..10) {
            0..4 => Self {
                colour: grey(dice, 14, 60),
                ..self
            },
            4..7 => Self {
                print: ZonePrint::Engraved {
                    pitch: dice.random_range(0.11..0.2),
                },
                colour: grey(dice, 50, 100),
                opacity: dice.random_range(0.72..0.95),
                wear: self.wear * 0.5,
                ..self
            },
            7..9 => Self {
                print: ZonePrint::Dots {
                    pitch: dice.random_range(0.13..0.24),
                    lost: dice.random_range(0.0..0.08),
                },
                colour: pick(dice, &[[30, 28, 34], [36, 34, 70], [58, 52, 50]]),
                opacity: dice.random_range(0.75..1.0),
                weight: self.weight.max(0.0),
                wear: self.wear * 0.5,
                ..self
            },
            _ => Self {
                colour: pick(dice, &[[92, 90, 96], [70, 74, 110], [104, 88, 80]]),
                opacity: dice.random_range(0.7..0.9),
                wear: 0.0,
                ..self
            },
        }
    }

    /// Whether the zone can be printed straight onto the sheet.
    pub(super) fn is_plain(&self) -> bool {
        let default = Self::default();
        let same = Self {
            seed: 0,
            colour: default.colour,
            opacity: default.opacity,
            ..self.clone()
        };
        same == default
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_repeat_and_cover_every_printer() {
        assert_eq!(ZoneLook::draw(5), ZoneLook::draw(5));
        let looks: Vec<ZoneLook> = (0..200).map(ZoneLook::draw).collect();
        let count = |test: &dyn Fn(&ZoneLook) -> bool| looks.iter().filter(|l| test(l)).count();
        assert!(count(&|l| l.print == ZonePrint::Solid) > 60);
        assert!(count(&|l| matches!(l.print, ZonePrint::Engraved { .. })) > 30);
        assert!(count(&|l| matches!(l.print, ZonePrint::Dots { .. })) > 20);
        assert!(count(&|l| l.face == Typeface::OcrBSharp) > 30);
        assert!(count(&|l| l.stamp > 0.0) > 15);
        assert!(!looks.iter().any(ZoneLook::is_plain));
    }
}
