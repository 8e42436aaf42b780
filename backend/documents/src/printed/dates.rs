use std::ops::Range;

use credence_types::CalendarDate;

use super::date_reader::DateReader;

/// More characters than a line of print has; what follows is not looked at.
const TEXT_LIMIT: usize = 1000;

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
    /// Whether it is eight digits in a row, which a number can be as well.
    pub is_compact: bool,
}

/// Every date in a text, from left to right, no two overlapping. The letters O, I and l count as
/// the digits that they look like. Looks at the first 1000 characters.
#[must_use]
pub fn printed_dates(text: &str) -> Vec<PrintedDate> {
    let text: Vec<char> = text.chars().take(TEXT_LIMIT).collect();
    dates_among(&text)
}

/// [`printed_dates`] of characters.
pub(super) fn dates_among(text: &[char]) -> Vec<PrintedDate> {
    let reader = DateReader { text };
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        match reader.read(start) {
            Some(date) => {
                start = date.characters.end;
                found.push(date);
            }
            None => start += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::date_forms::date_forms;
    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        printed_dates(text)
            .iter()
            .map(|date| {
                date.readings
                    .iter()
                    .map(|reading| reading.date.to_string())
                    .collect()
            })
            .collect()
    }

    #[test]
    fn unambiguous_dates_have_one_reading() {
        for (text, date) in [
            ("12 AUG 1974", "1974-08-12"),
            ("12 AUG/AOÛT 1974", "1974-08-12"),
            ("12 AUG / AOUT 1974", "1974-08-12"),
            ("12  AUG  /  AOUT  1974", "1974-08-12"),
            ("12AUG1974", "1974-08-12"),
            ("12-Aug-1974", "1974-08-12"),
            ("Aug 12, 1974", "1974-08-12"),
            ("12. August 1974", "1974-08-12"),
            ("12 de agosto de 1974", "1974-08-12"),
            ("03 0CT/OCT 2019", "2019-10-03"),
            ("15 MAR/QQQ 2019", "2019-03-15"),
            ("1974-08-12", "1974-08-12"),
            ("1974/08/12", "1974-08-12"),
            ("25.08.1974", "1974-08-25"),
            ("08/25/1974", "1974-08-25"),
            ("25 08 1974", "1974-08-25"),
            ("3.11.03.1976 UNITED", "1976-03-11"),
            ("25 .O8. I974", "1974-08-25"),
            ("DOB:08/08/1974", "1974-08-08"),
        ] {
            let found = read(text);
            let first = found.first().cloned().unwrap_or_default();
            assert!(
                first.iter().any(|reading| reading == date),
                "{text}: {found:?}"
            );
            assert_eq!(found.len(), 1, "{text}");
        }
        assert_eq!(read("12 AUG 1974"), [["1974-08-12"]]);
        assert_eq!(read("25.08.1974"), [["1974-08-25"]]);
    }

    #[test]
    fn doubt_about_order_and_century_is_kept() {
        assert_eq!(read("03/04/1990"), [["1990-04-03", "1990-03-04"]]);
        assert_eq!(read("12 AUG/AOÛT 74"), [["1974-08-12", "2074-08-12"]]);
        assert_eq!(
            read("03.04.90"),
            [["1990-04-03", "2090-04-03", "1990-03-04", "2090-03-04"]]
        );
    }

    #[test]
    fn several_dates_are_found_with_their_places() {
        let found = printed_dates("4a. 19.01.2013 4b. 18.01.2023");
        let places: Vec<_> = found.iter().map(|date| date.characters.clone()).collect();
        assert_eq!(places, [4..14, 19..29]);
    }

    #[test]
    fn numbers_that_are_no_dates_are_left_alone() {
        for text in [
            "123-45-6789",
            "A1234-56789-01234",
            "1234567890",
            "31.02.1990",
            "12.13.14.15",
            "35 12 08",
            "XX 08 1974",
            "12/1974",
            "5 MAIN 1974",
            "S514-172-80-844-0",
            "12.08.19745",
        ] {
            assert_eq!(read(text), Vec::<Vec<String>>::new(), "{text}");
        }
        assert!(printed_dates("19740812").iter().all(|date| date.is_compact));
    }

    proptest! {
        #[test]
        fn every_form_of_a_day_reads_as_that_day(
            year in 1920..2060_i32,
            month in 1..=12_u32,
            day in 1..=28_u32,
        ) {
            let date = CalendarDate::new(year, month, day).unwrap();
            for form in date_forms(date) {
                let found = printed_dates(&form);
                prop_assert_eq!(found.len(), 1, "{}", form);
                prop_assert!(
                    found[0].readings.iter().any(|reading| reading.date == date),
                    "{}",
                    form
                );
                prop_assert_eq!(&found[0].characters, &(0..form.chars().count()));
            }
        }

        #[test]
        fn dates_of_any_text_lie_inside_it(text in ".{0,200}") {
            let length = text.chars().count();
            let mut before = 0;
            for date in printed_dates(&text) {
                prop_assert!(date.characters.start >= before);
                prop_assert!(date.characters.end <= length);
                prop_assert!(!date.readings.is_empty());
                before = date.characters.end;
            }
        }
    }
}
