//! What a value that stands somewhere counts for where the print plainly states another one in the
//! value's own place.

use credence_documents::FieldKey;
use credence_documents::printed::fold;
use credence_types::CaptureStep;

use super::outcome::Outcome;
use super::print::Found;

/// Lines and characters of a picture that a statement takes.
pub(super) type Place = (CaptureStep, usize, std::ops::Range<usize>);

/// The outcome, where what was found does not outweigh the statement. Text in the statement's own
/// place is part of it: a maiden name may stand beside a family name, but one more given name is
/// another name, and a date with day and month exchanged is not known to be either. Text elsewhere
/// is somebody else's, or was put there to be found.
pub(super) fn outweighed(
    key: FieldKey,
    found: Option<&Found<'_>>,
    places: &[Place],
    has_more_words: bool,
) -> Option<Outcome> {
    let found = found?;
    let is_inside = places.iter().any(|(step, line, characters)| {
        *step == found.page.step
            && *line == found.sighting.line
            && characters.start < found.sighting.characters.end
            && found.sighting.characters.start < characters.end
    });
    let is_date = matches!(
        key,
        FieldKey::DateOfBirth | FieldKey::Expires | FieldKey::Issued
    );
    match (is_inside, is_date) {
        (false, _) | (true, true) => Some(Outcome::Unreadable),
        (true, false) => {
            (key == FieldKey::FirstName && has_more_words).then_some(Outcome::Mismatch)
        }
    }
}

/// Whether the print has all words of a name and more. Two alphabets stand with a slash between them.
pub(super) fn has_more_words(printed: &str, own: &str) -> bool {
    let [read, expected] = [printed, own].map(fold);
    let read: Vec<&str> = read.split(' ').collect();
    let mut expected = expected
        .split(' ')
        .filter(|word| !word.is_empty())
        .peekable();
    let count = expected.clone().count();
    !printed.contains('/')
        && expected.peek().is_some()
        && read.len() > count
        && expected.all(|word| read.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_more_given_name_is_more_and_a_second_alphabet_is_not() {
        assert!(has_more_words("ANNA MARIA", "ANNA"));
        assert!(!has_more_words("ANNA", "ANNA MARIA") && !has_more_words("ANNA", "ANNA"));
        assert!(!has_more_words("АННА/ANNA", "ANNA") && !has_more_words("ANNA MARIA", ""));
    }
}
