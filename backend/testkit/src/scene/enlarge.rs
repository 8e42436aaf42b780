use image::RgbImage;

/// Enlarges a picture by bilinear steps in fixed point: each source row is widened once.
pub(super) fn spread(small: &RgbImage, width: u32, height: u32) -> RgbImage {
    let stride = width as usize * 3;
    let steps = |from: u32, to: u32, at: u32| {
        let place =
            ((at as f32 + 0.5) * from as f32 / to as f32 - 0.5).clamp(0.0, (from - 1) as f32);
        (
            place as usize,
            ((place + 1.0) as usize).min(from as usize - 1),
            (place.fract() * 128.0) as u16,
        )
    };
    let across: Vec<(usize, usize, u16)> =
        (0..width).map(|x| steps(small.width(), width, x)).collect();
    let widen = |row: &[u8], wide: &mut Vec<u16>| {
        wide.clear();
        for (left, right, weight) in &across {
            for channel in 0..3 {
                let (a, b) = (row[left * 3 + channel], row[right * 3 + channel]);
                wide.push(u16::from(a) * (128 - weight) + u16::from(b) * weight);
            }
        }
    };
    let small_stride = small.width() as usize * 3;
    let source = |at: usize| &small.as_raw()[at * small_stride..(at + 1) * small_stride];
    let (mut upper, mut lower) = (Vec::with_capacity(stride), Vec::with_capacity(stride));
    let mut held = usize::MAX;
    let mut picture = RgbImage::new(width, height);
    for (y, row) in (0..height).zip(picture.chunks_exact_mut(stride)) {
        let (top, bottom, weight) = steps(small.height(), height, y);
        if top != held {
            widen(source(top), &mut upper);
            widen(source(bottom), &mut lower);
            held = top;
        }
        for ((out, a), b) in row.iter_mut().zip(&upper).zip(&lower) {
            let mixed = u32::from(*a) * u32::from(128 - weight) + u32::from(*b) * u32::from(weight);
            *out = (mixed >> 14) as u8;
        }
    }
    picture
}
