use credence_types::Redacted;

use super::element::{Element, ElementId, SubfileKind, is_separator, text_of};
use super::mandatory::is_standard_element;
use super::subfile::Place;
use super::warning::AamvaWarning;

/// Cuts the subfiles at `places` into elements.
pub(super) fn cut(
    bytes: &[u8],
    places: &[Place],
    warnings: &mut Vec<AamvaWarning>,
) -> Vec<Element> {
    let mut ordered = places.to_vec();
    ordered.sort_by_key(|place| place.name);
    let mut elements = Vec::new();
    for (index, place) in ordered.iter().enumerate() {
        let end = ordered.get(index + 1).map_or(bytes.len(), |next| next.name);
        let content = bytes.get(place.content..end).unwrap_or_default();
        cut_subfile(content, place.kind, &mut elements, warnings);
    }
    elements
}

fn cut_subfile(
    content: &[u8],
    mut kind: SubfileKind,
    elements: &mut Vec<Element>,
    warnings: &mut Vec<AamvaWarning>,
) {
    for line in content.split(|byte| is_separator(*byte)) {
        let mut line = line.trim_ascii();
        if let Some(begun) = subfile_begun_by(line, kind) {
            if begun != kind {
                warnings.push(AamvaWarning::SubfileUnlisted(begun));
            }
            kind = begun;
            line = line.get(2..).unwrap_or_default();
        }
        if line.is_empty() || line == kind.as_str().as_bytes() {
            continue;
        }
        match element_in(line, kind) {
            Some(element) => elements.push(element),
            None => warn_once(warnings, AamvaWarning::StrayText),
        }
    }
}

/// The subfile whose name the line begins with, repeated or not on the header's list.
fn subfile_begun_by(line: &[u8], current: SubfileKind) -> Option<SubfileKind> {
    let kind = SubfileKind::at_start_of(line)?;
    let expected =
        SubfileKind::STANDARD.contains(&kind) || kind == current || kind.is_jurisdiction();
    let before_element = line
        .get(2..)
        .is_some_and(|rest| ElementId::at_start_of(rest).is_some());
    (expected && before_element && kind.begins(line)).then_some(kind)
}

/// Reads one line. In a jurisdiction's subfile words may begin like an element of the standard, so
/// there only names that the standard has count as its own.
fn element_in(line: &[u8], kind: SubfileKind) -> Option<Element> {
    let id = ElementId::at_start_of(line)?;
    let subfile = match id.jurisdiction() {
        Some(own) => own,
        None if kind.is_jurisdiction() && !is_standard_element(id) => return None,
        None if kind.is_jurisdiction() => SubfileKind::LICENCE,
        None => kind,
    };
    let value = text_of(line.get(3..)?);
    let value = value
        .trim_matches(|c: char| c.is_whitespace() || c.is_control())
        .to_owned();
    Some(Element {
        subfile,
        id,
        value: Redacted::new(value),
    })
}

/// Notes a warning that may apply to many places but says it all once.
pub(super) fn warn_once(warnings: &mut Vec<AamvaWarning>, warning: AamvaWarning) {
    if !warnings.contains(&warning) {
        warnings.push(warning);
    }
}

/// Warns of names that occur twice with different values and of names unknown to the standard.
pub(super) fn check(elements: &[Element], warnings: &mut Vec<AamvaWarning>) {
    for (index, element) in elements.iter().enumerate() {
        if element.id.jurisdiction().is_some() {
            continue;
        }
        if !is_standard_element(element.id) {
            warn_once(warnings, AamvaWarning::ElementUnknown(element.id));
        }
        let earlier = elements
            .iter()
            .take(index)
            .find(|other| other.id == element.id);
        let differs = |other: &Element| {
            !other.value.expose().is_empty()
                && !element.value.expose().is_empty()
                && other.value != element.value
        };
        if earlier.is_some_and(differs) {
            warn_once(warnings, AamvaWarning::ElementRepeated(element.id));
        }
    }
}
