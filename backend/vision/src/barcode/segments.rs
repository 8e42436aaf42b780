use std::collections::BTreeMap;

use credence_types::Redacted;

use super::reading::{BarcodeReading, Segment};

/// More parts than any message is divided into (the standard allows 99,999).
const MOST_PARTS: usize = 1000;

/// A whole message that was divided over several symbols (Macro PDF417, annex H).
#[derive(Debug, Clone)]
pub struct JoinedMessage {
    /// The bytes of all parts in their order.
    pub bytes: Redacted<Vec<u8>>,
    /// Where a character set other than the default starts: (place in `bytes`, ECI number).
    pub character_sets: Vec<(usize, u32)>,
    /// The name that all parts bear.
    pub file_id: String,
    /// How many parts there were.
    pub parts: usize,
}

/// Parts do not make a whole message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// There is no part at all.
    #[error("there are no parts to join")]
    Empty,
    /// A symbol is a message of its own.
    #[error("a symbol is no part of a divided message")]
    NotDivided,
    /// The parts bear different names.
    #[error("the parts belong to different messages")]
    SeveralMessages,
    /// Two parts have the same place.
    #[error("part {0} is there twice")]
    Doubled(u32),
    /// A part between the first and the last is not there.
    #[error("part {0} is missing")]
    Missing(u32),
    /// No part says that it is the last, and none tells their number.
    #[error("the last part is missing")]
    LastMissing,
    /// Parts contradict each other about which is the last.
    #[error("the parts contradict each other about their number")]
    Contradiction,
    /// There are more parts than any message has.
    #[error("more than {MOST_PARTS} parts")]
    TooMany,
}

/// Joins the parts of one divided message, in whatever order they were read and from however many
/// pictures. All parts have to be there, each once.
///
/// # Errors
/// When a part is missing, doubled, or of another message.
pub fn join_segments<'a>(
    readings: impl IntoIterator<Item = &'a BarcodeReading>,
) -> Result<JoinedMessage, JoinError> {
    let mut parts: BTreeMap<u32, (&Segment, &BarcodeReading)> = BTreeMap::new();
    for reading in readings {
        let segment = reading.segment.as_ref().ok_or(JoinError::NotDivided)?;
        if parts.len() >= MOST_PARTS {
            return Err(JoinError::TooMany);
        }
        if parts.insert(segment.index, (segment, reading)).is_some() {
            return Err(JoinError::Doubled(segment.index));
        }
    }
    let file_id = parts
        .values()
        .next()
        .map(|(segment, _)| segment.file_id.clone())
        .ok_or(JoinError::Empty)?;
    if parts
        .values()
        .any(|(segment, _)| segment.file_id != file_id)
    {
        return Err(JoinError::SeveralMessages);
    }
    check_complete(&parts)?;
    let (mut bytes, mut character_sets) = (Vec::new(), Vec::new());
    for (_, reading) in parts.values() {
        let start = bytes.len();
        character_sets.extend(
            reading
                .character_sets
                .iter()
                .map(|&(at, set)| (start + at, set)),
        );
        bytes.extend_from_slice(reading.bytes.expose());
    }
    Ok(JoinedMessage {
        bytes: Redacted::new(bytes),
        character_sets,
        file_id,
        parts: parts.len(),
    })
}

/// Places run from 0 without a gap to the part that is the last by its mark or by their number.
fn check_complete(parts: &BTreeMap<u32, (&Segment, &BarcodeReading)>) -> Result<(), JoinError> {
    let last = parts.keys().next_back().copied().unwrap_or(0);
    if let Some(missing) = (0..last).find(|index| !parts.contains_key(index)) {
        return Err(JoinError::Missing(missing));
    }
    let segments = || parts.values().map(|(segment, _)| *segment);
    let mut counts = segments().filter_map(|segment| segment.count);
    let count = counts.next();
    let marked = segments().filter(|segment| segment.is_last).count();
    let is_end_marked = segments()
        .next_back()
        .is_some_and(|segment| segment.is_last);
    if counts.any(|other| Some(other) != count)
        || marked > usize::from(is_end_marked)
        || count.is_some_and(|count| last >= count)
    {
        return Err(JoinError::Contradiction);
    }
    match count {
        Some(count) if last + 1 < count && is_end_marked => Err(JoinError::Contradiction),
        Some(count) if last + 1 < count => Err(JoinError::Missing(last + 1)),
        None if !is_end_marked => Err(JoinError::LastMissing),
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::geometry::Point;
    use super::super::reading::Method;
    use super::*;

    fn part(index: u32, text: &str, is_last: bool, count: Option<u32>) -> BarcodeReading {
        BarcodeReading {
            bytes: Redacted::new(text.as_bytes().to_vec()),
            character_sets: vec![(1, 26)],
            segment: Some(Segment {
                index,
                file_id: "017".to_owned(),
                is_last,
                count,
            }),
            corners: [Point::default(); 4],
            module_width: None,
            layout: None,
            method: Method::Grid,
        }
    }

    fn joined(parts: &[BarcodeReading]) -> Result<String, JoinError> {
        join_segments(parts).map(|whole| String::from_utf8(whole.bytes.into_inner()).unwrap())
    }

    #[test]
    fn parts_join_in_their_order() {
        let parts = [
            part(2, "c!", true, None),
            part(0, "a ", false, None),
            part(1, "b ", false, None),
        ];
        let whole = join_segments(&parts).unwrap();
        assert_eq!(whole.bytes.expose(), b"a b c!");
        assert_eq!(whole.character_sets, [(1, 26), (3, 26), (5, 26)]);
        assert_eq!((whole.parts, whole.file_id.as_str()), (3, "017"));
        // The number of parts ends a message as well as the mark does.
        let counted = [part(0, "a", false, Some(2)), part(1, "b", false, None)];
        assert_eq!(joined(&counted).unwrap(), "ab");
    }

    #[test]
    fn gaps_doubles_and_strangers_are_refused() {
        let first = part(0, "a", false, None);
        let last = part(2, "c", true, None);
        let both = [first.clone(), last.clone()];
        assert_eq!(joined(&both), Err(JoinError::Missing(1)));
        assert_eq!(joined(&both[1..]), Err(JoinError::Missing(0)));
        assert_eq!(joined(&both[..1]), Err(JoinError::LastMissing));
        assert_eq!(joined(&[]), Err(JoinError::Empty));
        assert_eq!(
            joined(&[first.clone(), first.clone()]),
            Err(JoinError::Doubled(0))
        );
        let mut stranger = part(1, "b", true, None);
        stranger.segment.as_mut().unwrap().file_id = "018".to_owned();
        assert_eq!(
            joined(&[first.clone(), stranger]),
            Err(JoinError::SeveralMessages)
        );
        let mut whole = part(1, "b", true, None);
        whole.segment = None;
        assert_eq!(joined(&[first, whole]), Err(JoinError::NotDivided));
        let counted = |index, count| part(index, "x", false, Some(count));
        assert_eq!(
            joined(&[counted(0, 3), counted(1, 3)]),
            Err(JoinError::Missing(2))
        );
        assert_eq!(
            joined(&[counted(0, 2), counted(1, 3)]),
            Err(JoinError::Contradiction)
        );
        let early = [part(0, "a", true, None), part(1, "b", true, None)];
        assert_eq!(joined(&early), Err(JoinError::Contradiction));
    }
}
