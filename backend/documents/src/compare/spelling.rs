use std::collections::BTreeSet;

use crate::transliteration::{alternatives, capitals};

/// One letter as it may be written in the alphabet of a zone, or as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letter {
    /// Itself only.
    Plain(char),
    /// Any of these.
    OneOf(&'static [&'static str]),
}

/// How two spellings relate when each letter may be written in each of its ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Relation {
    /// Some way of writing both is the same.
    pub(crate) is_same: bool,
    /// Some way of writing the left one is the beginning of one of the right one.
    pub(crate) left_begins_right: bool,
    /// Some way of writing the right one is the beginning of one of the left one.
    pub(crate) right_begins_left: bool,
}

/// The letters and digits of a text, without blanks and signs.
pub(crate) fn letters(text: &str) -> Vec<Letter> {
    capitals(text)
        .filter(|letter| letter.is_alphanumeric())
        .map(|letter| alternatives(letter).map_or(Letter::Plain(letter), Letter::OneOf))
        .collect()
}

/// A place in a spelling: before letter `letter`, or within `way` of writing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Place {
    letter: usize,
    way: usize,
    offset: usize,
}

/// Compares two spellings. Walks both at once through every pair of places that the same letters
/// lead to; the pairs are few, for a way of writing has three letters at most.
pub(crate) fn relate(left: &[Letter], right: &[Letter]) -> Relation {
    let mut relation = Relation::default();
    let mut seen = BTreeSet::from([(Place::default(), Place::default())]);
    let mut open = vec![(Place::default(), Place::default())];
    while let Some((at_left, at_right)) = open.pop() {
        let ends = (at_left.letter >= left.len(), at_right.letter >= right.len());
        match ends {
            (true, true) => relation.is_same = true,
            (true, false) => relation.left_begins_right = true,
            (false, true) => relation.right_begins_left = true,
            (false, false) => {
                let steps_right = steps(right, at_right);
                for (letter, next_left) in steps(left, at_left) {
                    let matching = steps_right.iter().filter(|(other, _)| *other == letter);
                    for (_, next_right) in matching {
                        if seen.insert((next_left, *next_right)) {
                            open.push((next_left, *next_right));
                        }
                    }
                }
            }
        }
    }
    relation
}

/// The next written letters at a place, and where each leads.
fn steps(spelling: &[Letter], at: Place) -> Vec<(char, Place)> {
    let after = |letter| Place {
        letter,
        ..Place::default()
    };
    match spelling.get(at.letter) {
        None => Vec::new(),
        Some(Letter::Plain(letter)) => vec![(*letter, after(at.letter + 1))],
        Some(Letter::OneOf(ways)) => ways
            .iter()
            .enumerate()
            // Once a way is begun, only that way goes on.
            .filter(|(way, _)| at.offset == 0 || *way == at.way)
            .filter_map(|(way, text)| {
                let written = text.as_bytes().get(at.offset)?;
                let next = if at.offset + 1 < text.len() {
                    Place {
                        letter: at.letter,
                        way,
                        offset: at.offset + 1,
                    }
                } else {
                    after(at.letter + 1)
                };
                Some((char::from(*written), next))
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_same(left: &str, right: &str) -> bool {
        relate(&letters(left), &letters(right)).is_same
    }

    #[test]
    fn each_way_of_writing_a_letter_counts() {
        for (left, right) in [
            ("Müller", "MUELLER"),
            ("Müller", "MULLER"),
            ("MÜLLER", "MUXXLLER"),
            ("NUÑEZ", "NUNXXEZ"),
            ("ØRSTED", "OERSTED"),
            ("Ørsted", "ORSTED"),
            ("Åse", "AASE"),
            ("Weiß", "WEISS"),
            ("Þór", "THOR"),
            ("Łódź", "LODZ"),
            ("İnönü", "INOENUE"),
            ("ılgın", "ILGIN"),
            ("Ångström", "ANGSTROEM"),
            ("Mu\u{308}ller", "MÜLLER"),
        ] {
            assert!(
                is_same(left, right) && is_same(right, left),
                "{left} {right}"
            );
        }
    }

    #[test]
    fn a_spelling_is_not_guessed_back() {
        for (left, right) in [("MUELLER", "MULLER"), ("AASE", "ASE"), ("THOR", "TOR")] {
            assert!(!is_same(left, right), "{left} {right}");
        }
    }

    #[test]
    fn beginnings_are_found_within_a_letter_too() {
        let relation = relate(&letters("JAE"), &letters("JÄGER"));
        assert!(relation.left_begins_right && !relation.is_same && !relation.right_begins_left);
        assert!(relate(&letters("OLOFSO"), &letters("OLOFSØ")).is_same);
        assert!(relate(&letters("ÄÄ"), &letters("ÄÄÄ")).left_begins_right);
    }

    #[test]
    fn many_ways_of_writing_take_no_long_time() {
        let many = letters(&"ÄÜ".repeat(60));
        assert!(relate(&many, &many).is_same);
    }
}
