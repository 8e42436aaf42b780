//! Where in the picture could a stacked barcode be? Cells of some pixels each get a structure
//! tensor; a barcode is an area of strong gradients that all point the same way.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "grid arithmetic inside the bounds that the grid was made with"
)]

use super::geometry::Point;
use super::grid_image::GridImage;
use crate::luma::Luma;

/// Cells along the longer side of the picture.
const CELLS: usize = 400;
/// How much the cross gradients count against the gradients along: text has as many of both.
const CROSS_WEIGHT: f32 = 0.8;
const ORIENTATIONS: usize = 36;
/// Half width of the orientations that belong together, in steps of 5 degrees.
const ORIENTATION_REACH: usize = 4;
const MAX_REGIONS: usize = 4;
const SMALLEST_AREA: usize = 24;

/// A rotated rectangle that may hold a symbol.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    pub(super) centre: Point,
    /// Direction along the rows of the symbol, radians from the x axis, in (−π/2, π/2].
    pub(super) angle: f32,
    pub(super) half_along: f32,
    pub(super) half_across: f32,
    score: f32,
}

struct Texture {
    cell: usize,
    width: usize,
    /// How barcode-like, 0 and up.
    strength: Vec<f32>,
    /// Step of 5 degrees of the gradient.
    orientation: Vec<u8>,
}

/// Candidates, best first, at most four.
pub(super) fn locate(luma: &Luma) -> Vec<Region> {
    let Some(texture) = texture(luma) else {
        return Vec::new();
    };
    let level = threshold(&texture.strength);
    let mut regions = Vec::new();
    for peak in orientation_peaks(&texture, level) {
        let mask = (0..texture.strength.len()).map(|i| {
            texture.strength[i] > level
                && turn(usize::from(texture.orientation[i]), peak) <= ORIENTATION_REACH
        });
        let mask = GridImage::new(texture.width, mask.collect())
            .closed(3)
            .opened(1);
        for cells in mask.components(SMALLEST_AREA) {
            regions.push(region(&texture, &cells));
        }
    }
    regions.sort_by(|a, b| b.score.total_cmp(&a.score));
    regions.truncate(MAX_REGIONS);
    regions
}

fn texture(luma: &Luma) -> Option<Texture> {
    let cell = luma.width().max(luma.height()).div_ceil(CELLS).max(2);
    let (width, height) = (
        (luma.width() - 1) / cell,
        (luma.height().checked_sub(1)?) / cell,
    );
    if width < 8 || height < 8 {
        return None;
    }
    let mut tensor = [
        vec![0.0; width * height],
        vec![0.0; width * height],
        vec![0.0; width * height],
    ];
    // On large cells every second row is enough.
    let step = if cell >= 6 { 2 } else { 1 };
    let used = width * cell;
    let (mut xx, mut yy, mut xy) = (vec![0i32; used], vec![0i32; used], vec![0i32; used]);
    for row in 0..height {
        xx.fill(0);
        yy.fill(0);
        xy.fill(0);
        for y in (row * cell..(row + 1) * cell).step_by(step) {
            let (upper, lower) = (luma.row(y), luma.row(y + 1));
            accumulate(&upper[..=used], &lower[..=used], &mut xx, &mut yy, &mut xy);
        }
        for (plane, sums) in tensor.iter_mut().zip([&xx, &yy, &xy]) {
            let target = &mut plane[row * width..(row + 1) * width];
            for (value, sums) in target.iter_mut().zip(sums.chunks_exact(cell)) {
                *value = sums.iter().sum::<i32>() as f32;
            }
        }
    }
    let scale = 1.0 / (cell * cell.div_ceil(step)) as f32;
    let [xx, yy, xy] = tensor.map(|plane| blurred(&plane, width, 2));
    let mut strength = Vec::with_capacity(width * height);
    let mut orientation = Vec::with_capacity(width * height);
    for ((&xx, &yy), &xy) in xx.iter().zip(&yy).zip(&xy) {
        let spread = (xx - yy).hypot(2.0 * xy);
        let (along, cross) = ((xx + yy + spread) / 2.0, (xx + yy - spread).max(0.0) / 2.0);
        strength.push(((along * scale).sqrt() - CROSS_WEIGHT * (cross * scale).sqrt()).max(0.0));
        let half_turns = (2.0 * xy).atan2(xx - yy) / std::f32::consts::TAU;
        let step = (half_turns.rem_euclid(1.0) * ORIENTATIONS as f32) as usize % ORIENTATIONS;
        orientation.push(step as u8);
    }
    Some(Texture {
        cell,
        width,
        strength,
        orientation,
    })
}

