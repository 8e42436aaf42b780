//! Where rows of print lie above and below a line: a zone's other lines, found by the first.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places and counts in a picture, which are small and not negative"
)]

use super::line::Line;
use crate::luma::Luma;
use crate::strip::bilinear;

/// Distances of neighbouring lines in characters: a sixth of an inch to a quarter of one over a
/// tenth, and what tilt adds.
const NEAREST: f32 = 1.3;
const FARTHEST: f32 = 3.0;
/// Steps across, by character.
const STEPS: usize = 8;
/// Samples along, by character.
const SAMPLES: f32 = 6.0;
/// A row of print has this share of the line's own strokes.
const LEAST_SHARE: f32 = 0.45;

/// How far the next row of print lies across the line, on the side that `sign` (−1 above, 1 below)
/// says, in picture pixels.
pub(super) fn row_beside(luma: &Luma, line: &Line, pitch: f32, sign: f32) -> Option<f32> {
    let own = strokes(luma, line, pitch, 0.0);
    let count = ((FARTHEST - NEAREST) * STEPS as f32) as usize;
    let offset = |step: usize| sign * pitch * (NEAREST + step as f32 / STEPS as f32);
    let profile: Vec<f32> = (0..=count)
        .map(|step| strokes(luma, line, pitch, offset(step)))
        .collect();
    // Strokes are a character high: the mean over half of that has its peak at their middle.
    let smooth = |step: usize| {
        let window = profile.get(step.saturating_sub(2)..(step + 3).min(profile.len()));
        let window = window.unwrap_or_default();
        window.iter().sum::<f32>() / window.len().max(1) as f32
    };
    let best = (0..=count).max_by(|&a, &b| smooth(a).total_cmp(&smooth(b)))?;
    (smooth(best) > LEAST_SHARE * own).then(|| offset(best))
}

/// Mean change of brightness from sample to sample along the line moved across.
fn strokes(luma: &Luma, line: &Line, pitch: f32, across: f32) -> f32 {
    if luma.width() < 2 || luma.height() < 2 {
        return 0.0;
    }
    let count = ((line.length / pitch * SAMPLES) as usize).clamp(2, 512);
    let value = |at: usize| {
        let along = line.length * (at as f32 / (count - 1) as f32 - 0.5);
        let place = line.place(along, across);
        bilinear(luma, place.x, place.y)
    };
    let mut last = value(0);
    let mut sum = 0.0;
    for at in 1..count {
        let here = value(at);
        sum += (here - last).abs();
        last = here;
    }
    sum / (count - 1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;

    #[test]
    fn the_row_below_is_found_and_none_above() {
        // Two rows of strokes, 12 high, 25 apart.
        let (width, height) = (600, 160);
        let stroke = |x: usize, y: usize| {
            (50..550).contains(&x)
                && ((64..76).contains(&y) || (89..101).contains(&y))
                && x % 12 < 4
        };
        let pixels = (0..width * height)
            .map(|at| {
                if stroke(at % width, at / width) {
                    30
                } else {
                    200
                }
            })
            .collect();
        let luma = Luma::new(width, pixels);
        let line = Line {
            middle: Point::new(300.0, 69.5),
            along: Point::new(1.0, 0.0),
            length: 500.0,
            thickness: 12.0,
            bend: 0.0,
        };
        let below = row_beside(&luma, &line, 12.0, 1.0).unwrap();
        assert!((below - 25.0).abs() < 4.0, "{below}");
        assert_eq!(row_beside(&luma, &line, 12.0, -1.0), None);
    }
}
