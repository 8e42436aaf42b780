//! The guard patterns where their narrow bars have melted together: below about 1.7 pixels to a
//! module no edges are left to measure, but the wide bar, the grey ladder and the white gap still
//! correlate with the blurred pattern.

use std::ops::Range;

use super::faint_pattern::{BLUR, Line, Pattern, START, STOP, Template};
use super::geometry::{Frame, SteepLine};
use super::guards::{Guard, Guards, Hit, backwards_line, fit, scan_lines};
use super::sample::View;

const SCANS: usize = 40;
/// Pixels of a scan line: with them every symbol of 8 to 20 columns that fills a line has modules
/// of a width that is tried, however large the picture is.
const LINE: f32 = 640.0;
/// Correlation of a hit.
const BELIEVED: f32 = 0.64;
/// Correlation of the mean of all lines. Of those that are no guards none came above 0.97, of those
/// that are hardly any below 0.98.
const CERTAIN: f32 = 0.97;
/// Fewest hits to a line.
const FEWEST_HITS: usize = 6;
/// Lines on each side, and pairs of them, that are tried.
const MOST_LINES: usize = 4;
const MOST_PAIRS: usize = 3;
/// Modules between the guards: 1 to 30 data columns.
const MODULES_BETWEEN: std::ops::RangeInclusive<f32> = 75.0..=620.0;
/// Module at the start over module at the stop, in perspective.
const RATIO: std::ops::RangeInclusive<f32> = 0.6..=1.67;
/// Pixels to a module in the frame where the other guard is looked for.
const MODULE: f32 = 1.6;
/// Blurs in modules that are tried while measuring.
const BLURS: [f32; 3] = [0.45, 0.7, 1.0];
/// Lines along a guard and samples to a module when it is measured.
const MEASURED_LINES: usize = 36;
const FINENESS: usize = 4;

/// Looks for both guards by correlation, forwards and backwards: the likeliest pairs, best first.
/// When texture has shown a part of the symbol only, the one guard leads to the other; where it does
/// not, it is given alone.
pub(super) fn find_faint_guards(view: &View<'_>, frame: &Frame) -> Vec<Guards> {
    let frame = frame.coarsened((frame.width as f32 / LINE).max(1.0));
    let both = Seen::both_ways(view, &frame, 0.55);
    let pairs = pairs(&both);
    if !pairs.is_empty() {
        return pairs;
    }
    let frames: Vec<Frame> = both.iter().filter_map(Seen::longer_frame).collect();
    let longer = frames
        .iter()
        .map(|frame| Seen::new(view, frame, &scan_lines(view, frame, SCANS), 1.0));
    let longer = self::pairs(&longer.collect::<Vec<_>>());
    if longer.is_empty() {
        both.iter().filter_map(Seen::half).collect()
    } else {
        longer
    }
}

/// The guards that are certain in a frame, read one way.
struct Seen {
    frame: Frame,
    starts: Vec<Guard>,
    stops: Vec<Guard>,
}

impl Seen {
    /// The starts in this share of the frame from the left, the stops in as much from the right.
    fn both_ways(view: &View<'_>, frame: &Frame, share: f32) -> [Self; 2] {
        let lines = scan_lines(view, frame, SCANS);
        let reversed: Vec<(f32, Vec<f32>)> = lines
            .iter()
            .map(|(y, line)| (*y, backwards_line(line)))
            .collect();
        [
            Self::new(view, frame, &lines, share),
            Self::new(view, &frame.flipped(), &reversed, share),
        ]
    }

    fn new(view: &View<'_>, frame: &Frame, lines: &[(f32, Vec<f32>)], share: f32) -> Self {
        let lines: Vec<Line> = lines.iter().map(|(y, line)| Line::new(*y, line)).collect();
        let length = frame.width;
        let part = (0..length).find(|&n| n as f32 >= share * length as f32);
        let part = part.unwrap_or(length);
        let certain = |pattern: &Pattern, places: Range<usize>| -> Vec<Guard> {
            let seen = guards(&lines, pattern.widths(), &places);
            seen.iter()
                .filter_map(|guard| measured(view, frame, pattern, guard))
                .collect()
        };
        Self {
            frame: *frame,
            starts: certain(&START, 0..part),
            stops: certain(&STOP, length - part..length),
        }
    }

    fn longer_frame(&self) -> Option<Frame> {
        self.half()?.longer_frame(MODULE)
    }

    /// The guard that most lines show, alone.
    fn half(&self) -> Option<Guards> {
        let best = |guards: &[Guard]| guards.iter().copied().max_by_key(|guard| guard.hits);
        let (start, stop) = (best(&self.starts), best(&self.stops));
        let hits = |guard: Option<Guard>| guard.map_or(0, |guard| guard.hits);
        let is_start = hits(start) >= hits(stop);
        let half = Guards {
            frame: self.frame,
            start: start.filter(|_| is_start),
            stop: stop.filter(|_| !is_start),
        };
        (half.hits() > 0).then_some(half)
    }
}

