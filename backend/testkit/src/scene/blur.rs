use image::RgbImage;

/// Gaussian blur, separable, in 8.8 fixed point: weights add up to 256, so sums fit 16 bits and
/// the loops run eight channels at a time.
pub(crate) fn gaussian(picture: &mut RgbImage, sigma: f32) {
    if sigma < 0.15 {
        return;
    }
    let weights = kernel(sigma);
    vertical(picture, &weights);
    horizontal(picture, &weights);
}

/// Half a kernel from the middle outwards; twice the sides plus the middle make 256.
fn kernel(sigma: f32) -> Vec<u16> {
    let radius = (sigma * 2.8).ceil().max(1.0) as usize;
    let bell = |at: usize| (-(at as f32 / sigma).powi(2) / 2.0).exp();
    let total: f32 = bell(0) + 2.0 * (1..=radius).map(bell).sum::<f32>();
    let mut weights: Vec<u16> = (0..=radius)
        .map(|at| (bell(at) / total * 256.0).round() as u16)
        .collect();
    let sides: u16 = weights.iter().skip(1).sum();
    weights[0] = 256_u16.saturating_sub(2 * sides);
    weights
}

fn vertical(picture: &mut RgbImage, weights: &[u16]) {
    let (stride, height) = (picture.width() as usize * 3, picture.height() as usize);
    let source = picture.as_raw().clone();
    let row = |y: usize| &source[y * stride..(y + 1) * stride];
    let mut sums = vec![0_u16; stride];
    for (y, out) in picture.chunks_exact_mut(stride).enumerate() {
        add_weighted(&mut sums, row(y), weights[0], true);
        for (at, weight) in weights.iter().enumerate().skip(1) {
            add_weighted(&mut sums, row(y.saturating_sub(at)), *weight, false);
            add_weighted(&mut sums, row((y + at).min(height - 1)), *weight, false);
        }
        settle(out, &sums);
    }
}

fn horizontal(picture: &mut RgbImage, weights: &[u16]) {
    let stride = picture.width() as usize * 3;
    let pad = (weights.len() - 1) * 3;
    let mut padded = vec![0_u8; stride + 2 * pad];
    let mut sums = vec![0_u16; stride];
    for row in picture.chunks_exact_mut(stride) {
        pad_row(&mut padded, row, pad);
        add_weighted(&mut sums, &padded[pad..pad + stride], weights[0], true);
        for (at, weight) in weights.iter().enumerate().skip(1) {
            add_weighted(&mut sums, &padded[pad - 3 * at..][..stride], *weight, false);
            add_weighted(&mut sums, &padded[pad + 3 * at..][..stride], *weight, false);
        }
        settle(row, &sums);
    }
}

fn pad_row(padded: &mut [u8], row: &[u8], pad: usize) {
    padded[pad..pad + row.len()].copy_from_slice(row);
    for at in 0..pad {
        padded[at] = row[at % 3];
        padded[pad + row.len() + at] = row[row.len() - 3 + at % 3];
    }
}

fn add_weighted(sums: &mut [u16], row: &[u8], weight: u16, is_first: bool) {
    if is_first {
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum = u16::from(*value) * weight;
        }
    } else {
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum = sum.wrapping_add(u16::from(*value) * weight);
        }
    }
}

fn settle(out: &mut [u8], sums: &[u16]) {
    for (value, sum) in out.iter_mut().zip(sums) {
        *value = (sum.saturating_add(128) >> 8) as u8;
    }
}

/// Blur along a straight streak, centred, so that nothing moves.
pub(super) fn motion(picture: &mut RgbImage, length: f32, degrees: f32) {
    let steps = length.round() as i32;
    if steps < 2 {
        return;
    }
    let (sin, cos) = degrees.to_radians().sin_cos();
    let taps: Vec<(i32, i32)> = (0..steps)
        .map(|step| {
            let along = (step as f32 + 0.5) / steps as f32 * length - length / 2.0;
            ((along * cos).round() as i32, (along * sin).round() as i32)
        })
        .collect();
    let weight = 256 / taps.len() as u16;
    let first = 256 - weight * (taps.len() as u16 - 1);
    let (stride, height) = (picture.width() as usize * 3, picture.height() as i32);
    let pad = taps
        .iter()
        .map(|tap| tap.0.unsigned_abs())
        .max()
        .unwrap_or(0) as usize
        * 3;
    let source = picture.as_raw().clone();
    let mut padded = vec![0_u8; stride + 2 * pad];
    let mut sums = vec![0_u16; stride];
    for (y, out) in picture.chunks_exact_mut(stride).enumerate() {
        sums.fill(0);
        for (index, (dx, dy)) in taps.iter().enumerate() {
            let from = (y as i32 + dy).clamp(0, height - 1) as usize * stride;
            pad_row(&mut padded, &source[from..from + stride], pad);
            let start = (pad as i32 + 3 * dx) as usize;
            let weight = if index == 0 { first } else { weight };
            add_weighted(&mut sums, &padded[start..start + stride], weight, false);
        }
        settle(out, &sums);
    }
}
