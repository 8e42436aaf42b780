//! Elements that ran into one because the separator between them is lost. A value is cut where the
//! name of an absent element stands in it, if the edition demands that element, or what follows the
//! name has the element's own form.

use credence_types::Redacted;

use super::colour;
use super::element::{Element, ElementId, SubfileKind, text_of};
use super::mandatory::STANDARD_ELEMENTS;

/// What every card has, where the edition is not known.
const KEY_ELEMENTS: [ElementId; 6] = [
    ElementId::known(*b"DAQ"),
    ElementId::known(*b"DCS"),
    ElementId::known(*b"DAC"),
    ElementId::known(*b"DBB"),
    ElementId::known(*b"DBA"),
    ElementId::known(*b"DBD"),
];
/// Whether a name was cut. Issuers write all three or none, and a family name may end like one.
const TRUNCATION_FLAGS: [ElementId; 3] = [
    ElementId::known(*b"DDE"),
    ElementId::known(*b"DDF"),
    ElementId::known(*b"DDG"),
];
/// Class, restrictions and endorsements: licences must have them, identity cards may.
/// The 2000 edition named them otherwise.
const PRIVILEGES: [[ElementId; 3]; 2] = [
    [
        ElementId::known(*b"DCA"),
        ElementId::known(*b"DCB"),
        ElementId::known(*b"DCD"),
    ],
    [
        ElementId::known(*b"DAR"),
        ElementId::known(*b"DAS"),
        ElementId::known(*b"DAT"),
    ],
];
const STREET: ElementId = ElementId::known(*b"DAG");
const SECOND_STREET: ElementId = ElementId::known(*b"DAH");

/// Cuts values that hold further elements; `mandatory` are those that the edition demands and the
/// card seems to lack. Returns the elements and the names that were found inside values.
pub(super) fn split(
    elements: Vec<Element>,
    mandatory: &[ElementId],
) -> (Vec<Element>, Vec<ElementId>) {
    let is_present = |id: &ElementId| elements.iter().any(|element| element.id == *id);
    let mut absent = Absent {
        ids: STANDARD_ELEMENTS
            .into_iter()
            .filter(|id| !is_present(id))
            .collect(),
        mandatory: if mandatory.is_empty() {
            KEY_ELEMENTS.to_vec()
        } else {
            mandatory.to_vec()
        },
    };
    let (mut whole, mut found) = (Vec::new(), Vec::new());
    for element in elements {
        if element.id.jurisdiction().is_some() {
            whole.push(element);
            continue;
        }
        let mut current = element;
        while let Some((left, id, right)) = absent.cut(current.id, current.value.expose()) {
            let next = Element {
                subfile: current.subfile,
                id,
                value: Redacted::new(right),
            };
            current.value = Redacted::new(left);
            whole.push(std::mem::replace(&mut current, next));
            found.push(id);
            absent.ids.retain(|other| *other != id);
        }
        whole.push(current);
    }
    (whole, found)
}

/// Text without any separator, from its first element on.
pub(super) fn whole_text(content: &[u8], subfile: SubfileKind) -> Option<Element> {
    let is_standard = |at: &usize| {
        let id = content.get(*at..).and_then(ElementId::at_start_of);
        id.is_some_and(|id| STANDARD_ELEMENTS.contains(&id))
    };
    let at = (0..content.len()).find(is_standard)?;
    Some(Element {
        subfile,
        id: ElementId::at_start_of(content.get(at..)?)?,
        value: Redacted::new(trimmed(&text_of(content.get(at + 3..)?))),
    })
}

/// The elements that may still be found inside values.
struct Absent {
    ids: Vec<ElementId>,
    mandatory: Vec<ElementId>,
}

