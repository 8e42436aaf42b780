//! Reed–Solomon over the integers modulo 929 with generator 3 (ISO/IEC 15438:2015, 5.10), errors
//! and erasures together (Sugiyama's use of Euclid's algorithm).
#![expect(
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    reason = "residues modulo 929 and indices below the lengths just built"
)]

use std::sync::OnceLock;

const PRIME: u32 = 929;

struct Tables {
    powers: [u16; 928],
    logarithms: [u16; 929],
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables = Tables {
            powers: [0; 928],
            logarithms: [0; 929],
        };
        let mut value = 1u32;
        for exponent in 0..928 {
            tables.powers[exponent] = value as u16;
            tables.logarithms[value as usize] = exponent as u16;
            value = value * 3 % PRIME;
        }
        tables
    })
}

fn power(exponent: usize) -> u32 {
    u32::from(tables().powers[exponent % 928])
}

fn inverse(value: u32) -> u32 {
    let logarithm = usize::from(tables().logarithms[(value % PRIME) as usize]);
    power(928 - logarithm)
}

/// Coefficients from the constant upwards, without zeros at the end.
type Polynomial = Vec<u32>;

fn trimmed(mut p: Polynomial) -> Polynomial {
    while p.last() == Some(&0) {
        p.pop();
    }
    p
}

fn product(a: &[u32], b: &[u32]) -> Polynomial {
    let mut result = vec![0; (a.len() + b.len()).saturating_sub(1)];
    for (i, &x) in a.iter().enumerate() {
        for (j, &y) in b.iter().enumerate() {
            result[i + j] = (result[i + j] + x * y) % PRIME;
        }
    }
    trimmed(result)
}

fn value_at(p: &[u32], x: u32) -> u32 {
    p.iter()
        .rev()
        .fold(0, |sum, &coefficient| (sum * x + coefficient) % PRIME)
}

/// The received word at the powers 1 to `count` of the generator.
fn syndromes(word: &[u16], count: usize) -> Polynomial {
    let at = |x: u32| {
        word.iter()
            .fold(0, |sum, &codeword| (sum * x + u32::from(codeword)) % PRIME)
    };
    (1..=count).map(|exponent| at(power(exponent))).collect()
}

/// Corrects `word`, whose last `check_count` codewords are check words, given the places that are
/// not to be believed. Two check words are kept back for detection (5.10.2), so that a word from a
/// wrong reading passes about once in 860,000. Returns how many codewords changed, or `None`.
pub(super) fn correct(word: &mut [u16], check_count: usize, erasures: &[usize]) -> Option<usize> {
    let budget = check_count.checked_sub(2)?;
    if erasures.len() > budget || word.len() <= check_count {
        return None;
    }
    let syndrome = syndromes(word, check_count);
    if syndrome.iter().all(|&s| s == 0) {
        return Some(0);
    }
    let mut erased: Polynomial = vec![1];
    for &place in erasures {
        let root = power(word.len().checked_sub(1 + place)?);
        erased = product(&erased, &[1, PRIME - root]);
    }
    let mut modified = product(&erased, &syndrome);
    modified.truncate(check_count);
    let (locator, _) = error_locator(trimmed(modified), check_count, erasures.len())?;
    let locator = product(&locator, &erased);
    let degree = locator.len().checked_sub(1)?;
    let errors = degree.checked_sub(erasures.len())?;
    if erasures.len() + 2 * errors > budget {
        return None;
    }
    let mut evaluator = product(&locator, &syndrome);
    evaluator.truncate(check_count);
    let changed = apply(word, &locator, &evaluator, degree)?;
    syndromes(word, check_count)
        .iter()
        .all(|&s| s == 0)
        .then_some(changed)
}

/// Euclid on x^checks and the modified syndromes until the remainder is short enough.
fn error_locator(
    syndrome: Polynomial,
    checks: usize,
    erasures: usize,
) -> Option<(Polynomial, Polynomial)> {
    let mut older = vec![0; checks];
    older.push(1);
    let mut newer = syndrome;
    let (mut older_factor, mut newer_factor): (Polynomial, Polynomial) = (vec![], vec![1]);
    while 2 * newer.len() > checks + erasures + 1 {
        let (quotient, remainder) = divide(older, &newer)?;
        let step = product(&quotient, &newer_factor);
        let length = older_factor.len().max(step.len());
        let next = (0..length).map(|i| {
            let minuend = older_factor.get(i).copied().unwrap_or(0);
            (minuend + PRIME - step.get(i).copied().unwrap_or(0)) % PRIME
        });
        let next = trimmed(next.collect());
        (older, newer) = (newer, remainder);
        (older_factor, newer_factor) = (newer_factor, next);
    }
    let constant = *newer_factor.first()?;
    if constant == 0 {
        return None;
    }
    let scale = inverse(constant);
    let scaled = |p: Polynomial| p.into_iter().map(|c| c * scale % PRIME).collect();
    Some((scaled(newer_factor), scaled(newer)))
}

