//! What a strip says when it is known how many characters the line has and which of them may stand
//! where: the forward-backward algorithm over the paths of connectionist temporal classification
//! (Graves et al. 2006, section 4.1), restricted to paths that emit exactly `n` characters.
#![expect(
    clippy::indexing_slicing,
    reason = "tables are made with the sizes that the loops run over"
)]

use super::alphabet::{BLANK, CLASSES};
use super::model::Scores;

/// The share of probability that every allowed class keeps, so that one certain mistake of the
/// network cannot make a line impossible.
const FLOOR: f32 = 1e-6;

/// The classes that are allowed in each place of a line.
pub(super) type Mask = Vec<[bool; CLASSES]>;

/// What the places of a line hold.
#[derive(Debug, Clone)]
pub(super) struct Marginals {
    /// By place: the probability of each class, with the sum 1.
    pub(super) places: Vec<[f32; CLASSES]>,
    /// Logarithm of the probability of all allowed paths, by place.
    pub(super) score: f32,
    /// By place, the column in which its character begins, on the mean of all paths.
    pub(super) columns: Vec<f32>,
}

impl Marginals {
    /// The columns in which the first and the last character begin.
    pub(super) fn ends(&self) -> (f32, f32) {
        let end = |column: Option<&f32>| column.copied().unwrap_or(0.0);
        (end(self.columns.first()), end(self.columns.last()))
    }
}

/// One column of the trellis: by place, the probability of having emitted so many characters and
/// being in a blank, or in the character itself.
struct Column {
    blank: Vec<f32>,
    inside: Vec<[f32; CLASSES]>,
    /// Sum of each row of `inside`.
    total: Vec<f32>,
}

impl Column {
    fn zero(places: usize) -> Self {
        Self {
            blank: vec![0.0; places + 1],
            inside: vec![[0.0; CLASSES]; places + 1],
            total: vec![0.0; places + 1],
        }
    }

    fn grow(&mut self, gain: f32) {
        let grow = |value: &mut f32| *value = (*value * gain).min(LARGEST);
        self.blank.iter_mut().for_each(grow);
        self.inside.iter_mut().flatten().for_each(grow);
    }

    /// Divides by the sum and gives its logarithm; none for a sum of 0.
    fn scale(&mut self) -> Option<f32> {
        let sum: f32 = self.blank.iter().sum::<f32>() + self.total.iter().sum::<f32>();
        if sum < f32::MIN_POSITIVE {
            return None;
        }
        let gain = 1.0 / sum;
        self.blank.iter_mut().for_each(|value| *value *= gain);
        self.total.iter_mut().for_each(|value| *value *= gain);
        for row in &mut self.inside {
            row.iter_mut().for_each(|value| *value *= gain);
        }
        Some(sum.ln())
    }
}

/// The marginal probabilities of each place. Nothing when the strip has fewer columns than the line
/// has characters.
pub(super) fn marginals(scores: &Scores, mask: &Mask) -> Option<Marginals> {
    let (length, places) = (scores.rows.len(), mask.len());
    if places == 0 || length < places {
        return None;
    }
    let rows: Vec<[f32; CLASSES]> = scores
        .rows
        .iter()
        .map(|row| row.map(|value| value.max(FLOOR)))
        .collect();
    let forward = forward(&rows, mask)?;
    let mut marginals = vec![[0.0; CLASSES]; places];
    // By place, where its character begins.
    let mut columns = vec![0.0; places];
    backward(&rows, mask, &forward.gains, |at, backward| {
        let entered = forward.entries[at].iter();
        let after = backward.inside.iter().skip(1);
        let places = marginals.iter_mut().zip(&mut columns);
        for ((place, column), (entered, after)) in places.zip(entered.zip(after)) {
            for class in 1..CLASSES {
                let both = entered[class] * after[class];
                place[class] += both;
                *column += both * at as f32;
            }
        }
    });
    for (row, column) in marginals.iter_mut().zip(&mut columns) {
        let sum: f32 = row.iter().sum();
        if sum < f32::MIN_POSITIVE {
            return None;
        }
        row.iter_mut().for_each(|value| *value /= sum);
        *column /= sum;
    }
    Some(Marginals {
        places: marginals,
        score: forward.score / places as f32,
        columns,
    })
}

