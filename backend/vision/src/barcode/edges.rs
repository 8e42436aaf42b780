//! Edges of a line of brightness, to a fraction of a pixel.
#![expect(
    clippy::indexing_slicing,
    reason = "positions below the length of the line"
)]

/// A change between light and dark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    pub(super) x: f32,
    /// Whether a bar begins here.
    pub(super) is_into_dark: bool,
}

/// Share of the line's contrast that a bar must have. A one-module bar of 1.5 pixels keeps about a
/// fifth after the lens and the sensor.
const PROMINENCE: f32 = 0.10;

/// Splits the line at alternating extremes and takes the middle level between neighbours, so that
/// neither uneven light nor blur of narrow bars matters.
pub(super) fn edges(line: &[f32]) -> Vec<Edge> {
    let (low, high) = line
        .iter()
        .fold((f32::MAX, f32::MIN), |(l, h), &v| (l.min(v), h.max(v)));
    let prominence = (high - low) * PROMINENCE;
    let mut found = Vec::new();
    if prominence < 2.0 {
        return found;
    }
    let extremes = extremes(line, prominence);
    for pair in extremes.windows(2) {
        let &[from, to] = pair else { continue };
        let middle = (line[from] + line[to]) / 2.0;
        let is_into_dark = line[to] < line[from];
        let crosses = |i: &usize| (line[*i + 1] < middle) == is_into_dark && line[*i + 1] != middle;
        let Some(left) = (from..to).find(crosses) else {
            continue;
        };
        let step = line[left + 1] - line[left];
        let share = if step == 0.0 {
            0.5
        } else {
            ((middle - line[left]) / step).clamp(0.0, 1.0)
        };
        found.push(Edge {
            x: left as f32 + share,
            is_into_dark,
        });
    }
    found
}

/// Places of alternating maxima and minima that differ by at least the prominence.
fn extremes(line: &[f32], prominence: f32) -> Vec<usize> {
    let mut places = Vec::new();
    let (mut lowest, mut highest) = (0, 0);
    let mut seeks_high = None;
    for (i, &value) in line.iter().enumerate() {
        if value > line[highest] {
            highest = i;
        }
        if value < line[lowest] {
            lowest = i;
        }
        if seeks_high != Some(false) && value < line[highest] - prominence {
            places.push(highest);
            (lowest, seeks_high) = (i, Some(false));
        } else if seeks_high != Some(true) && value > line[lowest] + prominence {
            places.push(lowest);
            (highest, seeks_high) = (i, Some(true));
        }
    }
    match seeks_high {
        Some(true) => places.push(highest),
        Some(false) => places.push(lowest),
        None => {}
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_lie_between_the_levels_and_alternate() {
        let line = [200.0, 200.0, 50.0, 50.0, 50.0, 200.0, 100.0, 200.0, 200.0];
        let found = edges(&line);
        let places: Vec<f32> = found.iter().map(|edge| edge.x).collect();
        assert_eq!(places, [1.5, 4.5, 5.5, 6.5]);
        assert!(
            found
                .iter()
                .zip([true, false, true, false])
                .all(|(e, d)| e.is_into_dark == d)
        );
    }

    #[test]
    fn a_flat_line_has_none() {
        assert!(edges(&[128.0; 40]).is_empty());
        assert!(edges(&[]).is_empty());
    }
}
