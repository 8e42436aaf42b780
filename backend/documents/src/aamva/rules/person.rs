use super::case::{Case, Rule};
use super::pattern::matches;
use crate::FieldKey;

/// Heights of grown people, in inches and centimetres.
const HEIGHT_INCHES: std::ops::RangeInclusive<u32> = 48..=87;
const HEIGHT_CENTIMETRES: std::ops::RangeInclusive<u32> = 122..=221;
/// Weights of grown people, in pounds and kilograms.
const WEIGHT_POUNDS: std::ops::RangeInclusive<u32> = 70..=550;
const WEIGHT_KILOGRAMS: std::ops::RangeInclusive<u32> = 32..=250;
/// The age from which heights and weights are judged.
const GROWN_YEARS: u32 = 16;

/// Forms of a vehicle class in the United States and Canada.
const CLASSES: [&str; 8] = ["A{1,3}", "9", "9A", "A9", "A9A9", "A9A", "9{2}", "NONE"];

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "height_plausible",
        is_hint: true,
        broken_because: "hardly anyone is that tall or that short",
        holds: |case| {
            is_within(case, FieldKey::Height, |unit| match unit {
                "IN" => Some(HEIGHT_INCHES),
                "CM" => Some(HEIGHT_CENTIMETRES),
                _ => None,
            })
        },
    },
    Rule {
        name: "weight_plausible",
        is_hint: true,
        broken_because: "hardly anyone is that heavy or that light",
        holds: |case| {
            is_within(case, FieldKey::Weight, |unit| match unit {
                "LB" => Some(WEIGHT_POUNDS),
                "KG" => Some(WEIGHT_KILOGRAMS),
                _ => None,
            })
        },
    },
    Rule {
        name: "class_plausible",
        is_hint: true,
        broken_because: "the vehicle class has no form that issuers use",
        holds: |case| {
            let class: String = case
                .text(FieldKey::Class)?
                .chars()
                .filter(|c| !c.is_whitespace() && !",-/".contains(*c))
                .map(|c| c.to_ascii_uppercase())
                .collect();
            Some(CLASSES.iter().any(|form| matches(form, &class)))
        },
    },
];

/// Whether a measure of a grown person lies in the range of its unit.
fn is_within(
    case: &Case<'_>,
    key: FieldKey,
    range: impl Fn(&str) -> Option<std::ops::RangeInclusive<u32>>,
) -> Option<bool> {
    let age = case.date(FieldKey::DateOfBirth)?.years_until(case.today);
    if age < GROWN_YEARS {
        return None;
    }
    let text = case.text(key)?;
    let (count, unit) = text.split_once(' ')?;
    Some(range(unit)?.contains(&count.parse::<u32>().ok()?))
}
