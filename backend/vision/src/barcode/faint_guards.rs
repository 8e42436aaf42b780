//! The guard patterns where their narrow bars have melted together: below about 1.7 pixels to a
//! module no edges are left to measure, but the wide bar, the grey ladder and the white gap still
//! correlate with the blurred pattern.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "windows and positions are kept inside the scan lines"
)]

use super::geometry::{Frame, SteepLine};
use super::guards::{Guard, Guards, Hit, backwards_line, fit, scan_lines};
use super::sample::View;

const SCANS: usize = 48;
/// Module widths in frame pixels that are tried; each is 9 % wider than the one before.
const SMALLEST: f32 = 0.95;
const WIDTHS: usize = 12;
const GROWTH: f32 = 1.09;
/// Correlation of a hit.
const BELIEVED: f32 = 0.70;
/// Fewest hits to a line; by chance half as many agree.
const FEWEST_HITS: usize = 10;
/// Blur of the templates in modules.
const BLUR: f32 = 0.5;

/// Bars (true) and spaces in modules, and the module where the reference edge lies.
struct Pattern {
    runs: &'static [(bool, f32)],
    reference: f32,
}

/// Quiet zone, start pattern, first bar of the row indicator.
const START: Pattern = Pattern {
    runs: &[
        (false, 2.0),
        (true, 8.0),
        (false, 1.0),
        (true, 1.0),
        (false, 1.0),
        (true, 1.0),
        (false, 1.0),
        (true, 1.0),
        (false, 3.0),
        (true, 1.0),
    ],
    reference: 2.0,
};
/// Last space of the row indicator, stop pattern, quiet zone. The reference is its last bar.
const STOP: Pattern = Pattern {
    runs: &[
        (false, 1.0),
        (true, 7.0),
        (false, 1.0),
        (true, 1.0),
        (false, 3.0),
        (true, 1.0),
        (false, 1.0),
        (true, 1.0),
        (false, 2.0),
        (true, 1.0),
        (false, 2.0),
    ],
    reference: 18.0,
};

/// A scan line: height and brightness.
type Line = (f32, Vec<f32>);

/// Looks for both guards by correlation, forwards and backwards.
pub(super) fn find_faint_guards(view: &View<'_>, frame: &Frame) -> Option<Guards> {
    let lines = scan_lines(view, frame, SCANS);
    let forwards = guards(*frame, &lines);
    let reversed: Vec<Line> = lines.iter().map(|(y, l)| (*y, backwards_line(l))).collect();
    let backwards = guards(frame.flipped(), &reversed);
    let hits = |g: &Option<Guards>| {
        g.map_or(0, |g| {
            g.start.map_or(0, |g| g.hits) + g.stop.map_or(0, |g| g.hits)
        })
    };
    if hits(&backwards) > hits(&forwards) {
        backwards
    } else {
        forwards
    }
}

fn guards(frame: Frame, lines: &[Line]) -> Option<Guards> {
    let start = guard(lines, &START)?;
    let stop = guard(lines, &STOP)?;
    let is_ordered = start.line.x(start.top) < stop.line.x(stop.top);
    is_ordered.then_some(Guards {
        frame,
        start: Some(start),
        stop: Some(stop),
    })
}

fn guard(lines: &[Line], pattern: &Pattern) -> Option<Guard> {
    let templates: Vec<Template> = (0..WIDTHS as i32)
        .map(|step| Template::new(pattern, SMALLEST * GROWTH.powi(step), 0.0))
        .collect();
    let mut hits = Vec::new();
    for (y, line) in lines {
        let best = templates.iter().filter_map(|template| template.best(line));
        let best = best
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .filter(|best| best.1 >= BELIEVED);
        hits.extend(best.map(|(hit, _)| Hit { y: *y, ..hit }));
    }
    let guard = fit(&hits).filter(|guard| guard.hits >= FEWEST_HITS)?;
    Some(refined(lines, pattern, guard))
}

/// The pattern at one module width, zero mean and unit length.
struct Template {
    values: Vec<f32>,
    module: f32,
    /// From the first sample to the reference edge, in pixels.
    reference: f32,
}

