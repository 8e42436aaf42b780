use crate::reader::ZoneAnswer;
use crate::sweep::{Sweep, SweepPoint};

/// Least certainties of the groups that are compared.
const GROUPS: [f32; 8] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

/// A character that was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Character {
    certainty: f32,
    is_right: bool,
}

/// The characters of an answer set against the truth; none where another format was read, in which
/// no character has a counterpart.
pub(crate) fn characters(answer: &ZoneAnswer, truth: &[String]) -> Vec<Character> {
    let lengths = |lines: &[String]| lines.iter().map(String::len).collect::<Vec<_>>();
    if lengths(&answer.lines) != lengths(truth) {
        return Vec::new();
    }
    let read = answer.lines.iter().flat_map(|line| line.chars());
    let right = truth.iter().flat_map(|line| line.chars());
    let certainties = answer.certainties.iter().flatten();
    let characters = read.zip(right).zip(certainties);
    let character = |((read, right), &certainty)| Character {
        certainty,
        is_right: read == right,
    };
    characters.map(character).collect()
}

/// How often characters are right, by the certainty that was stated.
pub(crate) fn calibration<'a>(characters: impl Iterator<Item = &'a Character>) -> Sweep {
    let mut points = GROUPS.map(|at| SweepPoint {
        at,
        images: 0,
        exact: 0,
        misread: 0,
    });
    for character in characters {
        let is_in = |point: &&mut SweepPoint| point.at <= character.certainty;
        if let Some(point) = points.iter_mut().rev().find(is_in) {
            point.images += 1;
            point.exact += usize::from(character.is_right);
        }
    }
    Sweep {
        reader: "Characters of machine-readable zones",
        error: "wrong",
        axis: "the certainty stated, from",
        points: points
            .into_iter()
            .filter(|point| point.images > 0)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(line: &str, certainties: &[f32]) -> ZoneAnswer {
        ZoneAnswer {
            lines: vec![line.to_owned()],
            certainties: vec![certainties.to_vec()],
            is_accepted: false,
        }
    }

    #[test]
    fn characters_are_counted_by_their_certainty() {
        let truth = ["ABCD".to_owned()];
        let characters = characters(&answer("ABXD", &[0.99, 1.0, 0.55, 0.3]), &truth);
        let points = calibration(characters.iter()).points;
        let points: [SweepPoint; 3] = points.try_into().unwrap();
        let counts = points.map(|point| (point.at, point.images, point.exact));
        assert_eq!(counts, [(0.0, 1, 1), (0.5, 1, 0), (0.99, 2, 2)]);
    }

    #[test]
    fn another_format_has_no_counterparts() {
        assert!(characters(&answer("AB", &[1.0, 1.0]), &["ABC".to_owned()]).is_empty());
    }
}
