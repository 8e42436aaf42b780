//! QR codes: finder patterns by their runs 1 : 1 : 3 : 1 : 1 in both directions, three of them at a
//! right angle, then the general decoder on the grid between them. Its own search for finder
//! patterns compares all by threes, which a hostile picture can make endless; ours counts.

use std::panic::{AssertUnwindSafe, catch_unwind};

use credence_types::Redacted;
use rxing::common::{BitMatrix, DetectorRXingResult, HybridBinarizer};
use rxing::qrcode::decoder::qrcode_decoder::decode_bitmatrix;
use rxing::qrcode::detector::{Detector, FinderPattern, FinderPatternInfo};
use rxing::{Binarizer, Luma8LuminanceSource};

use super::codes::{CodeKind, CodeReading};
use super::geometry::Point;
use crate::luma::Luma;

/// Rows from one scan to the next; a module has at least about one and a half pixels.
const ROW_STEP: usize = 2;
/// Places that are looked at down a column before the picture is given up as a pattern.
const MOST_CHECKS: usize = 20_000;
/// Patterns that are compared by threes, best seen first.
const MOST_PATTERNS: usize = 14;
/// Threes that are decoded.
const MOST_TRIES: usize = 6;
/// A pattern that only one row shows is chance.
const FEWEST_ROWS: usize = 2;
/// Runs may be off by so much of a module.
const TOLERANCE: f32 = 0.5;
const RUNS: [f32; 5] = [1.0, 1.0, 3.0, 1.0, 1.0];

/// A finder pattern by its middle.
#[derive(Debug, Clone, Copy)]
struct Pattern {
    at: Point,
    module: f32,
    rows: usize,
}

/// The first QR code that decodes, if any does.
pub(super) fn read_qr(luma: &Luma) -> Vec<CodeReading> {
    let read = || {
        let (width, height) = (
            u32::try_from(luma.width()).ok()?,
            u32::try_from(luma.height()).ok()?,
        );
        let source = Luma8LuminanceSource::new(luma.pixels().to_vec(), width, height).ok()?;
        let binarizer = HybridBinarizer::new(source);
        let bits = binarizer.get_black_matrix().ok()?;
        let patterns = patterns(bits)?;
        threes(&patterns)
            .into_iter()
            .take(MOST_TRIES)
            .find_map(|three| decode(bits, three))
    };
    catch_unwind(AssertUnwindSafe(read))
        .ok()
        .flatten()
        .into_iter()
        .collect()
}

fn decode(
    bits: &BitMatrix,
    [bottom_left, top_left, top_right]: [Pattern; 3],
) -> Option<CodeReading> {
    let centre = |pattern: Pattern| FinderPattern::new(pattern.at.x, pattern.at.y, pattern.module);
    let info = FinderPatternInfo::new([centre(bottom_left), centre(top_left), centre(top_right)]);
    let grid = Detector::new(bits).processFinderPatternInfo(info).ok()?;
    let content = decode_bitmatrix(grid.getBits()).ok()?;
    let dimension = grid.getBits().getWidth() as f32;
    // From the middles of the patterns, three and a half modules inside, to the corners.
    let reach = 3.5 / (dimension - 7.0).max(1.0);
    let across = Point::new(
        top_right.at.x - top_left.at.x,
        top_right.at.y - top_left.at.y,
    );
    let down = Point::new(
        bottom_left.at.x - top_left.at.x,
        bottom_left.at.y - top_left.at.y,
    );
    let corner = |x: f32, y: f32| top_left.at.plus(across, x).plus(down, y);
    let (low, high) = (-reach, 1.0 + reach);
    (!content.getText().is_empty()).then(|| CodeReading {
        kind: CodeKind::Qr,
        text: Redacted::new(content.getText().to_owned()),
        raw: Redacted::new(content.getRawBytes().clone()),
        corners: [
            corner(low, low),
            corner(high, low),
            corner(high, high),
            corner(low, high),
        ],
    })
}

/// The finder patterns that several rows show, best seen first. `None` when a picture is so full of
/// their like that it must be a pattern itself.
fn patterns(bits: &BitMatrix) -> Option<Vec<Pattern>> {
    let mut found: Vec<Pattern> = Vec::new();
    let mut checks = 0;
    for y in (0..bits.getHeight()).step_by(ROW_STEP) {
        let changes = changes(bits, y);
        // Runs are dark and light in turn, the first one dark.
        for window in changes.windows(6).step_by(2) {
            let &[from, .., to] = window else { continue };
            let lengths = window
                .windows(2)
                .filter_map(|pair| Some(pair.last()? - pair.first()?));
            let Some(module) = module_of(lengths) else {
                continue;
            };
            checks += 1;
            if checks > MOST_CHECKS {
                return None;
            }
            if let Some(pattern) = confirmed(bits, (from + to) / 2, y, module) {
                merge(&mut found, pattern);
            }
        }
    }
    found.retain(|pattern| pattern.rows >= FEWEST_ROWS);
    found.sort_by_key(|pattern| std::cmp::Reverse(pattern.rows));
    found.truncate(MOST_PATTERNS);
    Some(found)
}

