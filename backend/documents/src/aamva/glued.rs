use credence_types::Redacted;

use super::element::{Element, ElementId, SubfileKind, is_separator, text_of};
use super::mandatory::STANDARD_ELEMENTS;

/// Cuts text whose separators are lost: at the first place of each of the standard's names, best
/// one behind a blank. Words may hold such letters, so a value can come out short: the caller warns.
pub(super) fn cut(content: &[u8], subfile: SubfileKind) -> Vec<Element> {
    let mut starts: Vec<(usize, ElementId)> = STANDARD_ELEMENTS
        .iter()
        .filter_map(|id| Some((first_place(content, *id)?, *id)))
        .collect();
    starts.sort_unstable();
    let mut kept: Vec<(usize, ElementId)> = Vec::new();
    for start in starts {
        if kept.last().is_none_or(|(at, _)| at + 3 <= start.0) {
            kept.push(start);
        }
    }
    let ends = kept
        .iter()
        .skip(1)
        .map(|(at, _)| *at)
        .chain([content.len()]);
    kept.iter()
        .zip(ends)
        .filter_map(|((start, id), end)| {
            let value = text_of(content.get(start + 3..end)?);
            let value = value
                .trim_matches(|c: char| c.is_whitespace() || c.is_control())
                .to_owned();
            Some(Element {
                subfile,
                id: *id,
                value: Redacted::new(value),
            })
        })
        .collect()
}

fn first_place(content: &[u8], id: ElementId) -> Option<usize> {
    let name = id.as_str().as_bytes();
    let mut places = content
        .windows(3)
        .enumerate()
        .filter(|(_, window)| *window == name)
        .map(|(at, _)| at);
    let first = places.next()?;
    let behind_blank = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| content.get(before));
        before.is_none_or(|byte| *byte == b' ' || is_separator(*byte))
    };
    Some(
        [first]
            .into_iter()
            .chain(places)
            .find(behind_blank)
            .unwrap_or(first),
    )
}