/// The likeliest pairs of guards that may bound one symbol.
fn pairs(seen: &[Seen]) -> Vec<Guards> {
    let mut pairs: Vec<(Frame, Guard, Guard)> = Vec::new();
    for seen in seen {
        for start in &seen.starts {
            let fitting = seen.stops.iter().filter(|stop| is_pair(start, stop));
            pairs.extend(fitting.map(|stop| (seen.frame, *start, *stop)));
        }
    }
    pairs.sort_by_key(|(_, start, stop)| std::cmp::Reverse(start.hits + stop.hits));
    pairs.truncate(MOST_PAIRS);
    pairs
        .into_iter()
        .map(|(frame, start, stop)| Guards {
            frame,
            start: Some(start),
            stop: Some(stop),
        })
        .collect()
}

/// Whether two guards may bound one symbol.
fn is_pair(start: &Guard, stop: &Guard) -> bool {
    let middle = (start.top + start.bottom + stop.top + stop.bottom) / 4.0;
    let modules =
        (stop.line.x(middle) - start.line.x(middle)) / (start.module * stop.module).sqrt();
    let ratio = start.module / stop.module;
    let overlap = start.bottom.min(stop.bottom) - start.top.max(stop.top);
    let shorter = (start.bottom - start.top).min(stop.bottom - stop.top);
    MODULES_BETWEEN.contains(&modules) && RATIO.contains(&ratio) && overlap > 0.4 * shorter
}

/// The lines that most hits lie on.
fn guards(lines: &[Line], templates: &[Template], places: &Range<usize>) -> Vec<Guard> {
    let best_of = |line: &Line| {
        let best = templates
            .iter()
            .filter_map(|template| template.best(line, places.clone()));
        let best = best.max_by(|a, b| a.1.total_cmp(&b.1))?;
        (best.1 >= BELIEVED).then_some(Hit {
            y: line.y,
            ..best.0
        })
    };
    let mut hits: Vec<Hit> = lines.iter().filter_map(best_of).collect();
    let mut found: Vec<Guard> = Vec::new();
    while let Some(guard) = fit(&hits).filter(|guard| guard.hits >= FEWEST_HITS) {
        let is_off = |hit: &Hit| (hit.x - guard.line.x(hit.y)).abs() >= 0.8 * guard.module;
        let before = hits.len();
        hits.retain(is_off);
        found.push(guard);
        if found.len() == MOST_LINES || hits.len() == before {
            break;
        }
    }
    found
}

/// Averages fine lines along the guard and measures place and module on the mean, where noise has
/// gone: counting columns needs the module to about one percent. `None` when the mean is no guard:
/// all but those of symbols resemble the pattern less.
fn measured(view: &View<'_>, frame: &Frame, pattern: &Pattern, guard: &Guard) -> Option<Guard> {
    let reach = 20 * FINENESS;
    let spacing = guard.module / FINENESS as f32;
    let steps: Vec<f32> = (0..2 * reach + 1).map(|step| step as f32).collect();
    let mut mean = vec![0.0f32; steps.len()];
    let height = (guard.bottom - guard.top) / MEASURED_LINES as f32;
    for line in 0..MEASURED_LINES {
        let y = guard.top + (line as f32 + 0.5) * height;
        let from = frame.place(guard.line.x(y) - reach as f32 * spacing, y);
        view.add_steps(from, frame.along.times(spacing), &steps, &mut mean);
    }
    mean.iter_mut()
        .for_each(|value| *value /= MEASURED_LINES as f32);
    let mean = Line::new(0.0, &mean);
    let near = |template: Template| {
        let (hit, score) = template.best(&mean, 0..mean.values.len())?;
        let is_near = (hit.x - reach as f32).abs() < 2.0 * FINENESS as f32;
        is_near.then_some((hit, score))
    };
    let module = |step: i32| FINENESS as f32 * (1.0 + step as f32 * 0.007);
    let likeness = |blur: f32| near(Template::new(pattern, module(0), 0.0, blur));
    let blur = BLURS
        .into_iter()
        .filter_map(|blur| Some((blur, likeness(blur)?.1)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map_or(BLUR, |(blur, _)| blur);
    let candidates = (-15..=15).map(|step| Template::new(pattern, module(step), 0.0, blur));
    let best = candidates.filter_map(near);
    let (hit, likeness) = best.max_by(|a, b| a.1.total_cmp(&b.1))?;
    if likeness < CERTAIN {
        return None;
    }
    let line = SteepLine {
        at: guard.line.at + (hit.x - reach as f32) * spacing,
        ..guard.line
    };
    Some(Guard {
        line,
        module: hit.module * spacing,
        ..*guard
    })
}
