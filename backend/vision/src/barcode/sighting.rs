use serde::Serialize;

use super::geometry::{Frame, Point};
use super::guards::{Guards, scan_lines};
use super::sample::View;
use crate::luma::Luma;

/// Lines that are measured.
const LINES: usize = 40;
/// Modules across the narrowest symbol on a licence (8 columns).
const FEWEST_MODULES: f32 = 205.0;
/// Cells along and across in which washed-out places are looked for.
const CELLS: (usize, usize) = (24, 10);
/// Contrast of a washed-out cell, as a share of that of the symbol.
const WASHED_OUT: f32 = 0.25;

/// Module width in pixels below which a symbol is too small to be read reliably.
const SMALL_MODULE: f32 = 1.35;
/// Share of washed-out cells that error correction does not bear.
const MUCH_GLARE: f32 = 0.10;
/// Measured blur in modules above which a symbol is not read reliably. Where bars have run into each
/// other the measure falls behind: this is a true deviation of somewhat more than a module.
const MUCH_BLUR: f32 = 0.55;
/// Difference between paper and bars below which noise hides the bars.
const LITTLE_CONTRAST: f32 = 28.0;

/// A symbol that is in the picture and could not be read, measured inside its own box.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Sighting {
    /// Corners of its box in picture pixels. With one guard out of sight it reaches from the other as
    /// far as the narrowest symbol would.
    pub corners: [Point; 4],
    /// Width of a module in picture pixels, by the guards.
    pub module_width: f32,
    /// Deviation of the blur along the rows, estimated from the steepest edges, in picture pixels;
    /// too low where it is above a module.
    pub blur: f32,
    /// Difference between paper and bars, 0–255.
    pub contrast: f32,
    /// Share of the box without bars that is as bright as the paper, 0–1.
    pub glare: f32,
    /// Whether the box reaches the picture's border.
    pub touches_border: bool,
}

/// What a person can change so that the symbol becomes readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Part of it lies outside the picture.
    CutOff,
    /// Light is reflected on it.
    Glare,
    /// It is too small in the picture.
    TooFar,
    /// It is out of focus, or the camera moved.
    Blurred,
    /// It is too dark or too pale.
    LowContrast,
}

impl Sighting {
    /// Taken from a copy to the picture, which has so many times its pixels along a side.
    pub(super) fn scaled(self, times: f32) -> Self {
        Self {
            corners: self.corners.map(|corner| corner.times(times)),
            module_width: self.module_width * times,
            blur: self.blur * times,
            ..self
        }
    }

    /// The likeliest reason; small and blurred print looks washed out too. `None` when nothing
    /// stands out: then it may be damaged or covered.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        let faults = [
            (self.touches_border, Fault::CutOff),
            (self.module_width < SMALL_MODULE, Fault::TooFar),
            (self.blur > MUCH_BLUR * self.module_width, Fault::Blurred),
            (self.glare >= MUCH_GLARE, Fault::Glare),
            (self.contrast < LITTLE_CONTRAST, Fault::LowContrast),
        ];
        faults
            .into_iter()
            .find_map(|(applies, fault)| applies.then_some(fault))
    }
}

/// The symbol that the guards show.
pub(super) fn sight(view: &View<'_>, luma: &Luma, guards: &Guards) -> Option<Sighting> {
    let frame = guarded_box(guards).or_else(|| half_box(guards))?;
    Some(measured(view, luma, &frame, module_of(guards)))
}

/// Width of a module in picture pixels by the guards.
fn module_of(guards: &Guards) -> f32 {
    let both = [guards.start, guards.stop];
    let modules = || both.into_iter().flatten().map(|guard| guard.module);
    modules().sum::<f32>() / modules().count().max(1) as f32 * guards.frame.step()
}

/// The box between both guards.
fn guarded_box(guards: &Guards) -> Option<Frame> {
    let (start, stop) = (guards.start?, guards.stop?);
    let (top, bottom) = (start.top.min(stop.top), start.bottom.max(stop.bottom));
    let left = start.line.x(top).min(start.line.x(bottom)).max(0.0);
    let right = stop.line.x(top).max(stop.line.x(bottom)) + stop.module;
    let whole = |n: f32| (1..8192usize).find(|&m| m as f32 >= n);
    Some(Frame {
        origin: guards.frame.place(left, top),
        width: whole(right - left)?,
        height: whole(bottom - top)?,
        ..guards.frame
    })
}

