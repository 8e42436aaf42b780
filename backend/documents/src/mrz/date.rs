use chrono::Datelike;
use credence_types::CalendarDate;

/// A date in a zone, two digits each for year, month and day, whose century follows from what the
/// date means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MrzDate {
    /// A day of the calendar.
    Day(CalendarDate),
    /// Some parts are unknown by the document's own account (fillers, or `00` for month or day).
    Incomplete {
        /// The year, where it is known.
        year: Option<i32>,
        /// The month, where it is known.
        month: Option<u32>,
    },
    /// No day of the calendar.
    Invalid,
}

impl MrzDate {
    /// The day, if it is one.
    #[must_use]
    pub const fn day(self) -> Option<CalendarDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Incomplete { .. } | Self::Invalid => None,
        }
    }
}

/// Reads a date of birth: the latest century in which it is not after `today`.
pub(super) fn of_birth(text: &str, today: CalendarDate) -> MrzDate {
    let fits = |year, date: Option<CalendarDate>| match date {
        Some(date) => date <= today,
        None => year <= today.as_naive().year(),
    };
    read(text, fits, today)
}

/// Reads a date of expiry: the century in which it is within fifty years of `today`; some cards are
/// valid for decades, none that expired so long ago is shown.
pub(super) fn of_expiry(text: &str, today: CalendarDate) -> MrzDate {
    let latest = today.as_naive().year() + 49;
    read(text, |year, _| year <= latest, today)
}

/// Tries the next century, this one and the last; the first that `fits` counts.
fn read(
    text: &str,
    fits: impl Fn(i32, Option<CalendarDate>) -> bool,
    today: CalendarDate,
) -> MrzDate {
    let Some([year, month, day]) = parts(text) else {
        return MrzDate::Invalid;
    };
    if month.is_some_and(|month| month > 12) || day.is_some_and(|day| day > 31) {
        return MrzDate::Invalid;
    }
    let Some(year) = year else {
        return MrzDate::Incomplete { year: None, month };
    };
    let this_century = today.as_naive().year().div_euclid(100) * 100;
    let centuries = [this_century + 100, this_century, this_century - 100];
    let years = centuries
        .into_iter()
        .filter_map(|century| century.checked_add(i32::try_from(year).ok()?));
    for year in years {
        match (month, day) {
            (Some(month), Some(day)) => match CalendarDate::new(year, month, day) {
                Ok(date) if fits(year, Some(date)) => return MrzDate::Day(date),
                Ok(_) | Err(_) => {}
            },
            _ if fits(year, None) => {
                return MrzDate::Incomplete {
                    year: Some(year),
                    month,
                };
            }
            _ => {}
        }
    }
    MrzDate::Invalid
}

/// Year, month and day; fillers are unknown, and so are month and day `00`.
fn parts(text: &str) -> Option<[Option<u32>; 3]> {
    let part = |from: usize| match text.get(from..from + 2)? {
        "<<" => Some(None),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(digits.parse::<u32>().ok())
        }
        _ => None,
    };
    let known = |number: &u32| *number > 0;
    Some([part(0)?, part(2)?.filter(known), part(4)?.filter(known)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> CalendarDate {
        CalendarDate::new(2025, 6, 15).unwrap()
    }

    fn day(text: &str) -> MrzDate {
        MrzDate::Day(text.parse().unwrap())
    }

    #[test]
    fn the_century_follows_from_the_meaning() {
        assert_eq!(of_birth("740812", today()), day("1974-08-12"));
        assert_eq!(of_birth("250615", today()), day("2025-06-15"));
        assert_eq!(of_birth("250616", today()), day("1925-06-16"));
        assert_eq!(of_birth("000229", today()), day("2000-02-29"));
        assert_eq!(of_expiry("740812", today()), day("2074-08-12"));
        assert_eq!(of_expiry("941101", today()), day("1994-11-01"));
        assert_eq!(of_expiry("350101", today()), day("2035-01-01"));
        let late = CalendarDate::new(2096, 1, 1).unwrap();
        assert_eq!(of_expiry("051231", late), day("2105-12-31"));
    }

    #[test]
    fn unknown_parts_stay_unknown() {
        let incomplete = |year, month| MrzDate::Incomplete { year, month };
        assert_eq!(of_birth("<<<<<<", today()), incomplete(None, None));
        assert_eq!(of_birth("74<<<<", today()), incomplete(Some(1974), None));
        assert_eq!(of_birth("7408<<", today()), incomplete(Some(1974), Some(8)));
        assert_eq!(of_birth("740000", today()), incomplete(Some(1974), None));
    }

    #[test]
    fn what_is_no_day_is_invalid() {
        for text in [
            "741312", "740832", "750229", "7A0812", "7<0812", "", "74081",
        ] {
            assert_eq!(of_birth(text, today()), MrzDate::Invalid, "{text}");
        }
    }
}
