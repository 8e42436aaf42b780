use image::RgbImage;
use rand::Rng;

use super::options::Camera;
use crate::dice::dice;

/// Noise values drawn once; each row starts at another place among them.
const STRIP: usize = 1 << 17;

/// Colour cast and sensor noise in one pass. Shot noise grows with the light, read noise does
/// not; the deviation asked for (up to 19) is met at middle grey.
pub(crate) fn expose(picture: &mut RgbImage, camera: &Camera, seed: u64) {
    let is_neutral = camera
        .white_balance
        .iter()
        .all(|gain| (gain - 1.0).abs() < 1e-3);
    if camera.noise_sigma < 0.05 && is_neutral {
        return;
    }
    let stride = picture.width() as usize * 3;
    let dice = &mut dice(seed, "noise");
    let strip: Vec<i16> = (0..STRIP + stride).map(|_| bell(dice.random())).collect();
    let gains: Vec<u16> = camera
        .white_balance
        .iter()
        .map(|gain| (gain * 128.0).clamp(0.0, 255.0) as u16)
        .cycle()
        .take(stride)
        .collect();
    // Three fifths of the deviation at black, all of it at middle grey, seven fifths at white.
    let sigma = camera.noise_sigma.clamp(0.0, 19.0);
    let (base, slope) = ((sigma * 0.6 * 128.0) as i16, (sigma * 0.4 * 4096.0) as i16);
    for row in picture.chunks_exact_mut(stride) {
        let start = dice.random_range(0..STRIP);
        let bells = &strip[start..start + stride];
        for ((channel, gain), bell) in row.iter_mut().zip(&gains).zip(bells) {
            let level = ((u16::from(*channel) * gain) >> 7).min(255) as i16;
            let deviation = base + high_half(slope, level << 4);
            *channel = (level + high_half(*bell, deviation)).clamp(0, 255) as u8;
        }
    }
}

/// The upper half of a product: one instruction for eight values.
#[inline]
fn high_half(a: i16, b: i16) -> i16 {
    ((i32::from(a) * i32::from(b)) >> 16) as i16
}

/// Roughly normal with deviation 512: the sum of eight bytes has deviation 209.
fn bell(random: u64) -> i16 {
    let sum: i32 = random.to_le_bytes().into_iter().map(i32::from).sum();
    ((sum - 1020) * 512 / 209) as i16
}
