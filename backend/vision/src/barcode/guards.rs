//! The start and stop patterns (ISO/IEC 15438:2015, 5.3.2) on scan lines across a frame, joined to
//! the two lines that bound the symbol. No codeword has a bar of 7 or 8 modules, so nothing inside
//! a symbol looks like them.

use super::edges::{Edge, edges};
use super::geometry::{Frame, SteepLine};
use super::patterns::MODULES;
use super::sample::View;

/// Widths up to the last edge into a bar that is 17 modules from the first.
const START: [f32; 8] = [8.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 3.0];
const STOP: [f32; 8] = [7.0, 1.0, 1.0, 3.0, 1.0, 1.0, 1.0, 2.0];
/// Most scan lines to a frame.
const SCANS: usize = 90;
const FEWEST_HITS: usize = 4;
/// Most hits that are compared pair by pair: a picture tiled with guard patterns has thousands.
const MOST_HITS: usize = 240;
/// Smallest module in frame pixels.
const SMALLEST_MODULE: f32 = 0.9;
/// Perspective seldom tilts a side by more than this against the other.
const STEEPEST: f32 = 0.5;

/// From one guard the other is looked for as far as so many modules, in a frame which begins so many
/// modules before it and is so many times as tall as the guard was seen.
const FURTHEST: f32 = 420.0;
const BEFORE: f32 = 12.0;
const BEHIND: f32 = 20.0;
const TALLER: f32 = 1.5;

/// One bounding line, with the width of a module at it, and how far it was seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guard {
    pub(super) line: SteepLine,
    pub(super) module: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) hits: usize,
}

/// What was found of a symbol's sides. The frame is flipped if need be, so that the start is left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guards {
    pub(super) frame: Frame,
    /// First edge of the start pattern.
    pub(super) start: Option<Guard>,
    /// Left edge of the last bar of the stop pattern.
    pub(super) stop: Option<Guard>,
}

impl Guards {
    /// How many lines show one of the patterns.
    pub(super) fn hits(&self) -> usize {
        [self.start, self.stop]
            .into_iter()
            .flatten()
            .map(|guard| guard.hits)
            .sum()
    }

    /// A frame from the better seen guard as far as the symbol may reach, of about so many pixels
    /// to a module and no finer than half a pixel of this frame.
    pub(super) fn longer_frame(&self, pixels: f32) -> Option<Frame> {
        let hits = |guard: Option<Guard>| guard.map_or(0, |guard| guard.hits);
        let is_start = hits(self.start) >= hits(self.stop);
        let guard = if is_start { self.start? } else { self.stop? };
        let coarse = self.frame.coarsened((guard.module / pixels).max(0.5));
        let times = coarse.step() / self.frame.step();
        let whole = |length: f32| (1..4096usize).find(|&n| n as f32 * times >= length);
        let before = if is_start { BEFORE } else { FURTHEST };
        let middle = (guard.top + guard.bottom) / 2.0;
        let half = TALLER * (guard.bottom - guard.top) / 2.0;
        let origin = (guard.line.x(middle) - before * guard.module, middle - half);
        Some(Frame {
            origin: self.frame.place(origin.0, origin.1),
            width: whole((FURTHEST + BEFORE + BEHIND) * guard.module)?,
            height: whole(2.0 * half)?,
            ..coarse
        })
    }
}

/// A guard pattern seen on one line: its reference edge and the width of a module.
#[derive(Clone, Copy)]
pub(super) struct Hit {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) module: f32,
}

/// Looks for the patterns forwards and backwards and keeps the direction with more hits.
pub(super) fn find_guards(view: &View<'_>, frame: &Frame) -> Option<Guards> {
    let lines = scan_lines(view, frame, SCANS);
    let lines: Vec<_> = lines.iter().map(|(y, line)| (*y, edges(line))).collect();
    let forwards = guards(*frame, &lines);
    let last = frame.width.saturating_sub(1) as f32;
    let reversed: Vec<_> = lines
        .iter()
        .map(|(y, line)| (*y, backwards(line, last)))
        .collect();
    let backwards = guards(frame.flipped(), &reversed);
    let best = if backwards.hits() > forwards.hits() {
        backwards
    } else {
        forwards
    };
    (best.hits() > 0).then_some(best)
}

/// At most so many scan lines over the height of a frame, with their heights.
pub(super) fn scan_lines(view: &View<'_>, frame: &Frame, most: usize) -> Vec<(f32, Vec<f32>)> {
    let step = (frame.height as f32 / most as f32).max(1.0);
    std::iter::successors(Some(step / 2.0), |y| Some(y + step))
        .take_while(|&y| y < frame.height as f32)
        .map(|y| (y, scan(view, frame, y)))
        .collect()
}

/// Left and right swapped.
pub(super) fn backwards_line(line: &[f32]) -> Vec<f32> {
    line.iter().rev().copied().collect()
}

/// Mean of three neighbouring lines.
fn scan(view: &View<'_>, frame: &Frame, y: f32) -> Vec<f32> {
    let mut line = vec![0.0; frame.width];
    for offset in [-1.0, 0.0, 1.0] {
        view.add_line(frame, y + offset, &mut line);
    }
    line.iter_mut().for_each(|value| *value /= 3.0);
    line
}

