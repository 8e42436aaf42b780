use std::ops::Range;

use super::page::Row;

/// Whether text holds no letter or digit.
pub(super) fn is_blank(text: &[char]) -> bool {
    text.iter().all(|c| !c.is_alphanumeric())
}

/// Whether a part of a chunk is cut out where the line has wide gaps. Elsewhere the cut would be a
/// guess at the widths of letters.
pub(super) fn is_at_gaps(row: &Row, chunk: &Range<usize>, part: &Range<usize>) -> bool {
    let is_gap = |blanks: usize| blanks >= 2;
    let before = row.slice(&(chunk.start..part.start));
    let inside = row.slice(part);
    let blanks_before = before
        .iter()
        .rev()
        .take_while(|c| c.is_whitespace())
        .count();
    let blanks_after = inside
        .iter()
        .rev()
        .take_while(|c| c.is_whitespace())
        .count();
    (is_blank(before) || is_gap(blanks_before))
        && (is_blank(row.slice(&(part.end..chunk.end))) || is_gap(blanks_after))
}

/// The words of a chunk whose left edges lie between two.
pub(super) fn words_between(
    row: &Row,
    chunk: &Range<usize>,
    left: f32,
    right: f32,
) -> Option<Range<usize>> {
    let is_start = |place: &usize| {
        let is_letter = |place: usize| row.text.get(place).is_some_and(|c| !c.is_whitespace());
        is_letter(*place) && (*place == chunk.start || !is_letter(place - 1))
    };
    let starts: Vec<usize> = chunk.clone().filter(is_start).collect();
    let first = starts.iter().find(|place| row.x_at(**place) >= left)?;
    let end = starts
        .iter()
        .find(|place| *place > first && row.x_at(**place) >= right)
        .map_or(chunk.end, |place| *place);
    (row.x_at(*first) < right).then_some(*first..end)
}

/// How many characters of the text behind a label are the label in further languages: words
/// behind a stroke, all those that have small letters or else one.
pub(super) fn past_other_languages(text: &[char]) -> usize {
    let mut end = 0;
    while let Some(stroke) = text.iter().skip(end).position(|c| !c.is_whitespace())
        && text.get(end + stroke) == Some(&'/')
    {
        let mut place = end + stroke + 1;
        let mut is_first = true;
        loop {
            let blanks = text
                .iter()
                .skip(place)
                .take_while(|c| c.is_whitespace())
                .count();
            let word = text
                .iter()
                .skip(place + blanks)
                .take_while(|c| !c.is_whitespace() && **c != '/');
            let length = word.clone().count();
            let is_small = word.clone().any(|c| c.is_lowercase());
            if length == 0 || !(is_first || is_small) {
                break;
            }
            place += blanks + length;
            is_first = false;
        }
        if place <= end + stroke + 1 {
            return place.min(text.len());
        }
        end = place;
    }
    end
}