/// Adds the gradient of each 2×2 pixels, whose two components share no pixel unevenly: plain
/// differences towards the right and down would lean to the diagonal.
fn accumulate(upper: &[u8], lower: &[u8], xx: &mut [i32], yy: &mut [i32], xy: &mut [i32]) {
    let squares = upper
        .iter()
        .zip(upper.iter().skip(1))
        .zip(lower.iter().zip(lower.iter().skip(1)));
    let sums = xx.iter_mut().zip(yy.iter_mut()).zip(xy.iter_mut());
    for (((&a, &b), (&c, &d)), ((xx, yy), xy)) in squares.zip(sums) {
        let [a, b, c, d] = [a, b, c, d].map(i32::from);
        let (down_right, down_left) = (d - a, c - b);
        let gx = (down_right - down_left) / 2;
        let gy = (down_right + down_left) / 2;
        *xx += gx * gx;
        *yy += gy * gy;
        *xy += gx * gy;
    }
}

/// Box filter of (2 · radius + 1)² cells by running sums.
fn blurred(plane: &[f32], width: usize, radius: usize) -> Vec<f32> {
    let rows: Vec<f32> = plane
        .chunks_exact(width)
        .flat_map(|row| running(row, radius))
        .collect();
    let height = rows.len() / width;
    let mut result = vec![0.0; rows.len()];
    let mut column = vec![0.0; height];
    for x in 0..width {
        for y in 0..height {
            column[y] = rows[y * width + x];
        }
        for (y, value) in running(&column, radius).into_iter().enumerate() {
            result[y * width + x] = value;
        }
    }
    result
}

/// Means over a window that shrinks at the ends.
fn running(line: &[f32], radius: usize) -> Vec<f32> {
    let mut sums = Vec::with_capacity(line.len() + 1);
    sums.push(0.0f64);
    let mut sum = 0.0f64;
    for &value in line {
        sum += f64::from(value);
        sums.push(sum);
    }
    (0..line.len())
        .map(|i| {
            let (from, to) = (i.saturating_sub(radius), (i + radius + 1).min(line.len()));
            ((sums[to] - sums[from]) / (to - from) as f64) as f32
        })
        .collect()
}

/// Otsu's level on 256 bins up to the 99th percentile, but never above 0.4 of the 95th: a picture
/// that the symbol fills has no background to part from.
fn threshold(strength: &[f32]) -> f32 {
    let mut sorted = strength.to_vec();
    sorted.sort_unstable_by(f32::total_cmp);
    let at = |share: f32| sorted[((sorted.len() - 1) as f32 * share) as usize];
    let top = at(0.99).max(1e-3);
    let mut bins = [0u32; 256];
    for &value in strength {
        bins[((value / top * 255.0) as usize).min(255)] += 1;
    }
    let total: f32 = strength.len() as f32;
    let mean: f32 = bins
        .iter()
        .enumerate()
        .map(|(i, &n)| i as f32 * n as f32)
        .sum::<f32>()
        / total;
    let (mut below, mut below_sum, mut best, mut level) = (0.0f32, 0.0f32, 0.0f32, 0);
    for (bin, &count) in bins.iter().enumerate() {
        below += count as f32;
        below_sum += bin as f32 * count as f32;
        let above = total - below;
        if below > 0.0 && above > 0.0 {
            let difference = below_sum / below - (mean * total - below_sum) / above;
            let between = below * above * difference * difference;
            if between > best {
                (best, level) = (between, bin);
            }
        }
    }
    (level as f32 / 255.0 * top)
        .min(0.4 * at(0.95).max(0.5 * top))
        .max(1.0)
}

