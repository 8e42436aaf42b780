use super::card::{self, CardKind};
use super::document::AamvaDocument;
use super::element::{Element, SubfileKind, is_separator};
use super::header::{AamvaHeader, HeaderTag, LocatedHeader, locate};
use super::mandatory::{self, is_standard_element};
use super::values::Values;
use super::warning::AamvaWarning;
use super::{elements, fields, joined, name, subfile};

/// Most bytes accepted; a PDF417 symbol holds at most 2,710 digits.
pub const BYTE_LIMIT: usize = 16 * 1024;

/// With fewer of the standard's elements than these the separators must be lost.
const ELEMENTS_EXPECTED: usize = 4;

/// Why bytes are not what a licence's barcode holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AamvaError {
    /// The text is something else: a shipping label, a boarding pass, a web address.
    #[error("not the barcode of a driving licence or identity card")]
    NotALicenceBarcode,
    /// There are more bytes than a barcode holds.
    #[error("more than {BYTE_LIMIT} bytes")]
    TooLong,
    /// The header is there and no element of the standard behind it.
    #[error("the barcode of a driving licence or identity card, but without any content")]
    NoContent,
}

/// Parses what a licence's barcode holds: bytes of any edition, with whatever damage.
///
/// # Errors
/// When it is too long, no licence's barcode at all, or has a header and nothing else.
pub fn parse(bytes: &[u8]) -> Result<AamvaDocument, AamvaError> {
    if bytes.len() > BYTE_LIMIT {
        return Err(AamvaError::TooLong);
    }
    let mut warnings = Vec::new();
    let bytes = with_usual_separators(bytes, &mut warnings);
    let (header, places, found) = match locate(&bytes, &mut warnings) {
        Some(located) => with_header(&bytes, located, &mut warnings)?,
        None => without_header(&bytes, &mut warnings)?,
    };
    elements::check(&found, &mut warnings);
    let values = Values(&found);
    let kind = CardKind::of(places.iter().copied());
    let is_enhanced = places.contains(&SubfileKind::ENHANCED);
    let fields = fields::read(&header, kind, values, &mut warnings);
    Ok(AamvaDocument {
        kind,
        fields,
        flags: card::flags(values, is_enhanced, fields::never_expires(values)),
        truncation: name::truncation(values),
        missing_mandatory: mandatory::missing(header.version, kind, |id| values.has(id)),
        header,
        elements: found,
        warnings,
    })
}

type Content = (AamvaHeader, Vec<SubfileKind>, Vec<Element>);

fn with_header(
    bytes: &[u8],
    located: LocatedHeader,
    warnings: &mut Vec<AamvaWarning>,
) -> Result<Content, AamvaError> {
    let places = subfile::places(bytes, &located, warnings);
    let kinds: Vec<SubfileKind> = places.iter().map(|place| place.kind).collect();
    let mut found = elements::cut(bytes, &places, warnings);
    let start = places.iter().map(|place| place.content).min();
    let content = bytes
        .get(start.unwrap_or(located.body_start)..)
        .unwrap_or_default();
    let kind = kinds.first().copied().unwrap_or(SubfileKind::LICENCE);
    if found.is_empty() {
        found.extend(joined::whole_text(content, kind));
    }
    if !subfile::are_exact(bytes, &places, &located) {
        found = apart(&located.header, &kinds, found, warnings);
    }
    if distinct_standard_elements(&found) == 0 {
        return Err(AamvaError::NoContent);
    }
    Ok((located.header, kinds, found))
}

/// Elements that ran into each other, cut apart.
fn apart(
    header: &AamvaHeader,
    kinds: &[SubfileKind],
    found: Vec<Element>,
    warnings: &mut Vec<AamvaWarning>,
) -> Vec<Element> {
    let count = distinct_standard_elements(&found);
    let kind = CardKind::of(kinds.iter().copied());
    let is_there = |id| found.iter().any(|element| element.id == id);
    let mandatory = mandatory::missing(header.version, kind, is_there);
    let (found, joined) = joined::split(found, &mandatory);
    if count < ELEMENTS_EXPECTED && !joined.is_empty() {
        warnings.push(AamvaWarning::SeparatorsLost);
    } else {
        warnings.extend(joined.into_iter().map(AamvaWarning::SeparatorLost));
    }
    found
}

/// No header: only text that has the holder's number and birthday among several elements is taken.
fn without_header(bytes: &[u8], warnings: &mut Vec<AamvaWarning>) -> Result<Content, AamvaError> {
    let kind = SubfileKind::LICENCE;
    let place = subfile::Place {
        kind,
        name: 0,
        content: 0,
    };
    let found = elements::cut(bytes, &[place], &mut Vec::new());
    let values = Values(&found);
    let is_licence = values.get(b"DAQ").is_some()
        && values.get(b"DBB").is_some()
        && distinct_standard_elements(&found) > ELEMENTS_EXPECTED;
    if !is_licence {
        return Err(AamvaError::NotALicenceBarcode);
    }
    warnings.push(AamvaWarning::HeaderMissing);
    let header = AamvaHeader {
        tag: HeaderTag::Missing,
        iin: None,
        issuer: None,
        version: None,
        jurisdiction_version: None,
    };
    let kinds = found.iter().map(|element| element.subfile).collect();
    Ok((header, kinds, found))
}

fn distinct_standard_elements(elements: &[Element]) -> usize {
    let names: std::collections::BTreeSet<_> = elements
        .iter()
        .filter(|element| is_standard_element(element.id))
        .map(|element| element.id)
        .collect();
    names.len()
}

/// Some transports write `|` between the elements. Positions stay the same.
fn with_usual_separators<'a>(
    bytes: &'a [u8],
    warnings: &mut Vec<AamvaWarning>,
) -> std::borrow::Cow<'a, [u8]> {
    let usual = bytes.iter().filter(|byte| is_separator(**byte)).count();
    let bars = bytes.iter().filter(|byte| **byte == b'|').count();
    if bars < ELEMENTS_EXPECTED || bars <= usual {
        return bytes.into();
    }
    warnings.push(AamvaWarning::SeparatorUnusual);
    bytes
        .iter()
        .map(|byte| if *byte == b'|' { b'\n' } else { *byte })
        .collect()
}