/// Where a row turns dark, light, dark and so on, and its end.
fn changes(bits: &BitMatrix, y: u32) -> Vec<u32> {
    let mut places = Vec::new();
    let mut is_dark = false;
    for x in 0..bits.getWidth() {
        if bits.get(x, y) != is_dark {
            is_dark = !is_dark;
            places.push(x);
        }
    }
    places.push(bits.getWidth());
    places
}

/// Width of a module when five runs are as a finder pattern's.
fn module_of(lengths: impl Iterator<Item = u32> + Clone) -> Option<f32> {
    let total: u32 = lengths.clone().sum();
    let module = total as f32 / 7.0;
    let fits = |(length, run): (u32, f32)| {
        (length as f32 - run * module).abs() <= TOLERANCE * run.max(1.0) * module
    };
    (total >= 7 && lengths.zip(RUNS).all(fits)).then_some(module)
}

/// The pattern around a place, if the column through it shows the same runs.
fn confirmed(bits: &BitMatrix, x: u32, y: u32, module: f32) -> Option<Pattern> {
    let limit = 6.0 * module + 4.0;
    let up = leg(bits, x, (0..=y).rev(), limit)?;
    let down = leg(bits, x, y..bits.getHeight(), limit)?;
    let [up_middle, up_light, up_dark] = up;
    let [down_middle, down_light, down_dark] = down;
    let middle = (up_middle + down_middle).checked_sub(1)?;
    let lengths = [up_dark, up_light, middle, down_light, down_dark];
    let upright = module_of(lengths.into_iter())?;
    let is_square = upright < 1.8 * module && module < 1.8 * upright;
    let y = y as f32 + (down_middle as f32 - up_middle as f32) / 2.0;
    is_square.then(|| Pattern {
        at: Point::new(x as f32, y),
        module: (module + upright) / 2.0,
        rows: 1,
    })
}

/// Lengths of the dark, the light and the dark run from the middle outwards.
fn leg(
    bits: &BitMatrix,
    x: u32,
    places: impl Iterator<Item = u32>,
    limit: f32,
) -> Option<[u32; 3]> {
    let mut runs = [0u32; 3];
    let mut index = 0;
    for (step, y) in places.enumerate() {
        if step as f32 > limit {
            return None;
        }
        if bits.get(x, y) != (index != 1) {
            index += 1;
        }
        match runs.get_mut(index) {
            Some(run) => *run += 1,
            None => break,
        }
    }
    runs.iter().all(|&run| run > 0).then_some(runs)
}

fn merge(found: &mut Vec<Pattern>, new: Pattern) {
    let is_same = |old: &&mut Pattern| {
        old.at.distance(new.at) < 1.5 * old.module + 1.0
            && (old.module - new.module).abs() < 0.5 * old.module + 0.5
    };
    let has_room = found.len() < 40 * MOST_PATTERNS;
    match found.iter_mut().find(is_same) {
        Some(old) => {
            let share = 1.0 / (old.rows as f32 + 1.0);
            old.at = old.at.between(new.at, share);
            old.module += (new.module - old.module) * share;
            old.rows += 1;
        }
        None if has_room => found.push(new),
        None => {}
    }
}

/// Three patterns that may be the corners of one code, as bottom left, top left and top right, the
/// squarest first.
fn threes(patterns: &[Pattern]) -> Vec<[Pattern; 3]> {
    let mut found: Vec<(f32, [Pattern; 3])> = Vec::new();
    for corner in patterns {
        for (index, one) in patterns.iter().enumerate() {
            for other in patterns.iter().skip(index + 1) {
                found.extend(as_code(*corner, *one, *other));
            }
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.into_iter().map(|(_, three)| three).collect()
}

/// How far two legs from a corner are from equal and square, 0 for both, if they may be a code's.
fn as_code(corner: Pattern, one: Pattern, other: Pattern) -> Option<(f32, [Pattern; 3])> {
    let leg = |to: Pattern| Point::new(to.at.x - corner.at.x, to.at.y - corner.at.y);
    let ((a, b), origin) = ((leg(one), leg(other)), Point::default());
    let (long, wide) = (a.distance(origin), b.distance(origin));
    let module = (corner.module + one.module + other.module) / 3.0;
    // Between the middles lie 14 modules in the smallest code and 170 in the largest.
    let is_sized = long.min(wide) > 10.0 * module && long.max(wide) < 230.0 * module;
    let is_even = [corner, one, other]
        .iter()
        .all(|pattern| (pattern.module - module).abs() < 0.4 * module);
    let (cosine, sine) = (
        (a.x * b.x + a.y * b.y) / (long * wide),
        a.x * b.y - a.y * b.x,
    );
    let unevenness = (long / wide).ln().abs() + cosine.abs();
    // Seen from the corner the top right lies to the left of the bottom left.
    let three = if sine > 0.0 {
        [other, corner, one]
    } else {
        [one, corner, other]
    };
    (is_sized && is_even && unevenness < 0.7).then_some((unevenness, three))
}