/// From the one guard that was seen as far as the narrowest symbol reaches.
fn half_box(guards: &Guards) -> Option<Frame> {
    let guard = guards.start.or(guards.stop)?;
    let width = FEWEST_MODULES * guard.module;
    let line = guard.line.x((guard.top + guard.bottom) / 2.0);
    let left = if guards.start.is_some() {
        line
    } else {
        line - width
    };
    let whole = |n: f32| (1..8192usize).find(|&m| m as f32 >= n);
    Some(Frame {
        origin: guards.frame.place(left, guard.top),
        width: whole(width)?,
        height: whole(guard.bottom - guard.top)?,
        ..guards.frame
    })
}

fn measured(view: &View<'_>, luma: &Luma, frame: &Frame, module_width: f32) -> Sighting {
    let lines: Vec<Vec<f32>> = scan_lines(view, frame, LINES)
        .into_iter()
        .map(|(_, line)| line)
        .collect();
    let mut sorted: Vec<f32> = lines.iter().flatten().copied().collect();
    sorted.sort_unstable_by(f32::total_cmp);
    let level = |percent: usize| {
        let place = sorted.len().saturating_sub(1) * percent / 100;
        sorted.get(place).copied().unwrap_or(0.0)
    };
    let (bars, paper) = (level(8), level(85));
    let contrast = paper - bars;
    let corners = [
        (0.0, 0.0),
        (frame.width as f32, 0.0),
        (frame.width as f32, frame.height as f32),
        (0.0, frame.height as f32),
    ]
    .map(|(x, y)| frame.place(x, y));
    Sighting {
        corners,
        module_width,
        blur: blur(&lines, contrast) * frame.step(),
        contrast,
        glare: glare(&lines, contrast, paper),
        touches_border: is_at_border(&corners, luma, 1.0 + 2.0 * module_width),
    }
}

/// The steepest slope of a Gaussian edge is its height over 2.5 deviations.
fn blur(lines: &[Vec<f32>], contrast: f32) -> f32 {
    let steepest = |line: &Vec<f32>| {
        let slopes = line
            .windows(3)
            .filter_map(|w| Some((w.last()? - w.first()?).abs() / 2.0));
        slopes.fold(0.0f32, f32::max)
    };
    let mut slopes: Vec<f32> = lines.iter().map(steepest).collect();
    slopes.sort_unstable_by(f32::total_cmp);
    let usual = slopes.get(slopes.len() / 2).copied().unwrap_or(0.0);
    0.4 * contrast / usual.max(0.5)
}

/// Share of cells as bright as the paper throughout. Bars stand in every cell of a whole symbol.
fn glare(lines: &[Vec<f32>], contrast: f32, paper: f32) -> f32 {
    let (along, across) = CELLS;
    let width = lines
        .iter()
        .map(Vec::len)
        .min()
        .unwrap_or(0)
        .div_ceil(along)
        .max(1);
    let height = lines.len().div_ceil(across).max(1);
    let (mut washed_out, mut count) = (0usize, 0usize);
    for band in lines.chunks(height) {
        for cell in 0..along {
            let pixels = || {
                band.iter()
                    .flat_map(|line| line.iter().skip(cell * width).take(width))
            };
            let low = pixels().copied().fold(f32::MAX, f32::min);
            let high = pixels().copied().fold(f32::MIN, f32::max);
            if low > high {
                continue;
            }
            count += 1;
            let is_flat = high - low < WASHED_OUT * contrast;
            washed_out += usize::from(is_flat && high > paper - WASHED_OUT * contrast);
        }
    }
    washed_out as f32 / count.max(1) as f32
}

fn is_at_border(corners: &[Point; 4], luma: &Luma, margin: f32) -> bool {
    let (right, bottom) = (luma.width() as f32 - 1.0, luma.height() as f32 - 1.0);
    corners.iter().any(|corner| {
        corner.x < margin
            || corner.y < margin
            || corner.x > right - margin
            || corner.y > bottom - margin
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fault_is_what_lies_furthest_from_readable() {
        let good = Sighting {
            corners: [Point::default(); 4],
            module_width: 2.5,
            blur: 0.4,
            contrast: 120.0,
            glare: 0.02,
            touches_border: false,
        };
        let far = Sighting {
            module_width: 0.9,
            glare: 0.2,
            ..good
        };
        let blurred = Sighting {
            blur: 4.0,
            glare: 0.2,
            ..good
        };
        let shiny = Sighting { glare: 0.4, ..good };
        let pale = Sighting {
            contrast: 15.0,
            ..good
        };
        let cut = Sighting {
            touches_border: true,
            ..far
        };
        let faults = [good, far, blurred, shiny, pale, cut].map(|sighting| sighting.fault());
        let expected = [
            None,
            Some(Fault::TooFar),
            Some(Fault::Blurred),
            Some(Fault::Glare),
            Some(Fault::LowContrast),
            Some(Fault::CutOff),
        ];
        assert_eq!(faults, expected);
        assert_eq!(far.scaled(2.0).fault(), Some(Fault::Glare));
    }
}