impl Absent {
    /// The value up to the first element in it, that element's name, and the rest.
    fn cut(&self, current: ElementId, value: &str) -> Option<(String, ElementId, String)> {
        value.char_indices().find_map(|(at, _)| {
            let (left, right) = value.split_at_checked(at)?;
            let id = ElementId::at_start_of(right.as_bytes())?;
            let rest = right.get(3..)?;
            let begins = self.ids.contains(&id)
                && self.may_begin(current, left, id, rest)
                && (is_behind_blank(left) || !occurs_behind_blank(rest, id));
            begins.then(|| (trimmed(left), id, trimmed(rest)))
        })
    }

    fn may_begin(&self, current: ElementId, left: &str, id: ElementId, rest: &str) -> bool {
        if let Some(form) = Form::of(id) {
            let is_flag = TRUNCATION_FLAGS.contains(&id);
            return form.ends_an_element(rest, id)
                && (!is_flag || self.has_another(&TRUNCATION_FLAGS, id, rest));
        }
        self.mandatory.contains(&id)
            || PRIVILEGES
                .iter()
                .any(|all| all.contains(&id) && self.has_another(all, id, rest))
            || (current == STREET && id == SECOND_STREET && is_unit(rest))
            || Form::of(current)
                .is_some_and(|form| form.length(left) == Some(left.trim_end().len()))
    }

    /// Whether another of those that are written together was found or follows.
    fn has_another(&self, together: &[ElementId], id: ElementId, rest: &str) -> bool {
        let mut others = together.iter().filter(|other| **other != id);
        others.any(|other| !self.ids.contains(other) || follows(*other, rest))
    }
}

/// Whether the name stands in the text, before a value of its form if it has one.
fn follows(id: ElementId, text: &str) -> bool {
    let fits = |after: &str| Form::of(id).is_none_or(|form| form.ends_an_element(after, id));
    text.split(id.as_str()).skip(1).any(fits)
}

/// What a second line of an address begins with: no street is called so behind its first letters.
fn is_unit(text: &str) -> bool {
    let words = [
        "APT", "UNIT", "STE", "SUITE", "#", "LOT", "RM", "BLDG", "FL ",
    ];
    text.starts_with(|c: char| c.is_ascii_digit())
        || words.iter().any(|word| text.starts_with(word))
}

fn is_behind_blank(left: &str) -> bool {
    left.is_empty() || left.ends_with(' ')
}

/// Whether the name also stands further on where a blank took the separator's place.
fn occurs_behind_blank(rest: &str, id: ElementId) -> bool {
    rest.match_indices(id.as_str())
        .any(|(at, _)| rest.get(..at).is_some_and(|left| left.ends_with(' ')))
}

fn trimmed(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || c.is_control())
        .to_owned()
}

/// Values whose end their own form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Date,
    /// T, N or U.
    Flag,
    /// F, M or N of the REAL ID act.
    Compliance,
    YesOrNo,
    Sex,
    Height,
    Weight,
    Colour,
    Country,
    Suffix,
    State,
}

impl Form {
    fn of(id: ElementId) -> Option<Self> {
        Some(match id.as_str() {
            "DBD" | "DBB" | "DBA" | "DDB" | "DDC" | "DDH" | "DDI" | "DDJ" => Self::Date,
            "DDE" | "DDF" | "DDG" => Self::Flag,
            "DDA" => Self::Compliance,
            "DDD" | "DDK" | "DDL" | "DDM" | "DDN" | "DDO" | "DDP" => Self::YesOrNo,
            "DBC" => Self::Sex,
            "DAU" => Self::Height,
            "DAW" | "DAX" => Self::Weight,
            "DAY" | "DAZ" => Self::Colour,
            "DCG" => Self::Country,
            "DCU" => Self::Suffix,
            "DAJ" => Self::State,
            _ => return None,
        })
    }

    /// Whether a value of this form and nothing more stands before the end or another element than
    /// its own.
    fn ends_an_element(self, text: &str, own: ElementId) -> bool {
        let ends = |length: usize| {
            let rest = text.get(length..).unwrap_or_default().trim_start();
            let next = ElementId::at_start_of(rest.as_bytes());
            rest.is_empty() || next.is_some_and(|next| next != own)
        };
        self.length(text).is_some_and(ends)
    }

