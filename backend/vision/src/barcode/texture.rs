//! Cells of some pixels each get a structure tensor (Bigün and Granlund 1987): in a barcode the
//! gradients are strong and nearly all of them point the same way.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "grid arithmetic inside the bounds that the grid was made with"
)]

use crate::luma::Luma;

/// Cells along the longer side of the picture.
const CELLS: usize = 270;
/// How much the cross gradients count against the gradients along: text has as many of both.
const CROSS_WEIGHT: f32 = 0.8;
/// Steps of 5 degrees in half a turn.
pub(super) const ORIENTATIONS: usize = 36;

/// How barcode-like each cell is, and which way its gradients point.
pub(super) struct Texture {
    pub(super) cell: usize,
    pub(super) width: usize,
    /// Strength from which a cell counts.
    pub(super) level: f32,
    /// How barcode-like, 0 and up.
    pub(super) strength: Vec<f32>,
    /// Step of 5 degrees of the gradient.
    pub(super) orientation: Vec<u8>,
}

impl Texture {
    /// The texture of a picture; `None` when it is too small to hold a symbol.
    pub(super) fn of(luma: &Luma) -> Option<Self> {
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
        let cells = xx
            .iter()
            .zip(&yy)
            .zip(&xy)
            .map(|((&xx, &yy), &xy)| (xx, yy, xy));
        let strength: Vec<f32> = cells
            .clone()
            .map(|(xx, yy, xy)| {
                let spread = ((xx - yy) * (xx - yy) + 4.0 * xy * xy).sqrt();
                let (along, cross) = ((xx + yy + spread) / 2.0, (xx + yy - spread).max(0.0) / 2.0);
                ((along * scale).sqrt() - CROSS_WEIGHT * (cross * scale).sqrt()).max(0.0)
            })
            .collect();
        let level = threshold(&strength);
        let orientation = cells.zip(&strength).map(|((xx, yy, xy), &strength)| {
            // The direction matters, and costs, only where there is texture.
            if strength <= level {
                return 0;
            }
            let half_turns = (2.0 * xy).atan2(xx - yy) / std::f32::consts::TAU;
            ((half_turns.rem_euclid(1.0) * ORIENTATIONS as f32) as usize % ORIENTATIONS) as u8
        });
        let orientation = orientation.collect();
        Some(Texture {
            cell,
            width,
            level,
            strength,
            orientation,
        })
    }
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

/// Box filter of (2 · radius + 1)² cells; the window shrinks at the borders.
fn blurred(plane: &[f32], width: usize, radius: usize) -> Vec<f32> {
    let window = |i: usize, count: usize| i.saturating_sub(radius)..(i + radius + 1).min(count);
    let mean = |row: &[f32], x: usize| {
        let cells = &row[window(x, width)];
        cells.iter().sum::<f32>() / cells.len() as f32
    };
    let mut rows = vec![0.0; plane.len()];
    for (into, row) in rows.chunks_exact_mut(width).zip(plane.chunks_exact(width)) {
        // Whole windows as sums of shifted rows, which vector instructions add up.
        let inner = radius..width - radius;
        for shift in 0..=2 * radius {
            for (sum, cell) in into[inner.clone()].iter_mut().zip(&row[shift..]) {
                *sum += cell;
            }
        }
        let count = (2 * radius + 1) as f32;
        into[inner].iter_mut().for_each(|sum| *sum /= count);
        for x in (0..radius).chain(width - radius..width) {
            into[x] = mean(row, x);
        }
    }
    let height = rows.len() / width;
    let mut result = vec![0.0; rows.len()];
    for (y, sums) in result.chunks_exact_mut(width).enumerate() {
        let near = window(y, height);
        let share = 1.0 / near.len() as f32;
        for row in near {
            let cells = &rows[row * width..(row + 1) * width];
            for (sum, cell) in sums.iter_mut().zip(cells) {
                *sum += share * cell;
            }
        }
    }
    result
}

/// Otsu's level on 256 bins up to the 99th percentile, but never above 0.4 of the 95th: a picture
/// that the symbol fills has no background to part from.
fn threshold(strength: &[f32]) -> f32 {
    // Every seventh cell is enough for two percentiles.
    let mut sorted: Vec<f32> = strength.iter().step_by(7).copied().collect();
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
