use super::alphabet::{BLANK, CLASSES, LETTER_O, NOUGHT, character};
use super::recognise::Scores;

/// A character as it was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Read {
    pub(super) character: char,
    /// First and last column in which it was the likeliest.
    pub(super) columns: (usize, usize),
    /// Probability, 0 to 1.
    pub(super) confidence: f32,
}

/// The likeliest class of every column, repeats and blanks dropped (best path of CTC).
pub(super) fn read(scores: &Scores) -> Vec<Read> {
    let mut read: Vec<Read> = Vec::new();
    let mut before = BLANK;
    for (column, row) in scores.rows.iter().enumerate() {
        let (class, score) = row
            .iter()
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(b.1))
            .map_or((BLANK, 0.0), |(class, score)| (class, *score));
        if class != BLANK {
            let confidence = score.exp();
            match read.last_mut().filter(|_| class == before) {
                Some(same) => {
                    same.columns.1 = column;
                    same.confidence = same.confidence.max(confidence);
                }
                None => read.push(Read {
                    character: character(class),
                    columns: (column, column),
                    confidence,
                }),
            }
        }
        before = class;
    }
    with_noughts(&mut read, scores);
    with_wide_gaps(trimmed(read))
}

/// Fewest digits of a number with letters.
const FEWEST_DIGITS: usize = 2;
/// In such a number a nought is so many times as common as the letter that looks like it, which most
/// issuers leave out.
const NOUGHT_LEAD: f32 = 10.0;

/// Noughts for letters O in numbers, where the picture leaves the choice.
fn with_noughts(read: &mut [Read], scores: &Scores) {
    for word in read.split_mut(|read| !read.character.is_alphanumeric()) {
        let digits = word.iter().filter(|read| read.character.is_ascii_digit());
        if digits.count() < FEWEST_DIGITS {
            continue;
        }
        for letter in word.iter_mut().filter(|read| read.character == 'O') {
            let (first, last) = letter.columns;
            let rows = scores.rows.get(first..=last).unwrap_or_default();
            let best = |chance: fn(&[f32; CLASSES]) -> f32| {
                let chances = rows.iter().map(|row| chance(row).exp());
                chances.fold(0.0, f32::max)
            };
            let nought = best(|row| row[NOUGHT]);
            if NOUGHT_LEAD * nought > best(|row| row[LETTER_O]) {
                letter.character = '0';
                letter.confidence = nought;
            }
        }
    }
}

/// Columns from which a gap is wider than one between words: 1.6 heights of capitals.
const WIDE_GAP: usize = 9;

/// A space more where a gap is too wide for one between words: another column may begin there.
fn with_wide_gaps(read: Vec<Read>) -> Vec<Read> {
    let mut spaced: Vec<Read> = Vec::with_capacity(read.len());
    for next in read {
        let before = spaced.iter().rev().find(|read| read.character != ' ');
        let end = before.map_or(next.columns.0, |before| before.columns.1);
        let is_wide = next.character != ' ' && next.columns.0 > end + WIDE_GAP;
        if let Some(gap) = spaced
            .last()
            .copied()
            .filter(|last| is_wide && last.character == ' ')
        {
            spaced.push(gap);
        }
        spaced.push(next);
    }
    spaced
}

/// Without spaces at the ends.
fn trimmed(mut read: Vec<Read>) -> Vec<Read> {
    while read.last().is_some_and(|last| last.character == ' ') {
        read.pop();
    }
    let spaces = read
        .iter()
        .take_while(|first| first.character == ' ')
        .count();
    read.split_off(spaces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(classes: &[(usize, f32)]) -> Scores {
        let row = |&(class, chance): &(usize, f32)| {
            std::array::from_fn(|at| {
                let other = (1.0 - chance) / (CLASSES - 1) as f32;
                (if at == class { chance } else { other }).ln()
            })
        };
        Scores {
            rows: classes.iter().map(row).collect(),
        }
    }

    #[test]
    fn a_round_letter_among_digits_is_a_nought_where_the_picture_allows_it() {
        let text = |nought: f32| {
            let number: [usize; 4] = [12, 3, LETTER_O, 4];
            let mut scores = scores(&number.map(|class| (class, 0.9)));
            scores.rows[2][NOUGHT] = nought.ln();
            let read = read(&scores);
            read.iter().map(|read| read.character).collect::<String>()
        };
        assert_eq!(text(0.2), "B203");
        assert_eq!(text(0.01), "B2O3");
    }

    #[test]
    fn repeats_are_one_and_blanks_divide() {
        let space = CLASSES - 1;
        let columns = [
            (space, 0.9),
            (11, 0.6),
            (11, 0.8),
            (0, 0.9),
            (11, 0.7),
            (0, 0.9),
            (space, 0.5),
        ];
        let read = read(&scores(&columns));
        let text: String = read.iter().map(|read| read.character).collect();
        assert_eq!(text, "AA");
        assert_eq!((read[0].columns, read[1].columns), ((1, 2), (4, 4)));
        assert!((read[0].confidence - 0.8).abs() < 1e-3);
    }
}
