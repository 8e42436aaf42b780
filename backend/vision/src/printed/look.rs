//! A text known from elsewhere looked for in a line: the likeliest way through the recogniser's
//! columns that spells it, beside the likeliest of all (forced alignment of CTC, Graves et al. 2006,
//! its ends free).

use super::alphabet::{CLASSES, GROUPS, PASSED_OVER, SPACE, group, groups};
use super::reading::Read;
use super::recognise::Scores;

/// Longest text that is looked for.
const LONGEST: usize = 64;

/// By column, how much less likely each group is than the likeliest class: natural logarithms, 0 at
/// most.
pub(super) struct Chances {
    rows: Vec<[f32; GROUPS]>,
    /// Whether a word may begin at a column, and end there.
    begins: Vec<bool>,
    ends: Vec<bool>,
}

/// Where and how a text lies in a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Alignment {
    /// First and last column.
    pub(super) columns: (usize, usize),
    /// The sum over the columns of how much less likely it is than what was read, 0 at most.
    pub(super) total: f32,
    /// That sum by character.
    pub(super) mean: f32,
    /// The same of the character that fits worst.
    pub(super) weakest: f32,
}

impl Chances {
    pub(super) fn of(scores: &Scores, read: &[Read]) -> Self {
        let is_letter = |read: &Read| read.character.is_alphanumeric();
        let columns = 0..scores.rows.len();
        let begins = |column: usize| {
            let before = read.iter().rev().find(|read| read.columns.0 < column);
            before.is_none_or(|read| !is_letter(read))
        };
        let ends = |column: usize| {
            let after = read.iter().find(|read| read.columns.1 > column);
            after.is_none_or(|read| !is_letter(read))
        };
        Self {
            rows: scores.rows.iter().map(chances).collect(),
            begins: columns.clone().map(begins).collect(),
            ends: columns.map(ends).collect(),
        }
    }

    /// The best place of a text of capitals, digits and spaces as whole words; none where there is
    /// no room for it, or a character that has no group. What divides words may be more than one
    /// character, and stand anywhere in a long number, which issuers print in groups.
    pub(super) fn align(&self, text: &str) -> Option<Alignment> {
        let wanted = Wanted::of(text)?;
        let (count, columns) = (wanted.groups.len(), self.rows.len());
        if count == 0 || count > LONGEST || columns < count {
            return None;
        }
        // State 2k is the character k, 2k + 1 the blank after it.
        let states = 2 * count - 1;
        let mut scores = vec![f32::NEG_INFINITY; states];
        let mut back = vec![Step::Begin; states * columns];
        let mut best: Option<(f32, usize)> = None;
        for (column, row) in self.rows.iter().enumerate() {
            // A state follows from itself and those below it, which still hold the column before.
            for state in (0..states).rev() {
                let (from, step) = self.best_before(&scores, &wanted, state, column);
                scores[state] = from + wanted.score(row, state);
                back[column * states + state] = step;
            }
            let last = scores[states - 1];
            if self.ends[column] && last.is_finite() && best.is_none_or(|(total, _)| last > total) {
                best = Some((last, column));
            }
        }
        let (total, end) = best?;
        Some(self.traced(&wanted, &back, total, end))
    }

    fn best_before(
        &self,
        before: &[f32],
        wanted: &Wanted,
        state: usize,
        column: usize,
    ) -> (f32, Step) {
        let mut best = (before[state], Step::Stay);
        let mut offer = |score: f32, step: Step| {
            if score > best.0 {
                best = (score, step);
            }
        };
        if state == 0 && self.begins[column] {
            offer(0.0, Step::Begin);
        }
        if state > 0 {
            offer(before[state - 1], Step::One);
        }
        let groups = &wanted.groups;
        if state > 1 && state.is_multiple_of(2) && groups[state / 2] != groups[state / 2 - 1] {
            offer(before[state - 2], Step::Two);
        }
        best
    }

    /// Follows the steps back from the end and adds up what each character costs, the blank after
    /// it included: a letter that stands between two falls to the first.
    fn traced(&self, wanted: &Wanted, back: &[Step], total: f32, end: usize) -> Alignment {
        let states = 2 * wanted.groups.len() - 1;
        let mut costs = vec![0.0; wanted.groups.len()];
        let (mut state, mut column) = (states - 1, end);
        loop {
            costs[state / 2] += wanted.score(&self.rows[column], state);
            match back[column * states + state] {
                Step::Begin => break,
                Step::Stay => {}
                Step::One => state = state.saturating_sub(1),
                Step::Two => state = state.saturating_sub(2),
            }
            match column.checked_sub(1) {
                Some(left) => column = left,
                None => break,
            }
        }
        Alignment {
            columns: (column, end),
            total,
            mean: total / wanted.groups.len() as f32,
            weakest: costs.into_iter().fold(0.0, f32::min),
        }
    }
}

/// Fewest characters of a number that is printed in groups.
const LONG_NUMBER: usize = 6;

/// A text as groups of classes.
struct Wanted {
    groups: Vec<usize>,
    /// Whether it is a number that may be printed in groups.
    is_divisible: bool,
}

