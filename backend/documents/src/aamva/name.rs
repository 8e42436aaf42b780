use super::values::Values;
use super::warning::AamvaWarning;

/// Whether a name was cut to fit its field (elements DDE, DDF and DDG).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truncation {
    /// Cut.
    Truncated,
    /// Whole.
    Whole,
    /// The issuer does not know.
    Unknown,
}

/// Whether the parts of the name were cut; none where the barcode does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NameTruncation {
    /// The family name (DDE).
    pub family: Option<Truncation>,
    /// The first name (DDF).
    pub first: Option<Truncation>,
    /// The middle names (DDG).
    pub middle: Option<Truncation>,
}

/// The parts of a name; empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Name {
    pub(super) family: String,
    pub(super) first: String,
    pub(super) middle: String,
    pub(super) suffix: String,
    /// In the order of speech.
    pub(super) full: String,
}

pub(super) fn truncation(values: Values<'_>) -> NameTruncation {
    let read = |id: &[u8; 3]| match values.get(id)?.as_bytes() {
        b"T" | b"t" => Some(Truncation::Truncated),
        b"N" | b"n" => Some(Truncation::Whole),
        b"U" | b"u" => Some(Truncation::Unknown),
        _ => None,
    };
    NameTruncation {
        family: read(b"DDE"),
        first: read(b"DDF"),
        middle: read(b"DDG"),
    }
}

/// Puts the name together from the elements of whatever edition: family DCS, DAB or the first part
/// of DAA; given names DAC and DAD, or DCT, or the next parts of DAA; suffix DCU, DAE or DAA.
pub(super) fn read(values: Values<'_>, warnings: &mut Vec<AamvaWarning>) -> Name {
    let whole = values.get(b"DAA").map(whole_name).unwrap_or_default();
    let given = values.get(b"DCT").map(given_names).unwrap_or_default();
    let first_of = |options: &[Option<&str>]| {
        options
            .iter()
            .flatten()
            .map(|text| tidy(text))
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    };
    let mut is_unseparated = false;
    let mut pick_given = || {
        if let Some(first) = values
            .get(b"DAC")
            .map(part)
            .filter(|first| !first.is_empty())
        {
            return (first, String::new());
        }
        let source = if given.first.is_empty() {
            &whole
        } else {
            &given
        };
        is_unseparated = source.is_unseparated;
        (source.first.clone(), source.middle.clone())
    };
    let (first, other_middle) = pick_given();
    let stated_middle = values.get(b"DAD").map(part).unwrap_or_default();
    // With no DAD, the second given name may still stand in DCT or DAA behind the first.
    let fallback = [&given.middle, &whole.middle]
        .into_iter()
        .find(|middle| !middle.is_empty());
    let middle = match (stated_middle.is_empty(), values.get(b"DAD").is_some()) {
        (false, _) => stated_middle,
        (true, true) => String::new(),
        (true, false) if !other_middle.is_empty() => other_middle,
        (true, false) => fallback.cloned().unwrap_or_default(),
    };
    let family = first_of(&[values.get(b"DCS"), values.get(b"DAB"), Some(&whole.family)]);
    let suffix = first_of(&[
        values.get_some(b"DCU"),
        values.get_some(b"DAE"),
        Some(&whole.suffix),
    ]);
    if is_unseparated {
        warnings.push(AamvaWarning::GivenNamesUnseparated);
    }
    let mut full = [&first, &middle, &family, &suffix]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ");
    if family.is_empty() && !whole.unsplit.is_empty() {
        warnings.push(AamvaWarning::NameUnsplit);
        full.clone_from(&whole.unsplit);
    }
    Name {
        family,
        first,
        middle,
        suffix,
        full,
    }
}

/// The parts of one element that holds several.
#[derive(Debug, Default)]
struct Parts {
    family: String,
    first: String,
    middle: String,
    suffix: String,
    /// The text, where it has no separators.
    unsplit: String,
    is_unseparated: bool,
}

/// DAA: `FAMILY,FIRST,MIDDLE,SUFFIX`; some write `@` or `$` for the comma. Given names with a blank
/// between stay together: a blank also stands within one name.
fn whole_name(text: &str) -> Parts {
    let parts: Vec<String> = text.split([',', '@', '$']).map(part).collect();
    let at = |index: usize| parts.get(index).cloned().unwrap_or_default();
    if parts.len() < 2 {
        return Parts {
            unsplit: tidy(text),
            ..Parts::default()
        };
    }
    let mut found = Parts {
        family: at(0),
        suffix: at(3),
        ..Parts::default()
    };
    if is_suffix(&at(2)) && found.suffix.is_empty() {
        // The place of a missing middle name was left out.
        (found.first, found.suffix) = (at(1), at(2));
        return found;
    }
    (found.first, found.middle) = (at(1), at(2));
    found.is_unseparated = at(2).is_empty() && found.first.contains(' ');
    found
}

/// The suffixes of element DCU that no middle name looks like.
fn is_suffix(text: &str) -> bool {
    ["JR", "SR", "II", "III", "IV"].contains(&text.trim_end_matches('.'))
}