    /// Length of the value at the start of the text, if it has the form.
    fn length(self, text: &str) -> Option<usize> {
        let one_of = |letters: &str| {
            text.chars()
                .next()
                .filter(|c| letters.contains(*c))
                .map(|_| 1)
        };
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        match self {
            Self::Date => (digits == 8).then_some(8),
            Self::Flag => one_of("TNU"),
            Self::Compliance => one_of("FMN"),
            Self::YesOrNo => one_of("01YN"),
            Self::Sex => one_of("0129MFX"),
            Self::Height => {
                let unit = text.get(digits..)?;
                let units = [" IN", " in", "IN", "in", " CM", " cm", "CM", "cm", ""];
                let unit = units.into_iter().find(|name| unit.starts_with(name))?;
                (digits == 3).then_some(3 + unit.len())
            }
            Self::Weight => (2..=3).contains(&digits).then_some(digits),
            Self::Colour => {
                let code = text.get(..3)?;
                (colour::eyes(code).is_some() || colour::hair(code).is_some()).then_some(3)
            }
            Self::Country => ["USA", "CAN", "MEX"].contains(&text.get(..3)?).then_some(3),
            Self::Suffix => ["JR", "SR", "III", "II", "IV", "VI", "V", "I"]
                .into_iter()
                .find(|suffix| text.starts_with(suffix))
                .map(str::len),
            Self::State => text
                .get(..2)?
                .bytes()
                .all(|b| b.is_ascii_uppercase())
                .then_some(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(id: &[u8; 3], value: &str) -> Element {
        Element {
            subfile: SubfileKind::LICENCE,
            id: ElementId::known(*id),
            value: Redacted::new(value.to_owned()),
        }
    }

    fn texts(elements: Vec<Element>, mandatory: &[&[u8; 3]]) -> Vec<String> {
        let mandatory: Vec<ElementId> = mandatory.iter().map(|id| ElementId::known(**id)).collect();
        let (elements, _) = split(elements, &mandatory);
        elements
            .iter()
            .map(|element| format!("{}{}", element.id, element.value.expose()))
            .collect()
    }

    #[test]
    fn a_mandatory_element_is_cut_out_of_the_one_before() {
        let joined = vec![
            element(b"DAQ", "D123DCSROE"),
            element(b"DBB", "01011990DBA01012030"),
        ];
        assert_eq!(
            texts(joined, &[b"DCS"]),
            ["DAQD123", "DCSROE", "DBB01011990", "DBA01012030"]
        );
        let chained = vec![element(b"DDF", "N"), element(b"DAD", "DDGNDCAC")];
        assert_eq!(
            texts(chained, &[b"DCA", b"DDG"]),
            ["DDFN", "DAD", "DDGN", "DCAC"]
        );
    }

    #[test]
    fn a_name_that_looks_like_an_element_stays_whole() {
        // DDE is absent, and so are the other two flags.
        assert_eq!(
            texts(vec![element(b"DCS", "MADDEN")], &[b"DDE"]),
            ["DCSMADDEN"]
        );
        let flagged = vec![element(b"DCS", "MADDENDDEN"), element(b"DDF", "N")];
        assert_eq!(texts(flagged, &[b"DDE"])[..2], ["DCSMADDEN", "DDEN"]);
        let street = vec![element(b"DAG", "12 DAHLIA ROADDAHAPT 3")];
        assert_eq!(texts(street, &[b"DAQ"]), ["DAG12 DAHLIA ROAD", "DAHAPT 3"]);
    }

    #[test]
    fn what_follows_a_complete_value_is_an_element() {
        let joined = vec![element(b"DDA", "FDCK0123")];
        assert_eq!(texts(joined, &[b"DAQ"]), ["DDAF", "DCK0123"]);
    }
}
