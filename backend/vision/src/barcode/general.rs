//! The general decoder (rxing, a port of ZXing) for what our own reader does not get: truncated
//! symbols, damaged guards. It is handed bounded pictures only, a bounded number of times, and its
//! panics end here.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rxing::common::{GlobalHistogramBinarizer, HybridBinarizer};
use rxing::pdf417::{PDF417RXingResultMetadata, PDF417Reader};
use rxing::{
    BinaryBitmap, DecodeHints, ImmutableReader, Luma8LuminanceSource, RXingResult,
    RXingResultMetadataType, RXingResultMetadataValue,
};

use super::geometry::Point;
use super::reading::{Content, Segment};
use crate::luma::Luma;

/// ECI number of UTF-8.
const UTF_8: u32 = 26;

/// Which threshold turns grey into black and white.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Threshold {
    /// By neighbourhood, for uneven light.
    Local,
    /// One for the picture, for small clean scans.
    Global,
}

/// Pixels that may still be decoded for one picture, so that time is bounded without a clock.
pub(super) struct Budget {
    pub(super) pixels: usize,
}

pub(super) fn decode(
    luma: &Luma,
    threshold: Threshold,
    budget: &mut Budget,
) -> Option<(Content, Vec<Point>)> {
    let pixels = luma.width() * luma.height();
    budget.pixels = budget.pixels.checked_sub(pixels)?;
    let attempt = || {
        catch_unwind(AssertUnwindSafe(|| attempt(luma, threshold)))
            .ok()
            .flatten()
    };
    let result = attempt()?;
    // It breaks ties by the order of a hash map: only what comes out twice is believed.
    let again = attempt()?;
    if again.getText() != result.getText() {
        return None;
    }
    let points = result
        .getPoints()
        .iter()
        .map(|p| Point::new(p.x, p.y))
        .collect();
    Some((content(&result), points))
}

fn attempt(luma: &Luma, threshold: Threshold) -> Option<RXingResult> {
    let (width, height) = (
        u32::try_from(luma.width()).ok()?,
        u32::try_from(luma.height()).ok()?,
    );
    let source = Luma8LuminanceSource::new(luma.pixels().to_vec(), width, height).ok()?;
    let hints = DecodeHints {
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    let reader = PDF417Reader::new();
    match threshold {
        Threshold::Local => {
            let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
            reader.immutable_decode_with_hints(&mut bitmap, &hints).ok()
        }
        Threshold::Global => {
            let mut bitmap = BinaryBitmap::new(GlobalHistogramBinarizer::new(source));
            reader.immutable_decode_with_hints(&mut bitmap, &hints).ok()
        }
    }
}

/// The decoder hands out text. Without character set marks each character is one byte; with marks
/// it has converted the bytes, and they are given as UTF-8 and marked so.
fn content(result: &RXingResult) -> Content {
    let text = result.getText();
    let single: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c).ok()).collect();
    let is_single = single.is_some();
    Content {
        bytes: single.unwrap_or_else(|| text.as_bytes().to_vec()),
        character_sets: if is_single {
            Vec::new()
        } else {
            vec![(0, UTF_8)]
        },
        segment: segment(result),
    }
}

fn segment(result: &RXingResult) -> Option<Segment> {
    let key = RXingResultMetadataType::PDF417_EXTRA_METADATA;
    let RXingResultMetadataValue::Pdf417ExtraMetadata(extra) =
        result.getRXingResultMetadata().get(&key)?
    else {
        return None;
    };
    let extra: &PDF417RXingResultMetadata = extra;
    let index = u32::try_from(extra.getSegmentIndex()).ok()?;
    (!extra.getFileId().is_empty()).then(|| Segment {
        index,
        file_id: extra.getFileId().to_owned(),
        is_last: extra.isLastSegment(),
        count: u32::try_from(extra.getSegmentCount())
            .ok()
            .filter(|&count| count > 0),
    })
}