/// DCT: given names separated by a comma; with a blank between they stay together.
fn given_names(text: &str) -> Parts {
    if let Some((first, rest)) = text.split_once([',', '@', '$']) {
        let middle = part(&rest.replace([',', '@', '$'], " "));
        return Parts {
            first: part(first),
            middle,
            ..Parts::default()
        };
    }
    let first = part(text);
    let is_unseparated = first.contains(' ');
    Parts {
        first,
        is_unseparated,
        ..Parts::default()
    }
}

/// A part of a name, tidied; empty where the text only says that there is none.
fn part(text: &str) -> String {
    let text = tidy(text);
    let is_none = ["NONE", "NMN", "NMI"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word));
    if is_none { String::new() } else { text }
}

/// One blank between words, none at the ends, no trailing comma.
fn tidy(text: &str) -> String {
    text.trim_end_matches([',', ' '])
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use credence_types::Redacted;

    use super::super::element::{Element, ElementId, SubfileKind};
    use super::*;

    fn name_of(elements: &[(&[u8; 3], &str)]) -> (Name, Vec<AamvaWarning>) {
        let elements: Vec<Element> = elements
            .iter()
            .map(|(id, value)| Element {
                subfile: SubfileKind::LICENCE,
                id: ElementId::known(**id),
                value: Redacted::new((*value).to_owned()),
            })
            .collect();
        let mut warnings = Vec::new();
        let name = read(Values(&elements), &mut warnings);
        (name, warnings)
    }

    fn name(family: &str, first: &str, middle: &str, suffix: &str, full: &str) -> Name {
        let [family, first, middle, suffix, full] =
            [family, first, middle, suffix, full].map(str::to_owned);
        Name {
            family,
            first,
            middle,
            suffix,
            full,
        }
    }

    #[test]
    fn the_whole_name_is_split() {
        let cases: [(&str, Name); 6] = [
            ("ROE,JANE,Q", name("ROE", "JANE", "Q", "", "JANE Q ROE")),
            (
                "ROE,JANE,MAE ANN,JR",
                name("ROE", "JANE", "MAE ANN", "JR", "JANE MAE ANN ROE JR"),
            ),
            ("ROE,JANE,,JR", name("ROE", "JANE", "", "JR", "JANE ROE JR")),
            ("ROE,JANE,JR", name("ROE", "JANE", "", "JR", "JANE ROE JR")),
            (
                "VAN ROE,JANE, ,",
                name("VAN ROE", "JANE", "", "", "JANE VAN ROE"),
            ),
            ("ROE$JANE$Q$", name("ROE", "JANE", "Q", "", "JANE Q ROE")),
        ];
        for (text, expected) in cases {
            assert_eq!(name_of(&[(b"DAA", text)]), (expected, vec![]), "{text}");
        }
    }

    #[test]
    fn given_names_without_a_comma_stay_together_with_a_warning() {
        let warned = vec![AamvaWarning::GivenNamesUnseparated];
        let together = name("ROE", "JANE Q", "", "", "JANE Q ROE");
        assert_eq!(
            name_of(&[(b"DAA", "ROE, JANE Q")]),
            (together.clone(), warned.clone())
        );
        assert_eq!(
            name_of(&[(b"DCS", "ROE"), (b"DCT", "JANE Q")]),
            (together, warned)
        );
        let apart = name("ROE", "JANE", "Q", "", "JANE Q ROE");
        assert_eq!(
            name_of(&[(b"DCS", "ROE"), (b"DCT", "JANE,Q")]),
            (apart, vec![])
        );
    }

    #[test]
    fn the_separate_elements_win() {
        let (found, warnings) = name_of(&[
            (b"DAA", "ROE,J,Q"),
            (b"DCS", "ROE-DOE"),
            (b"DCT", "JANE QUINN"),
            (b"DAC", "JANE"),
            (b"DAD", "NONE"),
            (b"DCU", "III"),
        ]);
        assert_eq!(
            found,
            name("ROE-DOE", "JANE", "", "III", "JANE ROE-DOE III")
        );
        assert_eq!(warnings, []);
        let (found, _) = name_of(&[(b"DCS", "ROE"), (b"DAC", "JANE"), (b"DCT", "JANE,QUINN")]);
        assert_eq!(found.middle, "QUINN");
    }

    #[test]
    fn a_name_without_separators_stays_whole() {
        let (found, warnings) = name_of(&[(b"DAA", "JANE Q ROE")]);
        assert_eq!(found, name("", "", "", "", "JANE Q ROE"));
        assert_eq!(warnings, [AamvaWarning::NameUnsplit]);
    }

    #[test]
    fn a_person_with_one_name_has_a_family_name() {
        let (found, _) = name_of(&[(b"DCS", "ROE"), (b"DAC", "NONE"), (b"DAD", "NONE")]);
        assert_eq!(found, name("ROE", "", "", "", "ROE"));
    }
}
