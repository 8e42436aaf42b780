use credence_types::CalendarDate;

use super::element::ElementId;
use super::values::Values;
use super::warning::AamvaWarning;

/// The order of a date's parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateOrder {
    /// CCYYMMDD: Canada, and everyone in the 2000 edition.
    YearMonthDay,
    /// MMDDCCYY: the United States since 2003.
    MonthDayYear,
    /// DDMMCCYY: nobody by the standard.
    DayMonthYear,
}

/// Years that a date on a living person's card may have. Its first two digits are never a month, so
/// the two orders of the standard cannot be mistaken for each other.
const YEARS: std::ops::RangeInclusive<i32> = 1880..=2120;

/// Reads the dates of one barcode.
pub(super) struct DateReader<'a> {
    pub(super) values: Values<'a>,
    /// What country and edition prescribe, where they are known.
    pub(super) expected: Option<DateOrder>,
    /// Month and day of birth: dates that depend on it show which reading is meant.
    pub(super) birthday: Option<CalendarDate>,
}

impl DateReader<'_> {
    /// The date in element `id`; warns when it is there and cannot be read with certainty.
    pub(super) fn read(
        &self,
        id: &[u8; 3],
        warnings: &mut Vec<AamvaWarning>,
    ) -> Option<CalendarDate> {
        let text = self.values.get_some(id)?;
        let id = ElementId::known(*id);
        if text.bytes().all(|byte| byte == b'0') || says_never(text) {
            return None;
        }
        let end = text
            .find(|c: char| !(c.is_ascii_digit() || "-/. ".contains(c)))
            .unwrap_or(text.len());
        let dated = text.get(..end)?.trim_end_matches(['-', '/', '.', ' ']);
        if dated.len() < text.trim_end().len() {
            warnings.push(AamvaWarning::DateTrailingText(id));
        }
        let mut readings = readings(dated);
        if let (Some(birthday), true) = (self.birthday, readings.len() > 1) {
            readings.retain(|(date, _)| same_day_of_year(*date, birthday));
            if readings.is_empty() {
                warnings.push(AamvaWarning::DateAmbiguous(id));
                return None;
            }
        }
        let [(date, order)] = readings.as_slice() else {
            let ambiguous = !readings.is_empty();
            warnings.push(match ambiguous {
                true => AamvaWarning::DateAmbiguous(id),
                false => AamvaWarning::DateUnreadable(id),
            });
            return None;
        };
        if self.expected.is_some_and(|expected| expected != *order) {
            warnings.push(AamvaWarning::DateOrderUnexpected(id));
        }
        if dated.bytes().filter(u8::is_ascii_digit).count() < 8 {
            warnings.push(AamvaWarning::DateDigitsMissing(id));
        }
        Some(*date)
    }
}

/// Whether the text says that the card never expires.
pub(super) fn says_never(text: &str) -> bool {
    let text = text.to_ascii_uppercase();
    let nines = text.len() >= 6 && text.bytes().all(|byte| byte == b'9');
    nines
        || text.starts_with("NON") && text.contains("EXP")
        || text.starts_with("NEVER")
        || text.starts_with("INDEF")
}

