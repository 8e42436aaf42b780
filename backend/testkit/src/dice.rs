use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The generator behind everything drawn: the same seed and the same purpose give the same
/// numbers on every machine. Two purposes never share numbers, so adding a draw to one part of a
/// picture leaves the other parts as they were.
#[must_use]
pub fn dice(seed: u64, purpose: &str) -> ChaCha8Rng {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    // FNV-1a, because the stream number has to stay the same across releases.
    let stream = purpose
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    dice.set_stream(stream);
    dice
}

/// One of the items, each as likely as the others.
#[expect(
    clippy::indexing_slicing,
    reason = "the index is drawn below the array's length"
)]
pub(crate) fn pick<T: Copy, const N: usize>(dice: &mut impl Rng, items: &[T; N]) -> T {
    items[dice.random_range(0..N)]
}

/// One letter for each `A` of the pattern (never I or O, which issuers avoid), one digit for each
/// `#`, a letter of all or a digit for each `?`; everything else as it stands.
pub(crate) fn fill_pattern(dice: &mut impl Rng, pattern: &str) -> String {
    const LETTERS: &[u8; 24] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
    const ANY: &[u8; 36] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    pattern
        .chars()
        .map(|mark| match mark {
            'A' => char::from(pick(dice, LETTERS)),
            '#' => char::from(b'0' + dice.random_range(0..10_u8)),
            '?' => char::from(pick(dice, ANY)),
            other => other,
        })
        .collect()
}

/// Roughly normal, mean 0, deviation 1, never beyond 3.5 (sum of twelve uniforms).
pub(crate) fn bell(dice: &mut impl Rng) -> f32 {
    let sum: f32 = (0..12).map(|_| dice.random::<f32>()).sum();
    (sum - 6.0).clamp(-3.5, 3.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_draw_apart_and_seeds_repeat() {
        let draw = |seed, purpose| dice(seed, purpose).random::<u64>();
        assert_eq!(draw(7, "person"), draw(7, "person"));
        assert_ne!(draw(7, "person"), draw(7, "scene"));
        assert_ne!(draw(7, "person"), draw(8, "person"));
    }

    #[test]
    fn a_pattern_keeps_its_punctuation() {
        let filled = fill_pattern(&mut dice(1, "pattern"), "A##-##");
        assert_eq!(filled.len(), 6);
        assert!(filled.starts_with(|c: char| c.is_ascii_uppercase()));
        assert_eq!(filled.chars().nth(3), Some('-'));
    }
}
