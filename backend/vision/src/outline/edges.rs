//! Edge points of the small copy, to a fraction of a pixel.

use super::small_copy::SmallCopy;
use crate::network::wide;

/// Change over two pixels, in sixteenths of a level, below which it is noise: 2.2 levels a pixel.
const LEAST_STEP: i16 = 70;
/// At most so many points are looked at: grain and print have the more, borders are among the
/// strongest.
const MOST_CRESTS: usize = 20_000;
/// Cosine of the largest angle between an edge point and its neighbour on the same edge.
const SAME_WAY: f32 = 0.9;

/// A point on an edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct EdgePoint {
    pub(super) x: f32,
    pub(super) y: f32,
    /// Unit vector across the edge, towards the brighter side.
    pub(super) across: (f32, f32),
    /// Levels per pixel.
    pub(super) strength: f32,
}

/// The strongest change of the three colours at every pixel.
struct Gradient {
    width: usize,
    height: usize,
    across: Vec<i16>,
    down: Vec<i16>,
    /// About the length.
    strength: Vec<i16>,
}

/// The points where the change of brightness or colour is greatest across and goes on along.
pub(super) fn edge_points(copy: &SmallCopy) -> Vec<EdgePoint> {
    let gradient = Gradient::new(copy);
    let crests = gradient.crests();
    let mut by_pixel = vec![u16::MAX; gradient.strength.len()];
    for (number, crest) in crests.iter().enumerate() {
        by_pixel[crest.at] = number as u16;
    }
    let goes_on = |crest: &Crest, (along_x, along_y): (f32, f32)| {
        let (x, y) = (along_x.round() as isize, along_y.round() as isize);
        // The neighbour along the edge and the two beside it.
        let beside = if x == 0 {
            [(0, y), (1, y), (-1, y)]
        } else if y == 0 {
            [(x, 0), (x, 1), (x, -1)]
        } else {
            [(x, y), (x, 0), (0, y)]
        };
        beside.into_iter().any(|(x, y)| {
            let at = crest
                .at
                .wrapping_add_signed(y * gradient.width as isize + x);
            let other = by_pixel
                .get(at)
                .and_then(|&number| crests.get(usize::from(number)));
            other.is_some_and(|other| {
                let (one, other) = (crest.point.across, other.point.across);
                (one.0 * other.0 + one.1 * other.1).abs() > SAME_WAY
            })
        })
    };
    crests
        .iter()
        .filter(|crest| {
            let (x, y) = crest.point.across;
            goes_on(crest, (-y, x)) && goes_on(crest, (y, -x))
        })
        .map(|crest| crest.point)
        .collect()
}

/// A pixel where the change is greatest across.
struct Crest {
    at: usize,
    /// Its rough length.
    strength: i16,
    point: EdgePoint,
}

impl Gradient {
    fn new(copy: &SmallCopy) -> Self {
        let (width, height) = (copy.width, copy.height);
        let mut gradient = Self {
            width,
            height,
            across: vec![0; width * height],
            down: vec![0; width * height],
            strength: vec![0; width * height],
        };
        wide(
            #[inline(always)]
            || {
                for channel in 0..3 {
                    gradient.add(&smooth(copy, channel));
                }
            },
        );
        gradient
    }

    /// Keeps the change of one colour wherever it is the greatest so far. Central differences; the
    /// smoothing has made them the same in all directions.
    #[inline(always)]
    fn add(&mut self, smooth: &[i16]) {
        let width = self.width;
        for y in 1..self.height - 1 {
            let row = y * width;
            let above = &smooth[row - width..row];
            let here = &smooth[row..row + width];
            let below = &smooth[row + width..row + 2 * width];
            let across = &mut self.across[row + 1..row + width - 1];
            let down = &mut self.down[row + 1..row + width - 1];
            let strength = &mut self.strength[row + 1..row + width - 1];
            for x in 0..width - 2 {
                let dx = here[x + 2] - here[x];
                let dy = below[x + 1] - above[x + 1];
                let (most, least) = (dx.abs().max(dy.abs()), dx.abs().min(dy.abs()));
                // Within an eighth of the length.
                let length = most + least / 2;
                let is_greater = length > strength[x];
                strength[x] = if is_greater { length } else { strength[x] };
                across[x] = if is_greater { dx } else { across[x] };
                down[x] = if is_greater { dy } else { down[x] };
            }
        }
    }

