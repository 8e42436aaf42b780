//! Where dark strokes stand close together in rows: lines of text, whatever they say.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "pixel arithmetic on planes of one size"
)]

use super::morphology::{Plane, closed, opened};
use crate::luma::Luma;

/// The windows for one size of print, in pixels of the view.
#[derive(Debug, Clone, Copy)]
pub(super) struct PrintSize {
    /// Dark strokes up to this size count as ink: columns, rows.
    pub(super) stroke: (usize, usize),
    /// Gaps up to this many columns are bridged.
    pub(super) bridge: usize,
}

/// Sizes of print from that of a card filling a view of 1000 pixels to that of a page with room
/// around it, the usual one first.
pub(super) const PRINT_SIZES: [PrintSize; 3] = [
    PrintSize {
        stroke: (21, 11),
        bridge: 21,
    },
    PrintSize {
        stroke: (33, 17),
        bridge: 33,
    },
    PrintSize {
        stroke: (13, 7),
        bridge: 13,
    },
];

/// Darkness of strokes against the ground around them: the black top-hat.
pub(super) fn ink(luma: &Luma, size: PrintSize) -> Plane {
    let plane = Plane {
        width: luma.width(),
        height: luma.height(),
        bytes: luma.pixels().to_vec(),
    };
    let mut filled = closed(&plane, size.stroke.0, size.stroke.1);
    for (filled, &pixel) in filled.bytes.iter_mut().zip(&plane.bytes) {
        *filled -= pixel.min(*filled);
    }
    filled
}

/// Which pixels belong to rows of print. `clearness` multiplies Otsu's level: below 1 fainter rows
/// are among them, and more that is none; above 1 only what stands out of noise is.
pub(super) fn rows_of_print(ink: &Plane, size: PrintSize, clearness: f32) -> Vec<bool> {
    let edges = smoothed(&uprights(ink));
    let joined = closed(&stretched(&edges, ink.width), size.bridge, 3);
    let level = (f32::from(otsu(&joined.bytes)) * clearness) as u8;
    let mut mask = joined;
    for byte in &mut mask.bytes {
        *byte = if *byte > level { 255 } else { 0 };
    }
    let kept = opened(&mask, size.bridge, 3);
    kept.bytes.iter().map(|&byte| byte > 0).collect()
}

/// Strength of upright edges: Sobel's operator along the rows, a fourth of it.
fn uprights(ink: &Plane) -> Plane {
    let mut bytes = vec![0; ink.bytes.len()];
    for y in 1..ink.height.saturating_sub(1) {
        let [above, here, below] = [y - 1, y, y + 1].map(|y| ink.row(y));
        let into = &mut bytes[y * ink.width..(y + 1) * ink.width];
        let column = |x: usize| i16::from(above[x]) + 2 * i16::from(here[x]) + i16::from(below[x]);
        for (x, into) in into
            .iter_mut()
            .enumerate()
            .skip(1)
            .take(ink.width.saturating_sub(2))
        {
            *into = ((column(x + 1) - column(x - 1)).unsigned_abs() / 4) as u8;
        }
    }
    Plane { bytes, ..*ink }
}

/// The mean over five columns and three rows.
fn smoothed(plane: &Plane) -> Vec<u16> {
    let width = plane.width;
    let mut sums = vec![0u16; plane.bytes.len()];
    for y in 0..plane.height {
        let row = plane.row(y);
        let into = &mut sums[y * width..(y + 1) * width];
        for x in 2..width.saturating_sub(2) {
            into[x] = row[x - 2..=x + 2].iter().map(|&byte| u16::from(byte)).sum();
        }
    }
    let mut result = vec![0u16; sums.len()];
    for y in 1..plane.height.saturating_sub(1) {
        for x in 0..width {
            let at = y * width + x;
            result[at] = sums[at - width] + sums[at] + sums[at + width];
        }
    }
    result
}

