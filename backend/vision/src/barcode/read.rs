//! In which order a picture is looked at: as it is, more coarsely, more closely; and what that may
//! cost.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::iter;

use super::attempts::general_attempts;
use super::general::Budget;
use super::pass::{Effort, Pass};
use super::reading::BarcodeReading;
use super::sighting::Sighting;
use crate::luma::Luma;
use crate::picture::Picture;

/// Longer side of the copy that is looked at first; phones take four times as many pixels.
const WORKING_SIDE: usize = 2000;
/// A picture so small is enlarged for the second look, a larger one is halved: a blurred symbol of
/// wide modules shows its texture and its guards only from further off.
const SMALL_SIDE: usize = 700;
/// Pixels that the general decoder may see where a guard pattern shows that there is a symbol.
const GENERAL_PIXELS: usize = 2_000_000;

/// What became of a picture: the symbols that were read, or the one that was seen and not read.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// The symbols that were read; several when a message is divided over several.
    pub readings: Vec<BarcodeReading>,
    /// When nothing was read: where a symbol seems to be, and in what state.
    pub sighting: Option<Sighting>,
}

/// Reads the PDF417 symbol of a picture at any rotation, tilted, mirrored or upright, byte for
/// byte. Several readings are returned when several symbols are apart from each other, which
/// happens with divided messages. When there is none that can be read, it tells what it saw; never
/// a guess: what is returned passed its error correction.
///
/// The work is bounded by counts, not by a clock: at 2 MP about 10 to 25 ms for a symbol that is
/// read, 30 where there is none, up to some 150 for one that is seen and cannot be read.
#[must_use]
pub fn scan_pdf417(picture: &Picture) -> Scan {
    scan_luma(picture.luma(), &mut |_| {})
}

/// The readings of [`scan_pdf417`] alone.
#[must_use]
pub fn read_pdf417(picture: &Picture) -> Vec<BarcodeReading> {
    scan_pdf417(picture).readings
}

/// [`read_pdf417`] for brightness alone, which tells when each step ends.
pub fn read_observed(luma: &Luma, observe: &mut dyn FnMut(Step)) -> Vec<BarcodeReading> {
    scan_luma(luma, observe).readings
}

/// A step of the reading that has just ended, for those who measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many regions look like a barcode.
    Located(usize),
    /// The start and the stop pattern of a region were found, or not.
    Guards(bool, bool),
    /// Rows and columns of a region's grid, if one fitted.
    Grid(Option<(usize, usize)>),
    /// Whether the cells of a grid passed error correction.
    Cells(bool),
    /// Whether the general decoder read something.
    General(bool),
}

fn scan_luma(luma: &Luma, observe: &mut dyn FnMut(Step)) -> Scan {
    let mut effort = Effort::new(observe);
    let working = working_copy(luma);
    let other = LazyCell::new(|| other_size(&working));
    let mut passes = Vec::new();
    let copies = iter::once(Some(working.as_ref())).chain(iter::once_with(|| other.as_ref()));
    for copy in copies.flatten() {
        let scale = luma.width() as f32 / copy.width().max(1) as f32;
        let mut pass = Pass::new(copy, scale, &mut effort);
        let readings = pass.read(&mut effort);
        if !readings.is_empty() {
            return Scan {
                readings,
                sighting: None,
            };
        }
        passes.push(pass);
    }
    let readings = last_resorts(luma, &mut passes, &mut effort);
    let sighting = readings
        .is_empty()
        .then(|| passes.iter().find_map(Pass::sighting))
        .flatten();
    Scan { readings, sighting }
}

fn working_copy(luma: &Luma) -> Cow<'_, Luma> {
    if luma.width().max(luma.height()) > WORKING_SIDE {
        Cow::Owned(luma.shrunk_to(WORKING_SIDE))
    } else {
        Cow::Borrowed(luma)
    }
}

fn other_size(luma: &Luma) -> Option<Luma> {
    let (width, height) = (luma.width(), luma.height());
    if width.max(height) < SMALL_SIDE {
        luma.resized(2 * width, 2 * height)
    } else {
        luma.resized(width / 2, height / 2)
    }
}

/// The picture's own pixels where the copy seemed to show a symbol, the picture as a whole, and the
/// general decoder.
fn last_resorts(
    luma: &Luma,
    passes: &mut [Pass<'_>],
    effort: &mut Effort<'_>,
) -> Vec<BarcodeReading> {
    let closer = passes
        .first()
        .filter(|pass| pass.scale > 1.0)
        .map(|pass| pass.closer(luma));
    let found = closer.map(|mut closer| closer.read(effort));
    if let Some(found) = found.filter(|found| !found.is_empty()) {
        return found;
    }
    if let Some(reading) = passes.last_mut().and_then(|last| last.read_whole(effort)) {
        return vec![reading];
    }
    let seen = passes.iter().find(|pass| pass.shows_guards());
    let mut budget = Budget {
        pixels: GENERAL_PIXELS,
    };
    let found = seen.and_then(|pass| general_attempts(pass, &mut budget));
    if seen.is_some() {
        effort.observe(Step::General(found.is_some()));
    }
    found.into_iter().collect()
}
