use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar, written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CalendarDate(NaiveDate);

/// The text or the numbers are no day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day of the calendar; expected YYYY-MM-DD")]
pub struct CalendarDateError;

impl CalendarDate {
    /// The given day; month and day count from 1.
    ///
    /// # Errors
    /// When there is no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Result<Self, CalendarDateError> {
        NaiveDate::from_ymd_opt(year, month, day)
            .map(Self)
            .ok_or(CalendarDateError)
    }

    /// Wraps a chrono date.
    #[must_use]
    pub const fn from_naive(date: NaiveDate) -> Self {
        Self(date)
    }

    /// The chrono date.
    #[must_use]
    pub const fn as_naive(self) -> NaiveDate {
        self.0
    }

    /// Whole years from this day to `today`; 0 when `today` is earlier.
    #[must_use]
    pub fn years_until(self, today: Self) -> u32 {
        let mut years = today.0.year() - self.0.year();
        if (today.0.month(), today.0.day()) < (self.0.month(), self.0.day()) {
            years -= 1;
        }
        u32::try_from(years).unwrap_or(0)
    }
}

impl fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format("%Y-%m-%d").fmt(f)
    }
}

impl FromStr for CalendarDate {
    type Err = CalendarDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map(Self)
            .map_err(|_| CalendarDateError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_changes_on_the_birthday() {
        let born = CalendarDate::new(2000, 2, 29).unwrap();
        assert_eq!(
            born.years_until(CalendarDate::new(2018, 2, 28).unwrap()),
            17
        );
        assert_eq!(born.years_until(CalendarDate::new(2018, 3, 1).unwrap()), 18);
        assert!(CalendarDate::new(2023, 2, 29).is_err());
    }
}
