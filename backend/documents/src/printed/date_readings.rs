use credence_types::CalendarDate;

use super::dates::{DateReading, PrintedDate, PrintedDateOrder};

/// Years that a document may print.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2099;

/// A date with its readings, if it has any.
pub(super) fn dated(
    characters: std::ops::Range<usize>,
    readings: Vec<DateReading>,
    is_compact: bool,
) -> Option<PrintedDate> {
    (!readings.is_empty()).then_some(PrintedDate {
        characters,
        readings,
        is_compact,
    })
}

/// The years that two digits may mean.
pub(super) const fn centuries(year: i32) -> [i32; 2] {
    [1900 + year, 2000 + year]
}

/// A year, a month and a day.
pub(super) fn year_first(year: i32, month: i32, day: i32) -> Vec<DateReading> {
    reading(year, month, day, PrintedDateOrder::YearMonthDay)
        .into_iter()
        .collect()
}

/// Both orders; a day that is its month's number has one reading.
pub(super) fn day_and_month(first: i32, second: i32, years: &[i32]) -> Vec<DateReading> {
    let day_first = years
        .iter()
        .filter_map(|year| reading(*year, second, first, PrintedDateOrder::DayMonthYear));
    let month_first = years
        .iter()
        .filter(|_| first != second)
        .filter_map(|year| reading(*year, first, second, PrintedDateOrder::MonthDayYear));
    day_first.chain(month_first).collect()
}

/// That day, if the calendar has it.
pub(super) fn reading(
    year: i32,
    month: i32,
    day: i32,
    order: PrintedDateOrder,
) -> Option<DateReading> {
    if !YEARS.contains(&year) {
        return None;
    }
    let (month, day) = (u32::try_from(month).ok()?, u32::try_from(day).ok()?);
    CalendarDate::new(year, month, day)
        .ok()
        .map(|date| DateReading { date, order })
}