impl Template {
    /// `offset` shifts the pattern to the right by a part of a pixel.
    fn new(pattern: &Pattern, module: f32, offset: f32) -> Self {
        let total: f32 = pattern.runs.iter().map(|run| run.1).sum();
        let length = (total * module).floor() as usize;
        let sample = |i: usize| blurred(pattern, (i as f32 + 0.5 - offset) / module);
        let mut values: Vec<f32> = (0..length).map(sample).collect();
        let mean = values.iter().sum::<f32>() / length.max(1) as f32;
        values.iter_mut().for_each(|value| *value -= mean);
        let size = values.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-6);
        values.iter_mut().for_each(|value| *value /= size);
        // Sample centres are whole coordinates, edges lie half a pixel before them.
        Self {
            values,
            module,
            reference: pattern.reference * module + offset - 0.5,
        }
    }

    /// The place of the best correlation on a line.
    fn best(&self, line: &[f32]) -> Option<(Hit, f32)> {
        let scores: Vec<f32> = line
            .windows(self.values.len())
            .map(|window| self.correlation(window))
            .collect();
        let place = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]))?;
        let score = scores[place];
        let (before, after) = (
            place.checked_sub(1).map_or(score, |p| scores[p]),
            scores.get(place + 1).copied().unwrap_or(score),
        );
        let curve = before - 2.0 * score + after;
        let shift = if curve < -1e-6 {
            0.5 * (before - after) / curve
        } else {
            0.0
        };
        let x = place as f32 + shift.clamp(-0.5, 0.5) + self.reference;
        Some((
            Hit {
                x,
                y: 0.0,
                module: self.module,
            },
            score,
        ))
    }

    fn correlation(&self, window: &[f32]) -> f32 {
        let (mut dot, mut sum, mut squares) = ([0.0f32; 4], [0.0f32; 4], [0.0f32; 4]);
        let (values, rest_values) = self.values.as_chunks::<4>();
        let (pixels, rest_pixels) = window.as_chunks::<4>();
        for (values, pixels) in values.iter().zip(pixels) {
            for lane in 0..4 {
                dot[lane] += values[lane] * pixels[lane];
                sum[lane] += pixels[lane];
                squares[lane] += pixels[lane] * pixels[lane];
            }
        }
        for (value, pixel) in rest_values.iter().zip(rest_pixels) {
            dot[0] += value * pixel;
            sum[0] += pixel;
            squares[0] += pixel * pixel;
        }
        let [dot, sum, squares] = [dot, sum, squares].map(|lanes| lanes.iter().sum::<f32>());
        let spread = squares - sum * sum / window.len() as f32;
        // A contrast of three levels is noise.
        if spread < 9.0 * window.len() as f32 {
            0.0
        } else {
            dot / spread.sqrt()
        }
    }
}

/// Brightness of the pattern at a place in modules, after a Gaussian blur.
fn blurred(pattern: &Pattern, module: f32) -> f32 {
    let (mut edge, mut value) = (0.0, 1.0);
    for &(is_bar, width) in pattern.runs {
        if is_bar {
            value -= step((module - edge) / BLUR) - step((module - edge - width) / BLUR);
        }
        edge += width;
    }
    value
}

/// The integral of the Gaussian, by the logistic function (off by less than 0.01).
fn step(z: f32) -> f32 {
    1.0 / (1.0 + (-1.702 * z).exp())
}

/// Averages the scan lines along the guard and measures the module on the mean, where noise has
/// gone: counting columns needs it to about one percent.
fn refined(lines: &[Line], pattern: &Pattern, guard: Guard) -> Guard {
    let reach = (20.0 * guard.module) as i32 + 4;
    let length = 2 * reach as usize + 1;
    let mut mean = vec![0.0f32; length];
    let within = lines
        .iter()
        .filter(|(y, _)| (guard.top..=guard.bottom).contains(y));
    for (y, line) in within {
        let centre = guard.line.x(*y);
        for (index, value) in mean.iter_mut().enumerate() {
            let x = (centre + (index as i32 - reach) as f32).clamp(0.0, line.len() as f32 - 1.001);
            let (left, share) = (x as usize, x.fract());
            *value += line[left] + (line[left + 1] - line[left]) * share;
        }
    }
    let candidates = (-12..=12).flat_map(|step| {
        let module = guard.module * (1.0 + step as f32 * 0.007);
        (0..2).map(move |half| Template::new(pattern, module, half as f32 * 0.5))
    });
    let best = candidates.filter_map(|template| {
        let (hit, score) = template.best(&mean)?;
        let is_near = (hit.x - reach as f32).abs() < 2.0 * guard.module;
        is_near.then_some((hit, score))
    });
    let Some((hit, _)) = best.max_by(|a, b| a.1.total_cmp(&b.1)) else {
        return guard;
    };
    let line = SteepLine {
        at: guard.line.at + hit.x - reach as f32,
        ..guard.line
    };
    Guard {
        line,
        module: hit.module,
        ..guard
    }
}