/// To bytes, the 99.5th percentile at 255.
fn stretched(values: &[u16], width: usize) -> Plane {
    let mut counts = vec![0usize; 15 * 256];
    for &value in values {
        counts[usize::from(value).min(15 * 256 - 1)] += 1;
    }
    let mut left = values.len() / 200;
    let mut top = counts.len() - 1;
    while top > 1 && left > counts[top] {
        left -= counts[top];
        top -= 1;
    }
    let bytes = values
        .iter()
        .map(|&value| (usize::from(value) * 255 / top.max(1)).min(255) as u8)
        .collect();
    Plane {
        width,
        height: values.len() / width.max(1),
        bytes,
    }
}

/// The level that parts bytes best in two (Otsu 1979).
fn otsu(bytes: &[u8]) -> u8 {
    let mut bins = [0u32; 256];
    for &byte in bytes {
        bins[usize::from(byte)] += 1;
    }
    let total = bytes.len() as f64;
    let moment = |(value, &count): (usize, &u32)| value as f64 * f64::from(count);
    let whole: f64 = bins.iter().enumerate().map(moment).sum();
    let (mut below, mut below_moment, mut best, mut level) = (0.0, 0.0, -1.0, 0);
    for (value, &count) in (0..=u8::MAX).zip(&bins) {
        below += f64::from(count);
        below_moment += f64::from(value) * f64::from(count);
        let above = total - below;
        if below <= 0.0 || above <= 0.0 {
            continue;
        }
        let difference = below_moment / below - (whole - below_moment) / above;
        let between = below * above * difference * difference;
        if between > best {
            (best, level) = (between, value);
        }
    }
    level
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn otsu_parts_two_heaps() {
        let bytes: Vec<u8> = [10u8, 11, 12, 200, 201, 202].repeat(20);
        assert!((12..200).contains(&otsu(&bytes)));
        assert_eq!(otsu(&[]), 0);
    }

    #[test]
    fn strokes_on_paper_are_rows_of_print_and_bare_paper_is_not() {
        // Upright strokes 3 wide, 12 high, every 9 pixels, in the middle of a grey page.
        let (width, height) = (400, 100);
        let stroke =
            |x: usize, y: usize| (100..300).contains(&x) && (40..52).contains(&y) && x % 9 < 3;
        let pixels = (0..width * height)
            .map(|at| {
                if stroke(at % width, at / width) {
                    40
                } else {
                    180
                }
            })
            .collect();
        let size = PRINT_SIZES[0];
        let ink = ink(&Luma::new(width, pixels), size);
        assert!(ink.row(45)[100..103].contains(&140) && ink.row(10).iter().all(|&b| b == 0));
        let mask = rows_of_print(&ink, size, 1.0);
        let share = |y: usize| {
            let row = &mask[y * width + 110..y * width + 290];
            row.iter().filter(|&&on| on).count() as f32 / row.len() as f32
        };
        assert!(share(46) > 0.99 && share(20) < 0.01 && share(80) < 0.01);
    }

    #[test]
    fn faint_print_beside_dark_print_is_found_among_the_faint() {
        // Two rows of strokes, one ten times as dark against the paper.
        let (width, height) = (400, 160);
        let stroke = |x: usize| (60..340).contains(&x) && x % 9 < 3;
        let pixel = |x: usize, y: usize| match y {
            30..42 if stroke(x) => 30,
            110..122 if stroke(x) => 165,
            _ => 180,
        };
        let pixels = (0..width * height).map(|at| pixel(at % width, at / width));
        let size = PRINT_SIZES[0];
        let ink = ink(&Luma::new(width, pixels.collect()), size);
        let is_row = |clearness: f32, y: usize| {
            let mask = rows_of_print(&ink, size, clearness);
            mask[y * width + 200]
        };
        assert!(is_row(1.0, 36) && !is_row(1.0, 116));
        assert!(is_row(0.1, 36) && is_row(0.1, 116));
    }
}
