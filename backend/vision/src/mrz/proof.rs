//! Check digits as evidence (Doc 9303-3 section 4.9): the likeliest characters with which every one
//! is right, and how likely these are among all with which they are. A walk over the characters
//! that they cover, which keeps the likeliest way to each pair of sums, the field's and the whole
//! zone's, modulo 10.

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
/// document bears a wrong check digit, which is the other explanation where they are not those seen.
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

/// How many check digits stand over a place; the one over all is counted for itself alone.
pub(super) fn coverage(format: MrzFormat, line: usize, column: usize) -> u8 {
    let (runs, whole) = covered(format);
    let is_around = |run: &&Run| run.line == line && (run.from..run.to).contains(&column);
    match runs.iter().find(is_around) {
        Some(run) => u8::from(run.is_checked) + u8::from(whole.is_some()),
        None => u8::from(whole == Some((line, column))),
    }
}

/// Characters with which every check digit is right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Proof {
    /// Where they are others than those seen.
    pub(super) repairs: Vec<Repair>,
    /// Their share of the probability of all that would do, and where they are others than those
    /// seen, of a document with a wrong check digit: `OO` for `00` changes no check digit where the
    /// weights are 7 and 3, and `G` for `6` changes none at all.
    pub(super) certainty: f32,
}

/// The ways to a pair of sums.
#[derive(Debug, Clone, Copy)]
struct Way {
    /// Logarithm of the likeliest one's probability, as a share of what was seen.
    likeliest: f32,
    /// Sum of the probabilities of all.
    all: f32,
}

/// The ways to each pair of sums, or none.
type Ways = [Option<Way>; SUMS];
/// By pair of sums, the class that led there and the pair before.
type Steps = [(u8, u8); SUMS];

/// The likeliest characters with which every check digit is right; nothing when none are likely
/// enough.
pub(super) fn likeliest_proof(zone: &Zone) -> Option<Proof> {
    let (runs, whole) = covered(zone.format);
    let mut ways: Ways = [None; SUMS];
    *ways.first_mut()? = Some(Way {
        likeliest: 0.0,
        all: 1.0,
    });
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
    let (end, way) = ways
        .iter()
        .enumerate()
        .filter_map(|(sums, way)| Some((sums, (*way)?)))
        .max_by(|a, b| a.1.likeliest.total_cmp(&b.1.likeliest))?;
    let all: f32 = ways.iter().flatten().map(|way| way.all).sum();
    let repairs = repairs(zone, &walk, end);
    let wrong_digit = if repairs.is_empty() {
        0.0
    } else {
        MOST_UNLIKELY.exp()
    };
    (way.likeliest > MOST_UNLIKELY).then(|| Proof {
        repairs,
        certainty: way.likeliest.exp() / (all + wrong_digit),
    })
}

/// One more character: the ways to each pair of sums. `sums` gives the pair after a
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
            let value = character(class).to_digit(36).map(|value| value as usize);
            let Some((field, all)) = sums((before / 10, before % 10), value) else {
                continue;
            };
            let (Some(into), Some(step)) = (
                next.get_mut(field * 10 + all),
                steps.get_mut(field * 10 + all),
            ) else {
                continue;
            };
            let likeliest = way.likeliest + share.ln();
            if into.is_none_or(|into| into.likeliest < likeliest) {
                *step = (narrow(class), narrow(before));
            }
            let others = into.unwrap_or(Way {
                likeliest,
                all: 0.0,
            });
            *into = Some(Way {
                likeliest: others.likeliest.max(likeliest),
                all: others.all + way.all * share,
            });
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

#[cfg(test)]
mod tests {
    use credence_documents::mrz::check_digit;

    use super::*;

    /// Doc 9303-4, appendix B, the number begun with two digits that print like letters.
    fn book() -> Zone {
        let number = "00898902C";
        let digit = |text: &str| check_digit(text).unwrap();
        let front = format!("{number}{}", digit(number));
        let dates = "7408122F1204159";
        let personal = "ZE184226B<<<<<1";
        let whole = format!("{front}{}{}{personal}", &dates[..7], &dates[8..]);
        let lower = format!("{front}UTO{dates}{personal}{}", digit(&whole));
        let upper = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
        Zone::certain(MrzFormat::Td3, &[upper, &lower])
    }

    #[test]
    fn what_check_digits_cannot_tell_apart_is_not_proved() {
        assert!(likeliest_proof(&book()).unwrap().certainty > 0.999);
        // One letter alone would make the check digit wrong; both make it right again.
        let one = book().or(1, 0, 'O', 0.4);
        assert!(likeliest_proof(&one).unwrap().certainty > 0.999);
        let both = one.or(1, 1, 'O', 0.4);
        let proof = likeliest_proof(&both).unwrap();
        assert!(proof.repairs.is_empty());
        assert!(
            (proof.certainty - 0.36 / (0.36 + 0.16)).abs() < 1e-3,
            "{proof:?}"
        );
    }

    #[test]
    fn the_character_that_makes_check_digits_right_is_proved() {
        // The 8 at the third place, seen as a B.
        let misread = book().or(1, 2, 'B', 0.9);
        let proof = likeliest_proof(&misread).unwrap();
        let repair = Repair {
            line: 1,
            column: 2,
            from: 'B',
            to: '8',
        };
        assert_eq!(proof.repairs, [repair]);
        assert!(proof.certainty > 0.99);
    }

    #[test]
    fn a_wrong_check_digit_explains_what_was_hardly_seen_otherwise() {
        // Seen as a B beyond doubt: no other explanation is as likely as that one stands there.
        let plain = book().or(1, 2, 'B', 0.999);
        assert!(likeliest_proof(&plain).unwrap().certainty < 0.8);
    }

    #[test]
    fn coverage_follows_the_layout() {
        let coverage = |column| super::coverage(MrzFormat::Td3, 1, column);
        assert_eq!(
            [0, 9, 10, 20, 28, 42, 43].map(coverage),
            [2, 2, 0, 0, 2, 2, 1]
        );
        assert_eq!(super::coverage(MrzFormat::MrvA, 1, 0), 1);
        assert_eq!(super::coverage(MrzFormat::MrvA, 1, 30), 0);
        assert_eq!(super::coverage(MrzFormat::Td1, 0, 20), 1);
    }
}