    /// Pixels whose change is greatest across the edge, with the crest's place between pixels; the
    /// strongest when there are too many.
    fn crests(&self) -> Vec<Crest> {
        let mut crests = Vec::new();
        for y in 2..self.height.saturating_sub(2) {
            let row = y * self.width;
            for at in row + 2..row + self.width.saturating_sub(2) {
                if self.strength[at] >= LEAST_STEP {
                    crests.extend(self.crest(at, y));
                }
            }
        }
        if crests.len() > MOST_CRESTS {
            let mut strengths: Vec<i16> = crests.iter().map(|crest| crest.strength).collect();
            let (_, &mut least, _) =
                strengths.select_nth_unstable_by(MOST_CRESTS, |one, other| other.cmp(one));
            crests.retain(|crest| crest.strength > least);
        }
        crests
    }

    #[inline]
    fn crest(&self, at: usize, y: usize) -> Option<Crest> {
        let (dx, dy) = (self.across[at], self.down[at]);
        let is_steep = dx.abs() >= dy.abs();
        let step = if is_steep { 1 } else { self.width };
        let (before, here, after) = (
            self.strength[at - step],
            self.strength[at],
            self.strength[at + step],
        );
        if here < before || here <= after {
            return None;
        }
        let [a, b, c] = [before, here, after].map(f32::from);
        let shift = (0.5 * (a - c) / (a - 2.0 * b + c)).clamp(-0.5, 0.5);
        let (shift_x, shift_y) = if is_steep { (shift, 0.0) } else { (0.0, shift) };
        let (dx, dy) = (f32::from(dx), f32::from(dy));
        let length = dx.hypot(dy);
        Some(Crest {
            at,
            strength: here,
            point: EdgePoint {
                x: (at - y * self.width) as f32 + shift_x,
                y: y as f32 + shift_y,
                across: (dx / length, dy / length),
                strength: length / 32.0,
            },
        })
    }
}

/// One colour, smoothed by 1-4-6-4-1 across and down (deviation 1 pixel), in sixteenths of a level.
#[inline(always)]
fn smooth(copy: &SmallCopy, channel: usize) -> Vec<i16> {
    let (width, height) = (copy.width, copy.height);
    let mut rows = vec![0i16; width * height];
    let mut padded = vec![0i16; width + 4];
    for (row, into) in copy
        .rgb
        .chunks_exact(3 * width)
        .zip(rows.chunks_exact_mut(width))
    {
        for (value, pixel) in padded[2..].iter_mut().zip(row.chunks_exact(3)) {
            *value = i16::from(pixel[channel]);
        }
        let (first, last) = (padded[2], padded[width + 1]);
        padded[..2].fill(first);
        padded[width + 2..].fill(last);
        let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|from| &padded[from..from + width]);
        for x in 0..width {
            into[x] = a[x] + e[x] + 4 * (b[x] + d[x]) + 6 * c[x];
        }
    }
    let mut smooth = vec![0i16; width * height];
    for (y, into) in smooth.chunks_exact_mut(width).enumerate() {
        let [a, b, c, d, e] = [-2, -1, 0, 1, 2].map(|offset| {
            let y = y.saturating_add_signed(offset).min(height - 1);
            &rows[y * width..(y + 1) * width]
        });
        for x in 0..width {
            // In quarters, so that the sum of sixteen stays below 2 to the power of 15.
            let quarter = |value: i16| value >> 2;
            let sum = quarter(a[x])
                + quarter(e[x])
                + 4 * (quarter(b[x]) + quarter(d[x]))
                + 6 * quarter(c[x]);
            into[x] = sum >> 2;
        }
    }
    smooth
}