/// The way through the trellis from its start.
struct Forward {
    /// By column and place, the probability of entering each class there.
    entries: Vec<Vec<[f32; CLASSES]>>,
    /// By column, what its probabilities were multiplied by to keep their sum at 1.
    gains: Vec<f32>,
    /// Logarithm of the whole probability.
    score: f32,
}

fn forward(rows: &[[f32; CLASSES]], mask: &Mask) -> Option<Forward> {
    let places = mask.len();
    let mut before = Column::zero(places);
    before.blank[0] = 1.0;
    let mut entries = Vec::with_capacity(rows.len());
    let mut gains = Vec::with_capacity(rows.len());
    let mut score = 0.0;
    for (at, row) in rows.iter().enumerate() {
        let mut now = Column::zero(places);
        let mut entered = vec![[0.0; CLASSES]; places];
        let (first, last) = reachable(at, rows.len(), places);
        for place in first..=last {
            now.blank[place] = row[BLANK] * (before.blank[place] + before.total[place]);
            if place == 0 {
                continue;
            }
            let from = before.blank[place - 1] + before.total[place - 1];
            let (previous, stay) = (&before.inside[place - 1], &before.inside[place]);
            let (into, entry) = (&mut now.inside[place], &mut entered[place - 1]);
            let allowed = &mask[place - 1];
            for class in 1..CLASSES {
                let emitted = if allowed[class] { row[class] } else { 0.0 };
                entry[class] = emitted * (from - previous[class]).max(0.0);
                into[class] = entry[class] + emitted * stay[class];
            }
            now.total[place] = into.iter().sum();
        }
        let logarithm = now.scale()?;
        let gain = (-logarithm).exp();
        for row in &mut entered {
            row.iter_mut().for_each(|value| *value *= gain);
        }
        score += logarithm;
        gains.push(gain);
        entries.push(entered);
        before = now;
    }
    let end = before.blank[places] + before.total[places];
    (end > f32::MIN_POSITIVE).then(|| Forward {
        entries,
        gains,
        score: score + end.ln(),
    })
}

/// Far from any path, what follows is likelier than what led there by more than a float holds.
const LARGEST: f32 = 1e30;

/// Calls `visit` with each column from the last to the first and the probability of what follows,
/// scaled as the way there was, so that products of both compare between columns.
fn backward(
    rows: &[[f32; CLASSES]],
    mask: &Mask,
    gains: &[f32],
    mut visit: impl FnMut(usize, &Column),
) {
    let places = mask.len();
    let mut after = Column::zero(places);
    after.blank[places] = 1.0;
    after.inside[places] = [1.0; CLASSES];
    visit(rows.len() - 1, &after);
    for at in (0..rows.len() - 1).rev() {
        let row = &rows[at + 1];
        let mut now = Column::zero(places);
        let (first, last) = reachable(at, rows.len(), places);
        for place in first..=last {
            let blank = row[BLANK] * after.blank[place];
            // Entering the next place, by class, and any class of it.
            let mut next = [0.0; CLASSES];
            if place < places {
                let allowed = &mask[place];
                for class in 1..CLASSES {
                    let emitted = if allowed[class] { row[class] } else { 0.0 };
                    next[class] = emitted * after.inside[place + 1][class];
                }
            }
            let any: f32 = next.iter().sum();
            now.blank[place] = blank + any;
            if place == 0 {
                continue;
            }
            let allowed = &mask[place - 1];
            for class in 1..CLASSES {
                let emitted = if allowed[class] { row[class] } else { 0.0 };
                let stay = emitted * after.inside[place][class];
                now.inside[place][class] = blank + stay + (any - next[class]).max(0.0);
            }
        }
        now.grow(gains[at + 1]);
        visit(at, &now);
        after = now;
    }
}

/// The places that a path can have emitted after a column, if it is to emit all of them.
fn reachable(at: usize, length: usize, places: usize) -> (usize, usize) {
    let left = length - 1 - at;
    (places.saturating_sub(left), (at + 1).min(places))
}