fn turn(a: usize, b: usize) -> usize {
    let difference = a.abs_diff(b);
    difference.min(ORIENTATIONS - difference)
}

/// The directions that most of the strong texture has, at most three.
fn orientation_peaks(texture: &Texture, level: f32) -> Vec<usize> {
    let mut bins = [0.0f32; ORIENTATIONS];
    for (&strength, &step) in texture.strength.iter().zip(&texture.orientation) {
        if strength > level {
            bins[usize::from(step)] += strength;
        }
    }
    let mut peaks = Vec::new();
    let mut first = 0.0;
    for _ in 0..3 {
        let around = |step: usize| -> f32 {
            (0..5)
                .map(|i| bins[(step + ORIENTATIONS + i - 2) % ORIENTATIONS])
                .sum()
        };
        let Some(peak) = (0..ORIENTATIONS).max_by(|&a, &b| around(a).total_cmp(&around(b))) else {
            break;
        };
        let weight = around(peak);
        if weight <= 0.15 * first || weight <= 0.0 {
            break;
        }
        first = weight.max(first);
        peaks.push(peak);
        for (step, bin) in bins.iter_mut().enumerate() {
            if turn(step, peak) <= ORIENTATION_REACH {
                *bin = 0.0;
            }
        }
    }
    peaks
}

/// Mean direction, then the extent along and across it.
fn region(texture: &Texture, cells: &[usize]) -> Region {
    let (mut cosine, mut sine, mut score) = (0.0f32, 0.0f32, 0.0f32);
    for &cell in cells {
        let angle = (f32::from(texture.orientation[cell]) + 0.5) / ORIENTATIONS as f32
            * std::f32::consts::TAU;
        let strength = texture.strength[cell];
        cosine += strength * angle.cos();
        sine += strength * angle.sin();
        score += strength;
    }
    let angle = sine.atan2(cosine) / 2.0;
    let (sin, cos) = angle.sin_cos();
    let mut low = (f32::MAX, f32::MAX);
    let mut high = (f32::MIN, f32::MIN);
    for &cell in cells {
        let place = |n: usize| (n as f32 + 0.5) * texture.cell as f32;
        let (x, y) = (place(cell % texture.width), place(cell / texture.width));
        let (along, across) = (x * cos + y * sin, y * cos - x * sin);
        low = (low.0.min(along), low.1.min(across));
        high = (high.0.max(along), high.1.max(across));
    }
    let (along, across) = ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0);
    let half = texture.cell as f32 / 2.0;
    Region {
        centre: Point::new(along * cos - across * sin, along * sin + across * cos),
        angle,
        half_along: (high.0 - low.0) / 2.0 + half,
        half_across: (high.1 - low.1) / 2.0 + half,
        score,
    }
}

impl Region {
    /// The whole picture, for symbols that texture alone does not show.
    pub(super) fn whole(luma: &Luma) -> Self {
        let (width, height) = (luma.width() as f32, luma.height() as f32);
        Self {
            centre: Point::new(width / 2.0 - 0.5, height / 2.0 - 0.5),
            angle: 0.0,
            half_along: width / 2.0,
            half_across: height / 2.0,
            score: 0.0,
        }
    }

    /// A quarter turn: what ran across runs along.
    pub(super) fn turned(self) -> Self {
        Self {
            angle: self.angle + std::f32::consts::FRAC_PI_2,
            half_along: self.half_across,
            half_across: self.half_along,
            ..self
        }
    }
}
