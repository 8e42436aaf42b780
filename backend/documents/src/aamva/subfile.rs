use super::element::{ElementId, SubfileKind, is_separator};
use super::header::{Designator, LocatedHeader};
use super::warning::AamvaWarning;

/// Where a subfile stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) kind: SubfileKind,
    /// Where its name begins; equals `content` when the name is lost.
    pub(super) name: usize,
    /// Where its elements begin.
    pub(super) content: usize,
}

/// How far the declared end of a subfile may be from the next one's start: a lost or added
/// segment terminator with its line feed.
const LENGTH_TOLERANCE_BYTES: usize = 2;

/// Finds the subfiles that the header lists: where it says, else by their names, else by their
/// elements. The first one begins right behind the header when all else fails.
pub(super) fn places(
    bytes: &[u8],
    located: &LocatedHeader,
    warnings: &mut Vec<AamvaWarning>,
) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut regular = Vec::new();
    for (index, designator) in located.designators.iter().enumerate() {
        let from = places
            .last()
            .map_or(located.body_start, |place| place.content);
        if let Some(place) =
            at_offset(bytes, located, designator).filter(|place| place.name >= from)
        {
            places.push(place);
            regular.push((place, designator.length));
            continue;
        }
        let found = by_name(bytes, from, designator.kind).or_else(|| {
            let at = if index == 0 {
                Some(from)
            } else {
                by_element(bytes, from, designator.kind)
            };
            at.map(|at| Place {
                kind: designator.kind,
                name: at,
                content: at,
            })
        });
        warnings.push(match found {
            Some(place) if place.name == place.content => {
                AamvaWarning::SubfileNameMissing(designator.kind)
            }
            Some(_) => AamvaWarning::SubfileOffsetWrong(designator.kind),
            None => AamvaWarning::SubfileMissing(designator.kind),
        });
        places.extend(found);
    }
    if places.is_empty() {
        places.push(unlisted(bytes, located.body_start, warnings));
    }
    check_lengths(bytes, &places, &regular, warnings);
    places
}

fn at_offset(bytes: &[u8], located: &LocatedHeader, designator: &Designator) -> Option<Place> {
    let name = usize::try_from(located.origin + designator.offset).ok()?;
    let begins = designator.kind.begins(bytes.get(name..)?);
    begins.then_some(Place {
        kind: designator.kind,
        name,
        content: name + 2,
    })
}

/// The subfile's name at the start of a line; a jurisdiction's also inside one, where the
/// terminator before it is lost and its first element repeats the name (`…ZIZIA`).
fn by_name(bytes: &[u8], from: usize, kind: SubfileKind) -> Option<Place> {
    let begins = |at: usize| bytes.get(at..).is_some_and(|rest| kind.begins(rest));
    let repeats = |at: usize| {
        let rest = bytes.get(at + 2..).unwrap_or_default();
        begins(at) && ElementId::at_start_of(rest).is_some()
    };
    line_starts(bytes, from)
        .find(|at| begins(*at))
        .or_else(|| {
            kind.is_jurisdiction()
                .then(|| (from..bytes.len()).find(|at| repeats(*at)))?
        })
        .map(|name| Place {
            kind,
            name,
            content: name + 2,
        })
}

/// The first line that begins with an element of the jurisdiction's subfile.
fn by_element(bytes: &[u8], from: usize, kind: SubfileKind) -> Option<usize> {
    line_starts(bytes, from).find(|at| {
        let id = bytes.get(*at..).and_then(ElementId::at_start_of);
        id.and_then(ElementId::jurisdiction) == Some(kind)
    })
}

/// How far behind the header's digits a subfile may begin when the designators are damaged.
const DAMAGED_DESIGNATORS_BYTES: usize = 64;

/// The header lists nothing readable: the first subfile whose name stands before an element, on the
/// header's own line; else the text right behind the header, taken for a licence's.
fn unlisted(bytes: &[u8], from: usize, warnings: &mut Vec<AamvaWarning>) -> Place {
    let start = line_starts(bytes, from).next().unwrap_or(from);
    let line = bytes.get(start..).unwrap_or_default();
    let line = line
        .split(|byte| is_separator(*byte))
        .next()
        .unwrap_or_default();
    let named = (0..line.len().min(DAMAGED_DESIGNATORS_BYTES)).find_map(|at| {
        let rest = bytes.get(start + at..)?;
        let kind = SubfileKind::STANDARD
            .into_iter()
            .find(|kind| kind.begins(rest))?;
        Some(Place {
            kind,
            name: start + at,
            content: start + at + 2,
        })
    });
    match named {
        Some(place) => {
            warnings.push(AamvaWarning::SubfileUnlisted(place.kind));
            place
        }
        None => {
            let kind = SubfileKind::LICENCE;
            warnings.push(AamvaWarning::SubfileNameMissing(kind));
            Place {
                kind,
                name: start,
                content: start,
            }
        }
    }
}

/// Whether every subfile lies where the header says and is as long as it says: then no byte of it is
/// lost.
pub(super) fn are_exact(bytes: &[u8], places: &[Place], located: &LocatedHeader) -> bool {
    let exact = |(place, designator): (&Place, &Designator)| {
        let declared = usize::try_from(located.origin + designator.offset).ok();
        let next = places
            .iter()
            .map(|other| other.name)
            .filter(|name| *name > place.name)
            .min();
        let end = next.unwrap_or(bytes.trim_ascii_end().len() + 1);
        let length = designator.length.map(|length| place.name + length);
        declared == Some(place.name) && length == Some(end)
    };
    places.len() == located.designators.len()
        && !places.is_empty()
        && places.iter().zip(&located.designators).all(exact)
}

fn check_lengths(
    bytes: &[u8],
    places: &[Place],
    regular: &[(Place, Option<usize>)],
    warnings: &mut Vec<AamvaWarning>,
) {
    let last = bytes
        .iter()
        .rposition(|byte| !is_separator(*byte))
        .map_or(0, |at| at + 1);
    for (place, length) in regular {
        let next = places
            .iter()
            .map(|other| other.name)
            .filter(|name| *name > place.name)
            .min();
        let end = next.unwrap_or(last);
        let fits = length
            .is_some_and(|length| (place.name + length).abs_diff(end) <= LENGTH_TOLERANCE_BYTES);
        if !fits {
            warnings.push(AamvaWarning::SubfileLengthWrong(place.kind));
        }
    }
}

/// Positions that begin a line: `from` itself and those behind a separator.
fn line_starts(bytes: &[u8], from: usize) -> impl Iterator<Item = usize> {
    (from..bytes.len()).filter(move |at| {
        let separated = at
            .checked_sub(1)
            .and_then(|at| bytes.get(at))
            .copied()
            .is_some_and(is_separator);
        let blank = bytes.get(*at).copied().is_some_and(is_separator);
        !blank && (*at == from || separated)
    })
}
