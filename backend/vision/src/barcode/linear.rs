//! Code 128: where texture runs one way, lines across the bars are decoded one by one.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use credence_types::Redacted;
use rxing::DecodeHints;
use rxing::common::BitArray;
use rxing::oned::{Code128Reader, OneDReader};

use super::codes::{CodeKind, CodeReading};
use super::edges::edges;
use super::geometry::Frame;
use super::guards::{backwards_line, scan_lines};
use super::locate::Located;
use super::sample::View;
use crate::luma::Luma;

/// Lines to a region.
const LINES: usize = 24;
/// Lines that have to agree: by chance one of a hundred passes the check character.
const FEWEST_AGREEING: usize = 3;
/// Samples to a pixel, so that edges keep their place between pixels.
const FINER: f32 = 2.5;
/// Longest content in symbol characters; cards carry some twenty.
const MOST_CHARACTERS: usize = 80;

/// Modules to a character, and to the one that stops. The decoder gives the middles of the first and
/// of the last character.
const CHARACTER: f32 = 11.0;
const STOP: f32 = 13.0;

/// One line's content and where it begins and ends.
struct LineReading {
    text: String,
    raw: Vec<u8>,
    from: f32,
    to: f32,
}

/// The Code 128 symbols of a picture, at most one to a region.
pub(super) fn read_code_128(luma: &Luma) -> Vec<CodeReading> {
    let view = View::new(luma);
    let mut found: Vec<CodeReading> = Vec::new();
    for region in Located::new(luma).regions() {
        let fine = region.frame().coarsened(1.0 / FINER);
        let lines = scan_lines(&view, &fine, LINES);
        let backwards: Vec<(f32, Vec<f32>)> = lines
            .iter()
            .map(|(y, line)| (*y, backwards_line(line)))
            .collect();
        let reading = agreed(&lines, &fine).or_else(|| agreed(&backwards, &fine.flipped()));
        found.extend(reading.filter(|new| found.iter().all(|other| other.raw != new.raw)));
    }
    found
}

/// What most lines say, if enough of them do.
fn agreed(lines: &[(f32, Vec<f32>)], frame: &Frame) -> Option<CodeReading> {
    let mut by_raw: BTreeMap<Vec<u8>, Vec<(f32, LineReading)>> = BTreeMap::new();
    for (y, line) in lines {
        if let Some(reading) = read_line(line) {
            by_raw
                .entry(reading.raw.clone())
                .or_default()
                .push((*y, reading));
        }
    }
    let read: usize = by_raw.values().map(Vec::len).sum();
    let (raw, lines) = by_raw.into_iter().max_by_key(|(_, lines)| lines.len())?;
    if lines.len() < FEWEST_AGREEING || 2 * lines.len() <= read {
        return None;
    }
    let ((top, first), (bottom, last)) = (lines.first()?, lines.last()?);
    let corners = [
        frame.place(first.from, *top),
        frame.place(first.to, *top),
        frame.place(last.to, *bottom),
        frame.place(last.from, *bottom),
    ];
    Some(CodeReading {
        kind: CodeKind::Code128,
        text: Redacted::new(first.text.clone()),
        raw: Redacted::new(raw),
        corners,
    })
}

/// The first sample at or behind a place.
fn place(x: f32) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place on a line of some thousand samples, never negative"
    )]
    let place = x.max(0.0).ceil() as usize;
    place
}

fn read_line(line: &[f32]) -> Option<LineReading> {
    let mut bits = BitArray::with_size(line.len());
    let edges = edges(line);
    let starts = edges.iter().position(|edge| edge.is_into_dark)?;
    for bar in edges.get(starts..)?.chunks_exact(2) {
        let &[from, to] = bar else { continue };
        for sample in place(from.x)..place(to.x).min(line.len()) {
            bits.set(sample);
        }
    }
    let decode = || {
        Code128Reader
            .decode_row(0, &bits, &DecodeHints::default())
            .ok()
    };
    let result = catch_unwind(AssertUnwindSafe(decode)).ok().flatten()?;
    let &[from, to] = result.getPoints() else {
        return None;
    };
    let characters = result.getRawBytes().len();
    let is_long = characters > MOST_CHARACTERS;
    let steps = characters.saturating_sub(1).max(1);
    let module = (to.x - from.x) / (CHARACTER * steps as f32);
    (!is_long && !result.getText().is_empty()).then(|| LineReading {
        text: result.getText().to_owned(),
        raw: result.getRawBytes().to_vec(),
        from: from.x - CHARACTER / 2.0 * module,
        to: to.x + (STOP - CHARACTER / 2.0) * module,
    })
}
