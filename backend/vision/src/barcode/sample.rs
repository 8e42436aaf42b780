//! Reading the brightness between pixels.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "coordinates are clamped into the picture before they become indices"
)]

use super::geometry::{Frame, Point};
use crate::luma::Luma;

/// Share of the pixels that are darker than the paper.
const PAPER_SHARE: f32 = 0.9;
/// About as many pixels are looked at to find the paper.
const LOOKED_AT: usize = 20_000;

/// A picture on endless paper: a symbol may touch the border, and its quiet zone lies outside.
pub(super) struct View<'a> {
    luma: &'a Luma,
    paper: f32,
}

impl<'a> View<'a> {
    pub(super) fn new(luma: &'a Luma) -> Self {
        let pixels = luma.pixels();
        let step = (pixels.len() / LOOKED_AT).max(1) | 1;
        let mut sorted: Vec<u8> = pixels.iter().step_by(step).copied().collect();
        sorted.sort_unstable();
        let place = (sorted.len() as f32 * PAPER_SHARE) as usize;
        let paper = sorted.get(place).or(sorted.last()).copied().unwrap_or(255);
        Self {
            luma,
            paper: f32::from(paper),
        }
    }

    /// Bilinear interpolation; paper outside.
    #[inline]
    pub(super) fn brightness(&self, at: Point) -> f32 {
        let (width, height) = (self.luma.width(), self.luma.height());
        let (last_x, last_y) = (width as f32 - 1.0, height as f32 - 1.0);
        let is_inside =
            at.x >= -0.5 && at.y >= -0.5 && at.x <= last_x + 0.5 && at.y <= last_y + 0.5;
        if width < 2 || height < 2 || !is_inside {
            return self.paper;
        }
        let x = at.x.clamp(0.0, last_x - 0.001);
        let y = at.y.clamp(0.0, last_y - 0.001);
        let (left, top) = (x as usize, y as usize);
        let (fx, fy) = (x - left as f32, y - top as f32);
        let start = top * width + left;
        let pixels = self.luma.pixels();
        let upper = &pixels[start..start + 2];
        let lower = &pixels[start + width..start + width + 2];
        between_four([upper[0], upper[1], lower[0], lower[1]], fx, fy)
    }

    /// Adds the brightness at so many steps from a place to the sums.
    pub(super) fn add_steps(&self, start: Point, step: Point, steps: &[f32], sums: &mut [f32]) {
        let (low, high) = steps
            .iter()
            .fold((f32::MAX, f32::MIN), |(l, h), &n| (l.min(n), h.max(n)));
        let pairs = sums.iter_mut().zip(steps);
        if !self.is_well_inside(start.plus(step, low))
            || !self.is_well_inside(start.plus(step, high))
        {
            pairs.for_each(|(sum, &n)| *sum += self.brightness(start.plus(step, n)));
            return;
        }
        let (width, pixels) = (self.luma.width(), self.luma.pixels());
        for (sum, &n) in pairs {
            let at = start.plus(step, n);
            // By way of i32, which processors convert to and from in one step.
            let (left, top) = (at.x as i32, at.y as i32);
            let (fx, fy) = (at.x - left as f32, at.y - top as f32);
            let place = top as usize * width + left as usize;
            let upper = &pixels[place..place + 2];
            let lower = &pixels[place + width..place + width + 2];
            *sum += between_four([upper[0], upper[1], lower[0], lower[1]], fx, fy);
        }
    }

    /// Whether all four pixels around a place lie in the picture, with a pixel's margin for rounding.
    fn is_well_inside(&self, at: Point) -> bool {
        let (right, bottom) = (self.luma.width() as f32, self.luma.height() as f32);
        at.x >= 1.0 && at.y >= 1.0 && at.x <= right - 3.0 && at.y <= bottom - 3.0
    }

    /// Adds the brightness along a line of a frame to the sums.
    pub(super) fn add_line(&self, frame: &Frame, y: f32, sums: &mut [f32]) {
        let start = frame.place(0.0, y);
        let inside = self.inside(start, frame.along, sums.len());
        for x in (0..inside.start).chain(inside.end..sums.len()) {
            sums[x] += self.brightness(start.plus(frame.along, x as f32));
        }
        let fixed = |value: f32| (f64::from(value) * 65536.0) as i64;
        let first = start.plus(frame.along, inside.start as f32);
        let (mut x, mut y) = (fixed(first.x), fixed(first.y));
        let (step_x, step_y) = (fixed(frame.along.x), fixed(frame.along.y));
        let (width, pixels) = (self.luma.width(), self.luma.pixels());
        for sum in &mut sums[inside] {
            let place = (y >> 16) as usize * width + (x >> 16) as usize;
            let (fx, fy) = ((x >> 8 & 255) as i32, (y >> 8 & 255) as i32);
            let upper = &pixels[place..place + 2];
            let lower = &pixels[place + width..place + width + 2];
            let mix = |a: u8, b: u8| i32::from(a) * (256 - fx) + i32::from(b) * fx;
            let (above, below) = (mix(upper[0], upper[1]), mix(lower[0], lower[1]));
            *sum += (above * (256 - fy) + below * fy) as f32 / 65536.0;
            (x, y) = (x + step_x, y + step_y);
        }
    }

    /// The steps from a place whose four pixels surely lie in the picture.
    fn inside(&self, start: Point, step: Point, count: usize) -> std::ops::Range<usize> {
        let mut range = (0.0f32, count as f32);
        let axes = [
            (start.x, step.x, self.luma.width()),
            (start.y, step.y, self.luma.height()),
        ];
        for (start, step, size) in axes {
            // A pixel's margin, for what the steps are rounded by.
            let (low, high) = (1.0, size as f32 - 3.0);
            if high < low {
                return count..count;
            }
            if step.abs() > 1e-4 {
                let (a, b) = ((low - start) / step, (high - start) / step);
                range = (range.0.max(a.min(b).ceil()), range.1.min(a.max(b).floor()));
            } else if start < low || start > high {
                range.1 = 0.0;
            }
        }
        if range.0 < range.1 {
            range.0 as usize..(range.1 as usize).min(count)
        } else {
            count..count
        }
    }
}

/// Bilinear interpolation between the upper two and the lower two.
#[inline]
fn between_four([a, b, c, d]: [u8; 4], fx: f32, fy: f32) -> f32 {
    let [a, b, c, d] = [a, b, c, d].map(f32::from);
    let (above, below) = (a + (b - a) * fx, c + (d - c) * fx);
    above + (below - above) * fy
}
