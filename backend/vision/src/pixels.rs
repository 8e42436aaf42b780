//! Pixel layouts into RGB, in place wherever the result is not larger.

/// Keeps the high byte of each 16-bit sample (native order, as the decoder gives them).
pub(crate) fn high_bytes(mut samples: Vec<u8>) -> Vec<u8> {
    let count = samples.len() / 2;
    for index in 0..count {
        let high = samples
            .get(2 * index..2 * index + 2)
            .and_then(|pair| pair.try_into().ok());
        let high = u16::from_ne_bytes(high.unwrap_or_default()).to_be_bytes()[0];
        if let Some(place) = samples.get_mut(index) {
            *place = high;
        }
    }
    samples.truncate(count);
    samples
}

/// The first of every three bytes.
pub(crate) fn every_third(bytes: &[u8]) -> Vec<u8> {
    let mut firsts = vec![0; bytes.len().div_ceil(3)];
    let (twelves, rest) = bytes.as_chunks::<12>();
    // Four at a time out of three words: byte by byte takes several times as long.
    for (four, twelve) in firsts.chunks_exact_mut(4).zip(twelves) {
        let &[a1, a2, a3, a4, b1, b2, b3, b4, c1, c2, c3, c4] = twelve;
        let a = u32::from_le_bytes([a1, a2, a3, a4]);
        let b = u32::from_le_bytes([b1, b2, b3, b4]);
        let c = u32::from_le_bytes([c1, c2, c3, c4]);
        let word = (a & 0xff) | (a >> 16 & 0xff00) | (b & 0xff_0000) | (c << 16 & 0xff00_0000);
        four.copy_from_slice(&word.to_le_bytes());
    }
    for (first, byte) in firsts
        .iter_mut()
        .skip(4 * twelves.len())
        .zip(rest.iter().step_by(3))
    {
        *first = *byte;
    }
    firsts
}

/// Grey, one byte, to RGB.
pub(crate) fn grey_to_rgb(grey: &[u8]) -> Vec<u8> {
    grey.iter().flat_map(|&g| [g, g, g]).collect()
}

/// Grey and alpha over white.
pub(crate) fn grey_alpha_to_rgb(pixels: &[u8]) -> Vec<u8> {
    let pixels = pixels.as_chunks::<2>().0;
    pixels
        .iter()
        .flat_map(|&[grey, alpha]| [over_white(grey, alpha); 3])
        .collect()
}

/// Red, green, blue and alpha over white; in place, since a second buffer of this size would break
/// the memory limit.
pub(crate) fn rgba_to_rgb(mut pixels: Vec<u8>) -> Vec<u8> {
    let count = pixels.len() / 4;
    for index in 0..count {
        let from = pixels
            .get(4 * index..4 * index + 4)
            .and_then(|p| <[u8; 4]>::try_from(p).ok());
        let [red, green, blue, alpha] = from.unwrap_or_default();
        if let Some(into) = pixels.get_mut(3 * index..3 * index + 3) {
            into.copy_from_slice(&[red, green, blue].map(|colour| over_white(colour, alpha)));
        }
    }
    pixels.truncate(3 * count);
    pixels
}

/// Puts colours, three bytes a pixel, over white by as many alphas.
pub(crate) fn blend_with_white(rgb: &mut [u8], alphas: &[u8]) {
    for (pixel, &alpha) in rgb.as_chunks_mut::<3>().0.iter_mut().zip(alphas) {
        *pixel = pixel.map(|colour| over_white(colour, alpha));
    }
}

/// [`blend_with_white`] for colours that are already multiplied by their alpha.
pub(crate) fn add_white(rgb: &mut [u8], alphas: &[u8]) {
    for (pixel, &alpha) in rgb.as_chunks_mut::<3>().0.iter_mut().zip(alphas) {
        *pixel = pixel.map(|colour| colour.saturating_add(255 - alpha));
    }
}

