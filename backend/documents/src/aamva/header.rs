use super::element::SubfileKind;
use super::issuer::{Issuer, issuer_by_iin};
use super::warning::AamvaWarning;

/// How a barcode says that it follows the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderTag {
    /// `ANSI `, as the standard has it.
    Ansi,
    /// `AAMVA`, as Connecticut and Maryland wrote it.
    Aamva,
    /// `ANSI ` with its first letter damaged.
    Damaged,
    /// No header at all.
    Missing,
}

/// What the barcode's header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AamvaHeader {
    /// Its file type.
    pub tag: HeaderTag,
    /// The issuer identification number.
    pub iin: Option<String>,
    /// Who issues under that number.
    pub issuer: Option<&'static Issuer>,
    /// The edition of the standard: 0 before the first, 1 = 2000, … 10 = 2020, 11 = 2025.
    pub version: Option<u8>,
    /// The issuer's own version.
    pub jurisdiction_version: Option<u8>,
}

/// What the header says about one subfile; offset and length in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Designator {
    pub(super) kind: SubfileKind,
    pub(super) offset: i64,
    pub(super) length: Option<usize>,
}

/// A header and where it stands.
#[derive(Debug)]
pub(super) struct LocatedHeader {
    pub(super) header: AamvaHeader,
    pub(super) designators: Vec<Designator>,
    /// Where offsets count from; before the first byte when the header's start is lost.
    pub(super) origin: i64,
    /// Where the subfiles begin.
    pub(super) body_start: usize,
}

/// In the standard `@`, LF, RS and CR stand before the file type.
const BYTES_BEFORE_TAG: i64 = 4;
/// More subfiles than any issuer writes.
const SUBFILE_LIMIT: usize = 16;

/// Whether the bytes hold an AAMVA header anywhere.
pub(crate) fn looks_like_aamva(bytes: &[u8]) -> bool {
    find_tag(bytes).is_some()
}

/// Finds the header anywhere in the bytes and reads it.
pub(super) fn locate(bytes: &[u8], warnings: &mut Vec<AamvaWarning>) -> Option<LocatedHeader> {
    let (tag, text_start, numbers_start) = find_tag(bytes)?;
    match tag {
        HeaderTag::Aamva => warnings.push(AamvaWarning::HeaderTagLegacy),
        HeaderTag::Damaged => warnings.push(AamvaWarning::HeaderTagDamaged),
        HeaderTag::Ansi | HeaderTag::Missing => {}
    }
    let numbers = digits_at(bytes, numbers_start);
    let (designators, body_start) = designators(bytes, numbers_start + numbers.len());
    let (header, declared_entries) = read_numbers(tag, numbers, warnings);
    if declared_entries.is_some_and(|count| usize::from(count) != designators.len()) {
        warnings.push(AamvaWarning::EntryCountWrong);
    }
    if header.issuer.is_none() {
        warnings.push(AamvaWarning::IssuerUnknown);
    }
    let origin = i64::try_from(text_start).unwrap_or(0) - BYTES_BEFORE_TAG;
    Some(LocatedHeader {
        header,
        designators,
        origin,
        body_start,
    })
}

/// The file type, where it stands and where the digits after it begin.
fn find_tag(bytes: &[u8]) -> Option<(HeaderTag, usize, usize)> {
    const TAGS: [(&[u8], HeaderTag, usize); 3] = [
        (b"ANSI", HeaderTag::Ansi, 5),
        (b"AAMVA", HeaderTag::Aamva, 5),
        (b"NSI", HeaderTag::Damaged, 8),
    ];
    TAGS.iter().find_map(|(name, tag, digits_needed)| {
        (0..bytes.len().saturating_sub(name.len())).find_map(|start| {
            let found = bytes.get(start..start + name.len())?;
            if !found.eq_ignore_ascii_case(name) {
                return None;
            }
            let rest = bytes.get(start + name.len()..)?;
            let blanks = rest
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .take(3)
                .count();
            let numbers_start = start + name.len() + blanks;
            let enough = digits_at(bytes, numbers_start).len() >= *digits_needed;
            enough.then_some((*tag, start, numbers_start))
        })
    })
}

/// The run of digits that begins at `start`.
fn digits_at(bytes: &[u8], start: usize) -> &[u8] {
    let rest = bytes.get(start..).unwrap_or_default();
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    rest.get(..count).unwrap_or_default()
}