/// The days that the text can mean; more than one only when leading zeros are missing.
fn readings(text: &str) -> Vec<(CalendarDate, DateOrder)> {
    let parts: Vec<&str> = text
        .split(['-', '/', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    match *parts.as_slice() {
        [a, b, c] if a.len() == 4 => day(a, b, c, DateOrder::YearMonthDay).into_iter().collect(),
        [a, b, c] if c.len() == 4 => month_first(c, a, b).into_iter().collect(),
        [digits] => match digits.len() {
            8 => eight_digits(digits).into_iter().collect(),
            6 | 7 => fewer_digits(digits),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn eight_digits(digits: &str) -> Option<(CalendarDate, DateOrder)> {
    let year_first = day(
        digits.get(..4)?,
        digits.get(4..6)?,
        digits.get(6..)?,
        DateOrder::YearMonthDay,
    );
    year_first.or_else(|| month_first(digits.get(4..)?, digits.get(..2)?, digits.get(2..4)?))
}

/// Month before day, or the other way where only that makes a day of the calendar.
fn month_first(year: &str, first: &str, second: &str) -> Option<(CalendarDate, DateOrder)> {
    day(year, first, second, DateOrder::MonthDayYear)
        .or_else(|| day(year, second, first, DateOrder::DayMonthYear))
}

/// Six or seven digits: a four-digit year with month and day of one or two digits each. West
/// Virginia writes 3 November as `113`.
fn fewer_digits(digits: &str) -> Vec<(CalendarDate, DateOrder)> {
    let cut = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let mut found = Vec::new();
    let rest = digits.len() - 4;
    for month_digits in 1..rest {
        let (month, day_text) = (
            cut(4, 4 + month_digits),
            cut(4 + month_digits, digits.len()),
        );
        found.extend(day(cut(0, 4), month, day_text, DateOrder::YearMonthDay));
        let (month, day_text) = (cut(0, month_digits), cut(month_digits, rest));
        found.extend(day(
            cut(rest, digits.len()),
            month,
            day_text,
            DateOrder::MonthDayYear,
        ));
    }
    found
}

fn day(year: &str, month: &str, day: &str, order: DateOrder) -> Option<(CalendarDate, DateOrder)> {
    if day.len() > 2 || month.len() > 2 {
        return None;
    }
    let year: i32 = year.parse().ok().filter(|year| YEARS.contains(year))?;
    let date = CalendarDate::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some((date, order))
}

fn same_day_of_year(date: CalendarDate, birthday: CalendarDate) -> bool {
    date.to_string().get(5..) == birthday.to_string().get(5..)
}

#[cfg(test)]
mod tests {
    use credence_types::Redacted;

    use super::super::element::{Element, SubfileKind};
    use super::*;

    fn read(
        text: &str,
        expected: DateOrder,
        birthday: Option<&str>,
    ) -> (Option<String>, Vec<&'static str>) {
        let id = ElementId::known(*b"DDJ");
        let value = Redacted::new(text.to_owned());
        let elements = [Element {
            subfile: SubfileKind::LICENCE,
            id,
            value,
        }];
        let birthday = birthday.map(|text| text.parse().unwrap());
        let reader = DateReader {
            values: Values(&elements),
            expected: Some(expected),
            birthday,
        };
        let mut warnings = Vec::new();
        let date = reader
            .read(b"DDJ", &mut warnings)
            .map(|date| date.to_string());
        (
            date,
            warnings.iter().map(|warning| warning.code()).collect(),
        )
    }

    #[test]
    fn both_orders_read_and_the_wrong_one_is_warned_of() {
        use DateOrder::{MonthDayYear, YearMonthDay};
        let date = Some("1972-11-03".to_owned());
        assert_eq!(read("11031972", MonthDayYear, None), (date.clone(), vec![]));
        assert_eq!(read("19721103", YearMonthDay, None), (date.clone(), vec![]));
        assert_eq!(
            read("19721103", MonthDayYear, None),
            (date.clone(), vec!["date_order_unexpected"])
        );
        assert_eq!(
            read("11031972", YearMonthDay, None),
            (date.clone(), vec!["date_order_unexpected"])
        );
        assert_eq!(
            read("11-03-1972", MonthDayYear, None),
            (date.clone(), vec![])
        );
        assert_eq!(
            read("1972/11/03", YearMonthDay, None),
            (date.clone(), vec![])
        );
        assert_eq!(
            read("25121990", MonthDayYear, None).0,
            Some("1990-12-25".to_owned())
        );
        assert_eq!(
            read("11031972M", MonthDayYear, None),
            (date, vec!["date_trailing_text"])
        );
    }

    #[test]
    fn missing_zeros_are_filled_in_only_when_one_reading_is_left() {
        let one = read("1131990", DateOrder::MonthDayYear, Some("1972-11-03"));
        assert_eq!(
            one,
            (Some("1990-11-03".to_owned()), vec!["date_digits_missing"])
        );
        let other = read("1131990", DateOrder::MonthDayYear, Some("1972-01-13"));
        assert_eq!(other.0, Some("1990-01-13".to_owned()));
        assert_eq!(
            read("1131990", DateOrder::MonthDayYear, None),
            (None, vec!["date_ambiguous"])
        );
        assert_eq!(
            read("1131990", DateOrder::MonthDayYear, Some("1972-05-05")).1,
            ["date_ambiguous"]
        );
        assert_eq!(
            read("5251990", DateOrder::MonthDayYear, None).0,
            Some("1990-05-25".to_owned())
        );
        assert_eq!(
            read("521990", DateOrder::MonthDayYear, None).0,
            Some("1990-05-02".to_owned())
        );
        assert_eq!(
            read("5-2-1990", DateOrder::MonthDayYear, None).0,
            Some("1990-05-02".to_owned())
        );
    }

    #[test]
    fn what_is_no_date_is_no_date() {
        for text in ["13321990", "00000101", "18000101", "123", "ABC", "0229201"] {
            let (date, warnings) = read(text, DateOrder::MonthDayYear, None);
            assert_eq!(date, None, "{text}");
            assert!(
                warnings.contains(&"date_unreadable"),
                "{text}: {warnings:?}"
            );
        }
        assert_eq!(
            read("00000000", DateOrder::MonthDayYear, None),
            (None, vec![])
        );
        assert!(says_never("99999999") && says_never("NON-EXPIRING") && !says_never("NONE"));
    }
}