fn backwards(line: &[Edge], last: f32) -> Vec<Edge> {
    let turned = |e: &Edge| Edge {
        x: last - e.x,
        is_into_dark: !e.is_into_dark,
    };
    line.iter().rev().map(turned).collect()
}

fn guards(frame: Frame, lines: &[(f32, Vec<Edge>)]) -> Guards {
    let hits = |pattern: &[f32; 8], offset: f32| -> Vec<Hit> {
        let windows = lines
            .iter()
            .flat_map(|(y, line)| line.windows(9).map(move |w| (*y, w)));
        windows
            .filter_map(|(y, window)| {
                let (x, module) = matches(window, pattern)?;
                Some(Hit {
                    x: x + offset * module,
                    y,
                    module,
                })
            })
            .collect()
    };
    let start = fit(&hits(&START, 0.0));
    let stop = fit(&hits(&STOP, MODULES as f32));
    match (start, stop) {
        // Of two that contradict each other the better seen one stays.
        (Some(left), Some(right)) if right.line.x(right.top) <= left.line.x(left.top) => {
            let keeps_start = left.hits >= right.hits;
            Guards {
                frame,
                start: start.filter(|_| keeps_start),
                stop: stop.filter(|_| !keeps_start),
            }
        }
        _ => Guards { frame, start, stop },
    }
}

/// Compares distances between edges of the same kind, which neither ink spread nor a wrong
/// threshold changes. Gives the first edge and the module.
fn matches(window: &[Edge], pattern: &[f32; 8]) -> Option<(f32, f32)> {
    let (first, last) = (window.first()?, window.last()?);
    if !first.is_into_dark {
        return None;
    }
    let module = (last.x - first.x) / MODULES as f32;
    if module < SMALLEST_MODULE {
        return None;
    }
    let bar = (window.get(1)?.x - first.x) / module;
    if (bar - pattern.first()?).abs() > 1.5 {
        return None;
    }
    let mut sum = 0.0;
    for (edges, widths) in window.windows(3).zip(pattern.windows(2)) {
        let &[from, _, to] = edges else { return None };
        let expected: f32 = widths.iter().sum();
        let error = ((to.x - from.x) / module - expected).abs();
        if error > 0.9 {
            return None;
        }
        sum += error;
    }
    (sum <= 2.4).then_some((first.x, module))
}

/// The line that most hits lie on, then least squares over them.
pub(super) fn fit(hits: &[Hit]) -> Option<Guard> {
    let thinned: Vec<Hit> = hits
        .iter()
        .step_by(hits.len().div_ceil(MOST_HITS).max(1))
        .copied()
        .collect();
    let hits = thinned.as_slice();
    let mut best: Vec<Hit> = Vec::new();
    for (index, a) in hits.iter().enumerate() {
        for b in hits.iter().skip(index + 1) {
            if (b.y - a.y).abs() < 2.0 || (a.module - b.module).abs() > 0.2 * a.module {
                continue;
            }
            let slope = (b.x - a.x) / (b.y - a.y);
            if slope.abs() > STEEPEST {
                continue;
            }
            let line = SteepLine {
                at: a.x - slope * a.y,
                slope,
            };
            let on_line = |hit: &&Hit| {
                (hit.x - line.x(hit.y)).abs() < 0.8 * a.module
                    && (hit.module - a.module).abs() < 0.25 * a.module
            };
            if hits.iter().filter(on_line).count() > best.len() {
                best = hits.iter().filter(on_line).copied().collect();
            }
        }
    }
    if best.len() < FEWEST_HITS {
        return None;
    }
    let points: Vec<(f32, f32)> = best.iter().map(|hit| (hit.y, hit.x)).collect();
    let (at, slope) = least_squares(&points)?;
    let mut modules: Vec<f32> = best.iter().map(|hit| hit.module).collect();
    modules.sort_unstable_by(f32::total_cmp);
    Some(Guard {
        line: SteepLine { at, slope },
        module: *modules.get(modules.len() / 2)?,
        top: best.iter().map(|hit| hit.y).fold(f32::MAX, f32::min),
        bottom: best.iter().map(|hit| hit.y).fold(f32::MIN, f32::max),
        hits: best.len(),
    })
}

/// (value at 0, slope) of the straight line through points (argument, value).
pub(super) fn least_squares(points: &[(f32, f32)]) -> Option<(f32, f32)> {
    let count = points.len() as f32;
    let mean_x = points.iter().map(|p| p.0).sum::<f32>() / count;
    let mean_y = points.iter().map(|p| p.1).sum::<f32>() / count;
    let spread: f32 = points.iter().map(|p| (p.0 - mean_x).powi(2)).sum();
    let joint: f32 = points.iter().map(|p| (p.0 - mean_x) * (p.1 - mean_y)).sum();
    if points.is_empty() || spread <= 0.0 {
        return None;
    }
    let slope = joint / spread;
    Some((mean_y - slope * mean_x, slope))
}
