use std::ops::Range;

use credence_types::CalendarDate;

/// In which order a date was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PrintedDateOrder {
    /// `12.08.1974`
    DayMonthYear,
    /// `08/12/1974`
    MonthDayYear,
    /// `1974-08-12`
    YearMonthDay,
    /// `12 AUG 1974`: the month is a word.
    MonthInWords,
}

/// One way to understand a printed date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateReading {
    /// The day.
    pub date: CalendarDate,
    /// The order it follows from.
    pub order: PrintedDateOrder,
}

/// A date in a text with all its readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedDate {
    /// Its characters (`char`) in the text.
    pub characters: Range<usize>,
    /// All readings, at least one. A year of two digits is read in both centuries.
    pub readings: Vec<DateReading>,
    /// Eight digits in a row, which a number can be as well.
    pub is_compact: bool,
}

/// Every date in a text, from left to right, no two overlapping.
#[must_use]
pub fn printed_dates(_text: &str) -> Vec<PrintedDate> {
    Vec::new()
}
