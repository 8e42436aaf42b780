use std::f32::consts::TAU;

use super::surface::{Canvas, Ink};
use crate::geometry::{Point, Rectangle};

/// A band of fine waves from left to right, as security printers draw them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Waves {
    /// How many lines.
    pub(crate) count: u16,
    /// Swing of a line in millimetres.
    pub(crate) swing: f32,
    /// Length of one wave in millimetres.
    pub(crate) wavelength: f32,
    /// Shift from one line to the next, in turns.
    pub(crate) drift: f32,
    /// Width of a line in millimetres.
    pub(crate) width: f32,
    pub(crate) ink: Ink,
}

/// A flower of loops around a middle.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rosette {
    /// Leaves.
    pub(crate) petals: u16,
    /// Lines, each a little smaller.
    pub(crate) rings: u16,
    /// Outer radius in millimetres.
    pub(crate) radius: f32,
    /// Width of a line in millimetres.
    pub(crate) width: f32,
    pub(crate) ink: Ink,
}

impl Canvas {
    /// Draws the waves, spread evenly over the box.
    pub(crate) fn waves(&mut self, area: Rectangle, waves: Waves) {
        let scale = self.pixels_per_millimetre;
        let area = self.to_pixels(area);
        let half = (waves.width * scale / 2.0).max(0.5);
        let ink = waves
            .ink
            .at(waves.ink.opacity * (waves.width * scale).min(1.0));
        for line in 0..waves.count {
            let share = (f32::from(line) + 0.5) / f32::from(waves.count);
            let turn = f32::from(line) * waves.drift;
            for x in area.x.max(0.0) as i32..area.right() as i32 {
                let phase = (x as f32 / (waves.wavelength * scale) + turn) * TAU;
                // The second harmonic makes the lines bunch and part.
                let swing = (phase.sin() + 0.4 * (phase * 0.37 + turn).sin()) * waves.swing;
                let y = area.y + share * area.height + swing * scale;
                let reach = half + 0.5;
                for row in (y - reach).floor() as i32..=(y + reach).floor() as i32 {
                    let coverage = half + 0.5 - (row as f32 + 0.5 - y).abs();
                    if coverage > 0.0 && (row as f32) >= area.y && (row as f32) < area.bottom() {
                        self.blend(x, row, ink, coverage.min(1.0));
                    }
                }
            }
        }
    }

    /// Draws the rosette.
    pub(crate) fn rosette(&mut self, centre: Point, rosette: Rosette) {
        let petals = f32::from(rosette.petals);
        // Segments of about half a millimetre look round at card size.
        let steps = (rosette.radius * TAU * 2.5).max(petals * 14.0) as u16;
        for ring in 0..rosette.rings {
            let shrink = 1.0 - 0.75 * f32::from(ring) / f32::from(rosette.rings.max(1));
            let turn = f32::from(ring) * 0.08;
            let points: Vec<Point> = (0..=steps)
                .map(|step| {
                    let angle = f32::from(step) / f32::from(steps) * TAU;
                    let wave = 1.0 + 0.28 * (angle * petals + turn * petals).sin();
                    let radius = rosette.radius * shrink * wave / 1.28;
                    Point::new(
                        centre.x + radius * angle.cos(),
                        centre.y + radius * angle.sin(),
                    )
                })
                .collect();
            self.polyline(&points, rosette.width, rosette.ink);
        }
    }
}
