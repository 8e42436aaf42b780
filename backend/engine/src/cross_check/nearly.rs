//! Whether two texts are nearly the same.

use credence_documents::printed::{edit_distance, fold};

/// Letters and digits that print and readers of it confuse: the first of each stands for all.
const LOOK_ALIKES: [&str; 6] = ["0OQD", "1IL", "2Z", "5S", "8B", "6G"];

/// A share of the letters may differ in texts that are nearly the same.
const SHARE: usize = 4;

/// How many letters differ between two texts, look-alikes not counted, if that is few.
pub(super) fn few_other_letters(one: &str, other: &str) -> Option<usize> {
    let [one, other] = [one, other].map(plain);
    let limit = (one.len().max(other.len()) / SHARE).max(1);
    edit_distance(one.as_bytes(), other.as_bytes(), limit).filter(|count| *count > 0)
}

/// Whether they are the same but for look-alikes.
pub(super) fn is_alike(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// Whether one text is a piece of the other: a part of a number or an address that was read.
pub(super) fn is_part(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|text| -> String {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_uppercase)
            .collect()
    });
    one.contains(&other) || other.contains(&one)
}

fn plain(text: &str) -> String {
    let same = |letter: char| {
        let alike = LOOK_ALIKES.iter().find(|alike| alike.contains(letter));
        alike
            .and_then(|alike| alike.chars().next())
            .unwrap_or(letter)
    };
    fold(text)
        .chars()
        .filter(|letter| *letter != ' ')
        .map(same)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_letters_are_counted_and_look_alikes_are_not() {
        assert_eq!(few_other_letters("ERIKSSON", "ERIKSSEN"), Some(1));
        assert_eq!(few_other_letters("ERIKSSON", "LINDGREN"), None);
        assert_eq!(few_other_letters("L898902C3", "L8989O2C3"), None);
        assert!(is_alike("L898902C3", "L 8989O2C3") && !is_alike("L898902C3", "L898902C4"));
    }
}