impl Wanted {
    fn of(text: &str) -> Option<Self> {
        let groups: Vec<usize> = text.chars().map(group).collect::<Option<_>>()?;
        let has_digits = text.contains(|letter: char| letter.is_ascii_digit());
        Some(Self {
            is_divisible: has_digits && groups.len() >= LONG_NUMBER && !groups.contains(&SPACE),
            groups,
        })
    }

    /// How likely a column makes what a state spells: its character, or what is passed over after
    /// one.
    fn score(&self, row: &[f32; GROUPS], state: usize) -> f32 {
        let group = self.groups[state / 2];
        match state % 2 {
            0 => row[group],
            _ if self.is_divisible || group == SPACE => row[PASSED_OVER].max(row[SPACE]),
            _ => row[PASSED_OVER],
        }
    }
}

/// Where the best way to a state comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Begin,
    Stay,
    One,
    Two,
}

/// Characters that many faces print alike, and what taking one for the other costs: little enough
/// to be seen, enough to tell two texts apart of which one is there.
const TWINS: [(char, char, f32); 2] = [('0', 'O', 0.5), ('1', 'I', 0.6)];

fn chances(row: &[f32; CLASSES]) -> [f32; GROUPS] {
    let highest = row.iter().copied().fold(f32::MIN, f32::max);
    let mut best = [f32::NEG_INFINITY; GROUPS];
    for (group, score) in groups().iter().zip(row) {
        if let Some(group) = group {
            best[*group] = best[*group].max(score - highest);
        }
    }
    for (one, other, cost) in TWINS {
        if let (Some(one), Some(other)) = (group(one), group(other)) {
            (best[one], best[other]) = (
                best[one].max(best[other] - cost),
                best[other].max(best[one] - cost),
            );
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::alphabet::{BLANK, character};
    use super::super::reading::read;
    use super::*;

    /// Scores that spell a text, one column a character and a blank after each; `doubt` gives a
    /// place in it where another character is as likely.
    fn spelt(text: &str, doubt: Option<(usize, char)>) -> Scores {
        let class = |wanted: char| {
            (1..CLASSES)
                .find(|&class| character(class) == wanted)
                .unwrap()
        };
        let mut rows = Vec::new();
        for (at, letter) in text.chars().enumerate() {
            let mut row = [-12.0; CLASSES];
            row[class(letter)] = -0.1;
            if let Some((place, other)) = doubt
                && place == at
            {
                row[class(other)] = -0.4;
            }
            rows.push(row);
            let mut blank = [-12.0; CLASSES];
            blank[BLANK] = -0.1;
            rows.push(blank);
        }
        Scores { rows }
    }

    fn align(line: &str, text: &str, doubt: Option<(usize, char)>) -> Option<Alignment> {
        let scores = spelt(line, doubt);
        Chances::of(&scores, &read(&scores)).align(text)
    }

    #[test]
    fn a_text_is_found_as_whole_words() {
        let found = align("Nom MÜLLER Anna", "MULLER", None).unwrap();
        assert!(found.total > -0.01 && found.columns.0 == 8, "{found:?}");
        let inside = align("SCHMULLERIN", "MULLER", None);
        assert!(inside.is_none_or(|inside| inside.weakest < -4.0));
    }

    #[test]
    fn a_letter_that_differs_costs_what_the_picture_says() {
        let sure = align("MILLER", "MULLER", None).unwrap();
        assert!(sure.weakest < -10.0);
        let unsure = align("MILLER", "MULLER", Some((1, 'U'))).unwrap();
        assert!((unsure.weakest + 0.3).abs() < 0.01);
    }

    #[test]
    fn dates_are_found_whatever_divides_them() {
        let found = align("12.08.1974", "12 08 1974", None).unwrap();
        assert!(found.total > -0.01);
        assert!(align("1", "12", None).is_some_and(|found| found.weakest < -4.0));
        assert!(align("A", "Ä", None).is_none());
    }

    #[test]
    fn numbers_are_found_in_whatever_groups_and_names_are_not() {
        for line in ["ZS 0000177", "ZS-000.0177", "ZS0000177"] {
            let found = align(line, "ZS0000177", None).unwrap();
            assert!(found.weakest > -0.01, "{line}: {found:?}");
        }
        assert!(align("ZS 0000178", "ZS0000177", None).unwrap().weakest < -4.0);
        assert!(align("ANNA MARIA", "ANNAMARIA", None).unwrap().weakest < -4.0);
        assert!(align("12.08.1974", "1208", None).is_none_or(|found| found.weakest < -4.0));
        let bilingual = align("17 JAN /JAN 85", "17 JAN JAN 85", None).unwrap();
        assert!(bilingual.weakest > -0.01, "{bilingual:?}");
    }

    #[test]
    fn a_nought_may_stand_for_an_o_and_no_other_letter() {
        let found = align("ZEO00509", "ZE000509", None).unwrap();
        assert!((found.weakest + 0.5).abs() < 0.01);
        assert!(align("ZEC00509", "ZE000509", None).unwrap().weakest < -4.0);
    }

    #[test]
    fn a_letter_too_many_is_no_match() {
        let found = align("MUELLER", "MULLER", None).unwrap();
        assert!(found.weakest < -4.0);
    }
}
