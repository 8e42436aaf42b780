//! The likeliest characters with which every check digit is right: check digits as evidence
//! (Doc 9303-3 section 4.9). A walk over the characters that they cover, which keeps the likeliest
//! way to each pair of sums, the field's and the whole zone's, modulo 10.

use credence_documents::mrz::MrzFormat;

use super::alphabet::{CLASSES, character};
use super::line_reading::{best, choices};
use super::reading::Repair;
use super::zone::Zone;

/// A character seen with less than this, as a share of the likeliest, is no choice.
const LEAST_CHOICE: f32 = 1e-5;
/// Choices in one place.
const MOST_CHOICES: usize = 8;
/// How much less likely than what was seen the characters may be, as a logarithm: about as rarely a
/// document bears a wrong check digit.
const MOST_UNLIKELY: f32 = -7.6;
/// Pairs of sums modulo 10.
const SUMS: usize = 100;
const WEIGHTS: [usize; 3] = [7, 3, 1];

/// A run of characters that the whole zone's check digit covers.
struct Run {
    line: usize,
    from: usize,
    to: usize,
    /// Whether the last one is the check digit of those before.
    is_checked: bool,
}

const fn run(line: usize, from: usize, to: usize, is_checked: bool) -> Run {
    Run {
        line,
        from,
        to,
        is_checked,
    }
}

/// The runs of a format, and where the check digit over all of them stands.
const fn covered(format: MrzFormat) -> (&'static [Run], Option<(usize, usize)>) {
    const CARD: &[Run] = &[
        run(0, 5, 15, true),
        run(0, 15, 30, false),
        run(1, 0, 7, true),
        run(1, 8, 15, true),
        run(1, 18, 29, false),
    ];
    const SHEET: &[Run] = &[
        run(1, 0, 10, true),
        run(1, 13, 20, true),
        run(1, 21, 28, true),
        run(1, 28, 35, false),
    ];
    const BOOK: &[Run] = &[
        run(1, 0, 10, true),
        run(1, 13, 20, true),
        run(1, 21, 28, true),
        run(1, 28, 43, true),
    ];
    const VISA: &[Run] = &[
        run(1, 0, 10, true),
        run(1, 13, 20, true),
        run(1, 21, 28, true),
    ];
    match format {
        MrzFormat::Td1 => (CARD, Some((1, 29))),
        MrzFormat::Td2 => (SHEET, Some((1, 35))),
        MrzFormat::Td3 => (BOOK, Some((1, 43))),
        MrzFormat::MrvA | MrzFormat::MrvB => (VISA, None),
    }
}

/// The likeliest way to each pair of sums, or none.
type Ways = [Option<f32>; SUMS];
/// By pair of sums, the class that led there and the pair before.
type Steps = [(u8, u8); SUMS];

/// The repairs, proved or not, after which every check digit is right; nothing when none are likely
/// enough.
pub(super) fn likeliest_proof(zone: &Zone) -> Option<Vec<Repair>> {
    let (runs, whole) = covered(zone.format);
    let mut ways: Ways = [None; SUMS];
    *ways.first_mut()? = Some(0.0);
    let mut walk: Vec<((usize, usize), Steps)> = Vec::new();
    let mut number = 0;
    for run in runs {
        for column in run.from..run.to {
            let is_digit_of_run = run.is_checked && column + 1 == run.to;
            let weights = (
                WEIGHTS.get((column - run.from) % 3)?,
                WEIGHTS.get(number % 3)?,
            );
            let place = zone.places(run.line, column).first()?;
            let (next, steps) = step(&ways, place, |(field, all), value| {
                let sum = (all + value.unwrap_or(0) * weights.1) % 10;
                match value {
                    _ if !run.is_checked => Some((0, sum)),
                    Some(digit) if is_digit_of_run => (digit == field).then_some((0, sum)),
                    // A number that goes on elsewhere, or optional data that isn't used.
                    None if is_digit_of_run => Some((0, sum)),
                    _ => Some(((field + value.unwrap_or(0) * weights.0) % 10, sum)),
                }
            });
            ways = next;
            walk.push(((run.line, column), steps));
            number += 1;
        }
    }
    if let Some((line, column)) = whole {
        let place = zone.places(line, column).first()?;
        let (next, steps) = step(&ways, place, |(_, all), value| {
            (value == Some(all)).then_some((0, 0))
        });
        ways = next;
        walk.push(((line, column), steps));
    }
    let (end, likelihood) = ways
        .iter()
        .enumerate()
        .filter_map(|(sums, way)| Some((sums, (*way)?)))
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    (likelihood > MOST_UNLIKELY).then(|| repairs(zone, &walk, end))
}

/// One more character: the likeliest way to each pair of sums. `sums` gives the pair after a
/// character of that value (none for a filler), or nothing when it may not stand there.
fn step(
    ways: &Ways,
    place: &[f32; CLASSES],
    sums: impl Fn((usize, usize), Option<usize>) -> Option<(usize, usize)>,
) -> (Ways, Steps) {
    let mut next: Ways = [None; SUMS];
    let mut steps: Steps = [(0, 0); SUMS];
    let likeliest = best(place).1.max(f32::MIN_POSITIVE);
    let relative = place.map(|share| share / likeliest);
    let choices = choices(&relative, LEAST_CHOICE, MOST_CHOICES);
    for (before, way) in ways.iter().enumerate() {
        let Some(way) = way else { continue };
        for &(class, share) in &choices {
            let way = way + share.ln();
            let value = character(class).to_digit(36).map(|value| value as usize);
            let Some((field, all)) = sums((before / 10, before % 10), value) else {
                continue;
            };
            let (Some(best), Some(step)) = (
                next.get_mut(field * 10 + all),
                steps.get_mut(field * 10 + all),
            ) else {
                continue;
            };
            if best.is_none_or(|best| best < way) {
                *best = Some(way);
                *step = (narrow(class), narrow(before));
            }
        }
    }
    (next, steps)
}

fn narrow(small: usize) -> u8 {
    u8::try_from(small).unwrap_or(u8::MAX)
}

/// Walks back from the last pair of sums.
fn repairs(zone: &Zone, walk: &[((usize, usize), Steps)], end: usize) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let mut sums = end;
    for ((line, column), steps) in walk.iter().rev() {
        let Some(&(class, before)) = steps.get(sums) else {
            break;
        };
        let seen = zone
            .places(*line, *column)
            .first()
            .map_or(0, |place| best(place).0);
        if seen != usize::from(class) {
            repairs.push(Repair {
                line: *line,
                column: *column,
                from: character(seen),
                to: character(usize::from(class)),
            });
        }
        sums = usize::from(before);
    }
    repairs
}