/// A window of a picture: left, top, width and height.
pub(crate) fn crop(
    width: u32,
    mut rgb: Vec<u8>,
    [left, top, wide, high]: [u32; 4],
) -> Option<Vec<u8>> {
    let [width, left, top, wide, high] = [width, left, top, wide, high].map(|side| side as usize);
    if left + wide > width || 3 * width * (top + high) > rgb.len() {
        return None;
    }
    for y in 0..high {
        let from = 3 * ((top + y) * width + left);
        rgb.copy_within(from..from + 3 * wide, 3 * y * wide);
    }
    rgb.truncate(3 * wide * high);
    rgb.shrink_to_fit();
    Some(rgb)
}

fn over_white(colour: u8, alpha: u8) -> u8 {
    if alpha == 255 {
        return colour;
    }
    let (colour, alpha) = (u16::from(colour), u16::from(alpha));
    u8::try_from((colour * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(255)
}

/// Means of 2×2 pixels of so many bytes, in place. An odd last row or column is dropped.
pub(crate) fn halve<const BYTES: usize>(
    width: u32,
    height: u32,
    mut pixels: Vec<u8>,
) -> (u32, u32, Vec<u8>) {
    let (half_width, half_height) = ((width / 2).max(1), (height / 2).max(1));
    let stride = width as usize * BYTES;
    let mut place = 0;
    for y in 0..half_height as usize {
        for x in 0..half_width as usize {
            let top = 2 * y * stride + 2 * BYTES * x;
            for channel in 0..BYTES {
                let at = |offset: usize| {
                    pixels
                        .get(top + channel + offset)
                        .copied()
                        .map_or(0, u16::from)
                };
                let sum = at(0) + at(BYTES) + at(stride) + at(stride + BYTES) + 2;
                if let Some(into) = pixels.get_mut(place) {
                    *into = u8::try_from(sum / 4).unwrap_or(255);
                }
                place += 1;
            }
        }
    }
    pixels.truncate(place);
    pixels.shrink_to_fit();
    (half_width, half_height, pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transparent_pixels_show_white_paper() {
        assert_eq!(
            rgba_to_rgb(vec![10, 20, 30, 255, 0, 0, 0, 0]),
            [10, 20, 30, 255, 255, 255]
        );
        assert_eq!(grey_alpha_to_rgb(&[0, 128]), [127, 127, 127]);
    }

    #[test]
    fn alphas_blend_with_white() {
        let mut rgb = [10, 20, 30, 0, 0, 0];
        blend_with_white(&mut rgb, &[255, 128]);
        assert_eq!(rgb, [10, 20, 30, 127, 127, 127]);
        let mut rgb = [5, 10, 15, 0, 0, 0];
        add_white(&mut rgb, &[128, 0]);
        assert_eq!(rgb, [132, 137, 142, 255, 255, 255]);
    }

    #[test]
    fn a_window_is_cut_out() {
        let rgb: Vec<u8> = (0..12).flat_map(|g| [g, g, g]).collect();
        let cut = crop(4, rgb.clone(), [1, 1, 2, 2]).unwrap();
        assert_eq!(cut, [5, 5, 5, 6, 6, 6, 9, 9, 9, 10, 10, 10]);
        assert_eq!(crop(4, rgb.clone(), [3, 0, 2, 1]), None);
        assert_eq!(crop(4, rgb, [0, 2, 4, 2]), None);
    }

    #[test]
    fn sixteen_bits_become_eight() {
        let samples: Vec<u8> = [0x1234u16, 0xFF00]
            .iter()
            .flat_map(|s| s.to_ne_bytes())
            .collect();
        assert_eq!(high_bytes(samples), [0x12, 0xFF]);
    }

    #[test]
    fn halving_takes_means() {
        let rgb: Vec<u8> = [0, 100, 100, 200].iter().flat_map(|&g| [g, g, g]).collect();
        assert_eq!(halve::<3>(2, 2, rgb), (1, 1, vec![100, 100, 100]));
        assert_eq!(halve::<1>(2, 2, vec![0, 100, 100, 200]), (1, 1, vec![100]));
    }
}