#[cfg(test)]
mod tests {
    use super::super::alphabet::class;
    use super::*;

    /// Columns that say the text clearly, with a blank after each character.
    fn scores(text: &str, certainty: f32) -> Scores {
        let rest = (1.0 - certainty) / (CLASSES - 1) as f32;
        let rows = text
            .chars()
            .flat_map(|character| [class(character), BLANK])
            .map(|class| {
                let mut row = [rest; CLASSES];
                row[class] = certainty;
                row
            })
            .collect();
        Scores { rows }
    }

    fn any(places: usize) -> Mask {
        let mut row = [true; CLASSES];
        row[BLANK] = false;
        vec![row; places]
    }

    fn best(marginals: &Marginals) -> Vec<usize> {
        let largest =
            |row: &[f32; CLASSES]| (0..CLASSES).max_by(|&a, &b| row[a].total_cmp(&row[b]));
        marginals.places.iter().filter_map(largest).collect()
    }

    fn classes(text: &str) -> Vec<usize> {
        text.chars().map(class).collect()
    }

    #[test]
    fn clear_text_is_read_and_sums_are_one() {
        let read = marginals(&scores("P<UTO<<", 0.9), &any(7)).unwrap();
        assert_eq!(best(&read), classes("P<UTO<<"));
        for row in &read.places {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-4);
        }
    }

    #[test]
    fn a_class_that_is_not_allowed_gives_way_to_the_next_best() {
        let mut scores = scores("10", 0.9);
        let rest = scores.rows[2][BLANK];
        scores.rows[2] = [rest; CLASSES];
        scores.rows[2][class('O')] = 0.6;
        scores.rows[2][class('0')] = 0.3;
        let mut mask = any(2);
        assert_eq!(best(&marginals(&scores, &mask).unwrap()), classes("1O"));
        for row in &mut mask[1][class('A')..] {
            *row = false;
        }
        assert_eq!(best(&marginals(&scores, &mask).unwrap()), classes("10"));
    }

    #[test]
    fn a_weak_character_is_found_by_the_count() {
        let mut scores = scores("A<B", 0.99);
        // The filler is hardly seen: the blank wins its column.
        scores.rows[2] = [0.001; CLASSES];
        scores.rows[2][BLANK] = 0.9;
        scores.rows[2][class('<')] = 0.06;
        let read = marginals(&scores, &any(3)).unwrap();
        assert_eq!(best(&read), classes("A<B"));
        assert!(read.score < marginals(&scores, &any(2)).unwrap().score);
    }

    #[test]
    fn by_hand_two_columns_and_one_place() {
        // Paths of one character over two columns: c·blank, blank·c, c·c.
        let mut rows = [[0.0; CLASSES]; 2];
        rows[0][BLANK] = 0.5;
        rows[0][1] = 0.5;
        rows[1][BLANK] = 0.25;
        rows[1][2] = 0.75;
        let read = marginals(
            &Scores {
                rows: rows.to_vec(),
            },
            &any(1),
        )
        .unwrap();
        // 1·blank = 0.125, blank·2 = 0.375.
        assert!((read.places[0][1] - 0.25).abs() < 1e-3);
        assert!((read.places[0][2] - 0.75).abs() < 1e-3);
        assert!((read.score - 0.5f32.ln()).abs() < 1e-3);
    }

    #[test]
    fn the_ends_are_where_the_characters_begin_whatever_stands_beside_them() {
        // Each character has a column and a blank one after it; four blank ones come first.
        let mut scores = scores("P<UTO", 0.99);
        let blank = scores.rows[1];
        scores.rows.splice(0..0, [blank; 4]);
        let (first, last) = marginals(&scores, &any(5)).unwrap().ends();
        assert!(
            (first - 4.0).abs() < 0.1 && (last - 12.0).abs() < 0.1,
            "{first} {last}"
        );
    }

    #[test]
    fn too_few_columns_give_nothing() {
        assert!(marginals(&scores("AB", 0.9), &any(5)).is_none());
        assert!(marginals(&Scores { rows: vec![] }, &any(0)).is_none());
    }
}
