use super::case::{Case, Rule};
use super::number_formats::number_formats;
use super::pattern::matches;
use crate::FieldKey;
use crate::aamva::ElementId;

/// The first edition that makes the document discriminator, DCF, mandatory: 2003.
const FIRST_WITH_DISCRIMINATOR: u8 = 2;
/// The newest edition of the standard: 2025.
const NEWEST_EDITION: u8 = 11;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "number_is_of_issuer",
        is_hint: true,
        broken_because: "the number has no form that the issuer gives",
        holds: |case| {
            let number = plain_number(case)?;
            let formats = number_formats(case.issuing_state()?)?;
            Some(formats.iter().any(|format| matches(format, &number)))
        },
    },
    Rule {
        name: "number_is_no_filler",
        is_hint: true,
        broken_because: "the number is one digit over and over, or digits in a row",
        holds: |case| {
            let digits: Vec<u8> = plain_number(case)?
                .bytes()
                .filter(u8::is_ascii_digit)
                .collect();
            let is_row = |step: u8| {
                digits
                    .windows(2)
                    .all(|pair| matches!(pair, [a, b] if a.wrapping_add(step) == *b))
            };
            Some(digits.len() < 5 || ![0, 1, u8::MAX].into_iter().any(is_row))
        },
    },
    Rule {
        name: "discriminator_present",
        is_hint: true,
        broken_because: "the number that tells this card from the holder's others is missing",
        holds: |case| {
            let is_mandatory = case.document.header.version? >= FIRST_WITH_DISCRIMINATOR;
            is_mandatory.then(|| case.element("DCF").is_some())
        },
    },
    Rule {
        name: "inventory_number_filled",
        is_hint: true,
        broken_because: "the inventory number of the card is zeros",
        holds: |case| Some(case.element("DCK")?.bytes().any(|byte| byte != b'0')),
    },
    Rule {
        name: "mandatory_elements_present",
        is_hint: true,
        broken_because: "elements that the edition makes mandatory are missing",
        holds: |case| {
            case.document.header.version?;
            Some(case.document.missing_mandatory.is_empty())
        },
    },
    Rule {
        name: "edition_exists",
        is_hint: true,
        broken_because: "there is no such edition of the standard",
        holds: |case| Some(case.document.header.version? <= NEWEST_EDITION),
    },
    Rule {
        name: "jurisdiction_subfile_of_issuer",
        is_hint: true,
        broken_because: "the issuer's own subfile does not begin with the issuer's letter",
        holds: |case| {
            let letter = case.issuer()?.name.chars().next()?;
            let mut subfiles = case
                .document
                .elements
                .iter()
                .map(|element| element.id)
                .filter_map(ElementId::jurisdiction)
                .peekable();
            subfiles.peek()?;
            Some(subfiles.all(|subfile| subfile.as_str().ends_with(letter)))
        },
    },
];

/// The number without blanks and dashes; Washington's asterisks become digits.
fn plain_number(case: &Case<'_>) -> Option<String> {
    let number: String = case
        .text(FieldKey::Id)?
        .chars()
        .filter(|c| !c.is_whitespace() && !"-./".contains(*c))
        .map(|c| {
            if c == '*' {
                '0'
            } else {
                c.to_ascii_uppercase()
            }
        })
        .collect();
    (!number.is_empty()).then_some(number)
}