/// Cuts the header's digits: issuer (6), version (2), from 2003 the issuer's version (2), entries (2).
fn read_numbers(
    tag: HeaderTag,
    digits: &[u8],
    warnings: &mut Vec<AamvaWarning>,
) -> (AamvaHeader, Option<u8>) {
    let digits = std::str::from_utf8(digits).unwrap_or_default();
    let (iin, rest) = match digits.split_at_checked(6) {
        Some((iin, rest)) if issuer_by_iin(iin).is_some() => (Some(iin.to_owned()), rest),
        whole => match first_digit_lost(digits) {
            Some((iin, rest)) => (Some(iin), rest),
            None => whole.map_or((None, ""), |(iin, rest)| (Some(iin.to_owned()), rest)),
        },
    };
    let pair = |at: usize| rest.get(at..at + 2)?.parse::<u8>().ok();
    let version = pair(0);
    let regular = match rest.len() {
        6 => digits.len() == 12,
        4 => digits.len() == 10 && version.is_some_and(|version| version <= 1),
        _ => false,
    };
    if !regular {
        warnings.push(AamvaWarning::HeaderDigitsIrregular);
    }
    let (jurisdiction_version, entries) = match rest.len() {
        6 => (pair(2), pair(4)),
        4 => (None, pair(2)),
        _ => (None, None),
    };
    let issuer = iin.as_deref().and_then(issuer_by_iin);
    (
        AamvaHeader {
            tag,
            iin,
            issuer,
            version,
            jurisdiction_version,
        },
        entries,
    )
}

/// North Carolina's old licences lack the first digit of the issuer's number, which is always 6.
fn first_digit_lost(digits: &str) -> Option<(String, &str)> {
    let (start, rest) = digits.split_at_checked(5)?;
    let iin = format!("6{start}");
    issuer_by_iin(&iin).map(|_| (iin, rest))
}

/// The subfile designators at `start`: kind (2), offset (4), length (4); and where they end.
fn designators(bytes: &[u8], start: usize) -> (Vec<Designator>, usize) {
    let mut found = Vec::new();
    let mut at = start;
    while found.len() < SUBFILE_LIMIT {
        let Some(kind) = bytes.get(at..).and_then(SubfileKind::at_start_of) else {
            break;
        };
        let numbers = digits_at(bytes, at + 2);
        if !(4..=9).contains(&numbers.len()) {
            break;
        }
        let numbers = std::str::from_utf8(numbers).unwrap_or_default();
        let (offset, length) = numbers.split_at_checked(4).unwrap_or((numbers, ""));
        let length = if length.len() == 4 {
            length.parse().ok()
        } else {
            None
        };
        found.push(Designator {
            kind,
            offset: offset.parse().unwrap_or(0),
            length,
        });
        at += 2 + numbers.len();
    }
    (found, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn located(text: &str) -> (LocatedHeader, Vec<AamvaWarning>) {
        let mut warnings = Vec::new();
        let header = locate(text.as_bytes(), &mut warnings).unwrap();
        (header, warnings)
    }

    #[test]
    fn a_regular_header_reads() {
        let (found, warnings) = located("@\n\x1e\rANSI 636059080102DL00410248ZA02890030DLDAQ1");
        assert_eq!(warnings, []);
        assert_eq!(found.header.issuer.unwrap().abbreviation, "AK");
        assert_eq!(
            (found.header.version, found.header.jurisdiction_version),
            (Some(8), Some(1))
        );
        assert_eq!(
            (found.origin, found.body_start, found.designators.len()),
            (0, 41, 2)
        );
        assert_eq!(found.designators[1].offset, 289);
    }

    #[test]
    fn the_first_edition_has_no_jurisdiction_version() {
        let (found, warnings) = located("@\n\x1e\rANSI 6360260102DL00390227ZA02660010DLDAQ1");
        assert_eq!(warnings, []);
        assert_eq!(
            (found.header.version, found.header.jurisdiction_version),
            (Some(1), None)
        );
    }

    #[test]
    fn a_header_is_found_behind_damage() {
        for (text, warning) in [
            (
                "\u{feff}@6AAMVA6360060101DL00290182DAACORTEZ",
                AamvaWarning::HeaderTagLegacy,
            ),
            (
                "@\r\n\r\nÂNSI 636010090001DL00310265DLDAQ1",
                AamvaWarning::HeaderTagDamaged,
            ),
            (
                "@\n\nAAMVA36004001DL00280200DLDABX",
                AamvaWarning::HeaderDigitsIrregular,
            ),
            (
                "ANSI636035020001DL00310265DLDAQ1",
                AamvaWarning::SeparatorUnusual,
            ),
        ] {
            let (found, warnings) = located(text);
            assert!(found.header.issuer.is_some(), "{text}");
            let expected = warning != AamvaWarning::SeparatorUnusual;
            assert_eq!(
                warnings.contains(&warning),
                expected,
                "{text}: {warnings:?}"
            );
        }
    }

    #[test]
    fn an_unknown_issuer_and_a_wrong_count_are_warned_of() {
        let (found, warnings) = located("@\n\x1e\rANSI 999999080002DL00310248DLDAQ1");
        assert_eq!(found.header.iin.as_deref(), Some("999999"));
        assert_eq!(
            warnings,
            [AamvaWarning::EntryCountWrong, AamvaWarning::IssuerUnknown]
        );
    }

    #[test]
    fn other_text_has_no_header() {
        for text in [
            "",
            "ANSI",
            "AAMVA says 636",
            "TRANSIT 123456789",
            "https://example.org",
        ] {
            assert!(!looks_like_aamva(text.as_bytes()), "{text}");
        }
    }
}
