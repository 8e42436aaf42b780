use image::RgbImage;

use super::options::Camera;
use crate::dice::{bell, dice};

const TABLE: usize = 4096;

/// Colour cast and sensor noise in one pass. Shot noise grows with the root of the light, read
/// noise does not; the deviation asked for is met at middle grey.
pub(super) fn expose(picture: &mut RgbImage, camera: &Camera, seed: u64) {
    let is_neutral = camera
        .white_balance
        .iter()
        .all(|gain| (gain - 1.0).abs() < 1e-3);
    if camera.noise_sigma < 0.05 && is_neutral {
        return;
    }
    let dice = &mut dice(seed, "noise");
    // Deviation 1 is 256.
    let bells: Vec<i32> = (0..TABLE).map(|_| (bell(dice) * 256.0) as i32).collect();
    let deviation: Vec<i32> = (0..256_u16)
        .map(|level| {
            let shot = f32::from(level) / 128.0;
            (camera.noise_sigma * (0.35 + 0.65 * shot).sqrt() * 256.0) as i32
        })
        .collect();
    let cast: Vec<[i32; 3]> = (0..256_u16)
        .map(|level| {
            camera
                .white_balance
                .map(|gain| (f32::from(level) * gain).min(255.0) as i32)
        })
        .collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    for pixel in picture.pixels_mut() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        // The low bits of a xorshift are its weakest.
        let drawn = state >> 10;
        for (index, channel) in pixel.0.iter_mut().enumerate() {
            let level = cast[usize::from(*channel)][index];
            let bell = bells[(drawn >> (12 * index)) as usize % TABLE];
            let noise = (bell * deviation[level as usize]) >> 16;
            *channel = (level + noise).clamp(0, 255) as u8;
        }
    }
}
