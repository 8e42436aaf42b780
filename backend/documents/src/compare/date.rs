use chrono::Datelike;
use credence_types::{CalendarDate, FieldSource};

use super::equality::Equality;
use crate::FieldValue;

/// A date whose parts may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PartialDate {
    year: Option<i32>,
    month: Option<i32>,
    day: Option<i32>,
}

/// Compares two dates by the parts that both know. A zone has two digits of a year, so there the
/// century is not compared.
pub(super) fn compare(
    left: (&FieldValue, FieldSource),
    right: (&FieldValue, FieldSource),
) -> Equality {
    let [Some(left_date), Some(right_date)] = [left.0, right.0].map(read) else {
        return Equality::NotComparable;
    };
    if left_date == right_date {
        return Equality::Same;
    }
    let is_century_known = (left.1 == FieldSource::Mrz) == (right.1 == FieldSource::Mrz);
    let pairs = [
        (left_date.year, right_date.year),
        (left_date.month, right_date.month),
        (left_date.day, right_date.day),
    ];
    let mut common = 0_u8;
    for (index, pair) in pairs.into_iter().enumerate() {
        let (Some(left), Some(right)) = pair else {
            continue;
        };
        let is_short_year = index == 0 && !is_century_known;
        let modulus = if is_short_year { 100 } else { i32::MAX };
        if left.rem_euclid(modulus) != right.rem_euclid(modulus) {
            return Equality::Different;
        }
        common += 1;
    }
    match common {
        0 => Equality::NotComparable,
        _ => Equality::SameShortened,
    }
}

/// A day, or text as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, where zeros, `X` or fillers stand for what
/// is not known.
fn read(value: &FieldValue) -> Option<PartialDate> {
    let text = match value {
        FieldValue::Date(date) => return Some(whole(*date)),
        FieldValue::Text(text) => text.trim(),
    };
    if let Ok(date) = text.parse() {
        return Some(whole(date));
    }
    let mut parts = text.splitn(3, '-').map(Some);
    let mut next = |length: usize, limit: i32| match parts.next().flatten() {
        None => Some(None),
        Some(part) => number(part, length, limit),
    };
    let date = PartialDate {
        year: next(4, 9999)?,
        month: next(2, 12)?,
        day: next(2, 31)?,
    };
    (date.year.is_some() || date.month.is_some() || date.day.is_some()).then_some(date)
}

/// Outer none: no part of a date; inner none: unknown.
fn number(part: &str, length: usize, limit: i32) -> Option<Option<i32>> {
    if part.len() != length {
        return None;
    }
    if part.bytes().all(|byte| b"0Xx<".contains(&byte)) {
        return Some(None);
    }
    if !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = part.parse::<i32>().ok()?;
    (number <= limit).then_some(Some(number))
}

fn whole(date: CalendarDate) -> PartialDate {
    let date = date.as_naive();
    PartialDate {
        year: Some(date.year()),
        month: i32::try_from(date.month()).ok(),
        day: i32::try_from(date.day()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> FieldValue {
        FieldValue::Text(text.to_owned())
    }

    #[test]
    fn the_parts_that_both_know_count() {
        use Equality::{Different, NotComparable, Same, SameShortened};
        let day = FieldValue::Date(CalendarDate::new(1974, 8, 12).unwrap());
        for (other, expected) in [
            ("1974-08-12", Same),
            ("1974-08-13", Different),
            ("1974", SameShortened),
            ("1974-08", SameShortened),
            ("1974-08-XX", SameShortened),
            ("1974-00-00", SameShortened),
            ("<<<<-08-12", SameShortened),
            ("1975-<<-<<", Different),
            ("0000-00-00", NotComparable),
            ("12 AUG 1974", NotComparable),
            ("1974-13-12", NotComparable),
            ("", NotComparable),
        ] {
            let left = (&day, FieldSource::Printed);
            let other = text(other);
            let right = (&other, FieldSource::Barcode);
            assert_eq!(compare(left, right), expected, "{other}");
            assert_eq!(compare(right, left), expected, "{other}");
        }
        let [year, month] = [text("1974"), text("XXXX-08")];
        let [left, right] = [
            (&year, FieldSource::Printed),
            (&month, FieldSource::Printed),
        ];
        assert_eq!(compare(left, right), NotComparable);
    }

    #[test]
    fn a_zone_has_no_century() {
        let [old, new] = [text("1923-05-01"), text("2023-05-01")];
        let zone = (&new, FieldSource::Mrz);
        assert_eq!(
            compare((&old, FieldSource::Printed), zone),
            Equality::SameShortened
        );
        assert_eq!(compare((&old, FieldSource::Mrz), zone), Equality::Different);
    }
}
