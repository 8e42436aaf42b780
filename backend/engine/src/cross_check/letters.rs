//! Whether letters that were read, some of them not for certain, are another text all the same.

use credence_documents::printed::{fold, foldings};

use super::forms::with_marks_off;
use super::nearly::is_alike;
use super::print::CERTAIN;

/// Share of the letters that have to be certain.
const MOSTLY: f32 = 0.6;

/// Whether certain letters alone make the text another one than `own`, in any of its spellings.
pub(super) fn are_certainly_other(letters: &[(char, f32)], own: &str) -> bool {
    let read: Vec<(char, f32)> = letters
        .iter()
        .filter(|(letter, _)| letter.is_alphanumeric())
        .filter_map(|(letter, certainty)| Some((bare(*letter)?, *certainty)))
        .collect();
    let folded = fold(own);
    let spellings = with_marks_off(&folded).into_iter().chain([folded.clone()]);
    !read.is_empty() && spellings.into_iter().all(|own| is_other(&read, &own))
}

/// Whether the certain letters are not all in the other text, in their order.
fn is_other(read: &[(char, f32)], own: &str) -> bool {
    if !are_mostly_certain(read) {
        return false;
    }
    let certain = read.iter().filter(|(_, certainty)| *certainty >= CERTAIN);
    let mut rest = own.chars();
    let is_next = |letter: &char| {
        rest.any(|own| own == *letter || is_alike(&own.to_string(), &letter.to_string()))
    };
    !certain.map(|(letter, _)| letter).all(is_next)
}

/// Whether so many of the letters are certain that they say something.
pub(super) fn are_mostly_certain(read: &[(char, f32)]) -> bool {
    let certain = read.iter().filter(|(_, certainty)| *certainty >= CERTAIN);
    !read.is_empty() && certain.count() as f32 >= MOSTLY * read.len() as f32
}

/// The letter without its mark, as one capital.
fn bare(letter: char) -> Option<char> {
    let spellings = foldings(&letter.to_string());
    let one = spellings.iter().find(|text| text.chars().count() == 1);
    one.or(spellings.first())?.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str, unsure: char) -> Vec<(char, f32)> {
        let certainty = |letter| if letter == unsure { 0.3 } else { 0.99 };
        text.chars()
            .map(|letter| (letter, certainty(letter)))
            .collect()
    }

    #[test]
    fn one_letter_in_doubt_hides_no_other_name() {
        let read = letters("ÅKESSON", 'Å');
        assert!(are_certainly_other(&read, "THOMAS"));
        assert!(are_certainly_other(&read, "AAKESXON"));
        assert!(are_certainly_other(&letters("LEFÈVRE", 'È'), "LEFEARE"));
    }

    #[test]
    fn a_difference_that_is_in_doubt_is_none() {
        assert!(!are_certainly_other(&letters("ERIKSSON", 'O'), "ERIKSSEN"));
        assert!(!are_certainly_other(&letters("ÅKESSON", 'Å'), "AAKESSON"));
        assert!(!are_certainly_other(&letters("ERIKSON", 'O'), "ERIKSSON"));
        assert!(!are_certainly_other(&[], "ERIKSSON"));
    }
}