fn divide(mut dividend: Polynomial, divisor: &[u32]) -> Option<(Polynomial, Polynomial)> {
    let lead = inverse(*divisor.last()?);
    let mut quotient = vec![0; (dividend.len() + 1).saturating_sub(divisor.len())];
    for shift in (0..quotient.len()).rev() {
        let factor = dividend[shift + divisor.len() - 1] * lead % PRIME;
        quotient[shift] = factor;
        for (i, &coefficient) in divisor.iter().enumerate() {
            let term = factor * coefficient % PRIME;
            dividend[shift + i] = (dividend[shift + i] + PRIME - term) % PRIME;
        }
    }
    Some((trimmed(quotient), trimmed(dividend)))
}

/// Chien's search over the places of the word and Forney's magnitudes.
fn apply(word: &mut [u16], locator: &[u32], evaluator: &[u32], degree: usize) -> Option<usize> {
    let derivative: Polynomial = locator
        .iter()
        .zip(0u32..)
        .skip(1)
        .map(|(&c, i)| c * i % PRIME)
        .collect();
    let (mut found, mut changed) = (0, 0);
    for place in 0..word.len() {
        let x = inverse(power(word.len() - 1 - place));
        if value_at(locator, x) != 0 {
            continue;
        }
        found += 1;
        let slope = value_at(&derivative, x);
        if slope == 0 {
            return None;
        }
        // The error is −Ω/Λ′, and it is taken off.
        let magnitude = value_at(evaluator, x) * inverse(slope) % PRIME;
        if magnitude != 0 {
            changed += 1;
            word[place] = ((u32::from(word[place]) + magnitude) % PRIME) as u16;
        }
    }
    (found == degree).then_some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Remainder of the data shifted by the number of check words, negated (5.10.1).
    fn encoded(data: &[u16], checks: usize) -> Vec<u16> {
        let mut generator: Polynomial = vec![1];
        for exponent in 1..=checks {
            generator = product(&generator, &[PRIME - power(exponent), 1]);
        }
        let mut dividend = vec![0; checks];
        dividend.extend(data.iter().rev().map(|&c| u32::from(c)));
        let (_, remainder) = divide(trimmed(dividend), &generator).unwrap();
        let check = |i: usize| (PRIME - remainder.get(i).copied().unwrap_or(0)) % PRIME;
        let checks = (0..checks).rev().map(|i| check(i) as u16);
        data.iter().copied().chain(checks).collect()
    }

    #[test]
    fn errors_and_erasures_are_corrected_up_to_the_budget() {
        let data: Vec<u16> = (0..40).map(|i| (i * 37 + 5) % 929).collect();
        let sent = encoded(&data, 16);
        // 14 may be spent: erasures count once, errors twice.
        for (erased, wrong) in [(0, 7), (14, 0), (6, 4), (1, 6), (0, 0)] {
            let mut word = sent.clone();
            let erasures: Vec<usize> = (0..erased).map(|i| i * 3).collect();
            for &place in &erasures {
                word[place] = 928 - word[place];
            }
            for i in 0..wrong {
                let place = i * 3 + 1;
                word[place] = (word[place] + 400) % 929;
            }
            assert!(
                correct(&mut word, 16, &erasures).is_some(),
                "{erased} {wrong}"
            );
            assert_eq!(word, sent);
        }
    }

    #[test]
    fn more_than_the_budget_is_refused_rather_than_guessed() {
        let data: Vec<u16> = (0..40).collect();
        let mut word = encoded(&data, 16);
        for i in 0..8 {
            word[i * 5] = (word[i * 5] + 17) % 929;
        }
        assert_eq!(correct(&mut word, 16, &[]), None);
        assert_eq!(correct(&mut encoded(&data, 2), 2, &[]), Some(0));
        let mut one_wrong = encoded(&data, 2);
        one_wrong[3] += 1;
        assert_eq!(correct(&mut one_wrong, 2, &[]), None);
    }
}
