//! A short mark of how a picture looks, near for near copies: the signs of its slow waves
//! (Zauner 2010, widened to 256 bits).

use std::f32::consts::PI;

use credence_types::PerceptualHash;

use crate::picture::Picture;

/// Side of the copy that is looked at.
const SIDE: usize = 64;
/// Waves along each side: 16 × 16 bits.
const WAVES: usize = 16;
/// Deviation of the copy's levels below which there is nothing to compare.
const LEAST_DEVIATION: f32 = 4.0;

/// The mark of a picture: which of its 16 × 16 slowest waves are above their median. `None` for a
/// picture without structure.
///
/// Measured on 144 drawn pictures: stored anew (JPEG 40), scaled to 40, 90 or 110 % or lightened by
/// 25 levels, photographs change at most 12 bits, mostly 2; cut by 1 % on each side 10 to 36, by
/// 2 % on one side 20 to 66. Of 828 pairs of different photographs the nearest differ in 54. Flat
/// drawings laid out alike, pixel on pixel, come nearer: passports of two people 18 bits, the
/// cartoons that stand for selfies 6.
#[must_use]
pub fn perceptual_hash(picture: &Picture) -> Option<PerceptualHash> {
    let copy = picture.luma().resized(SIDE, SIDE)?;
    let levels: Vec<f32> = copy.pixels().iter().copied().map(f32::from).collect();
    if deviation(&levels) < LEAST_DEVIATION {
        return None;
    }
    let waves = slow_waves(&levels);
    let mut sorted = waves.clone();
    sorted.sort_by(f32::total_cmp);
    let median = *sorted.get(sorted.len() / 2)?;
    let bits: Vec<u8> = waves
        .as_chunks::<8>()
        .0
        .iter()
        .map(|eight| {
            eight
                .iter()
                .fold(0, |byte, &wave| byte << 1 | u8::from(wave > median))
        })
        .collect();
    bits.try_into().ok().map(PerceptualHash::from_bits)
}

fn deviation(levels: &[f32]) -> f32 {
    let count = levels.len() as f32;
    let mean = levels.iter().sum::<f32>() / count;
    let squares = levels.iter().map(|level| (level - mean).powi(2));
    (squares.sum::<f32>() / count).sqrt()
}

/// The discrete cosine transform's 16 × 16 coefficients after the constant ones: a change of
/// brightness moves none of them.
fn slow_waves(levels: &[f32]) -> Vec<f32> {
    let wave = |cycles: usize, place: usize| {
        let half_turns = (cycles + 1) as f32 * (place as f32 + 0.5) / SIDE as f32;
        (PI * half_turns).cos()
    };
    let waves: Vec<Vec<f32>> = (0..WAVES)
        .map(|cycles| (0..SIDE).map(|place| wave(cycles, place)).collect())
        .collect();
    let against = |row: &[f32], wave: &[f32]| -> f32 {
        row.iter().zip(wave).map(|(level, wave)| level * wave).sum()
    };
    // Every row against every wave, then every column of those.
    let across: Vec<Vec<f32>> = waves
        .iter()
        .map(|wave| {
            levels
                .chunks_exact(SIDE)
                .map(|row| against(row, wave))
                .collect()
        })
        .collect();
    waves
        .iter()
        .flat_map(|down| across.iter().map(move |column| against(column, down)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_without_structure_has_no_hash() {
        let flat = Picture::from_rgb(90, 60, vec![120; 90 * 60 * 3]).unwrap();
        assert_eq!(perceptual_hash(&flat), None);
        let dot = Picture::from_rgb(1, 1, vec![120; 3]).unwrap();
        assert_eq!(perceptual_hash(&dot), None);
    }
}
