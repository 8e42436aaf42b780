use chrono::{Datelike, Days, Months, NaiveDate};
use credence_types::CalendarDate;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// From when to when a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// Day of issue.
    pub issued: CalendarDate,
    /// Last day.
    pub expires: CalendarDate,
}

/// The day that drawn documents take for today unless told otherwise: 1 July 2026.
#[must_use]
pub fn reference_day() -> CalendarDate {
    CalendarDate::from_naive(NaiveDate::from_ymd_opt(2026, 7, 1).unwrap_or_default())
}

impl Validity {
    /// A document of `years`, issued in the past and valid for at least a month after `today`.
    #[must_use]
    pub fn draw(dice: &mut ChaCha8Rng, today: CalendarDate, years: u32) -> Self {
        let age = dice.random_range(20..u64::from(years) * 365 - 40);
        Self::issued_before(today, age, years)
    }

    /// A document of `years` that ran out one to 700 days before `today`.
    #[must_use]
    pub fn draw_expired(dice: &mut ChaCha8Rng, today: CalendarDate, years: u32) -> Self {
        let age = u64::from(years) * 365 + dice.random_range(5..700);
        Self::issued_before(today, age, years)
    }

    fn issued_before(today: CalendarDate, days: u64, years: u32) -> Self {
        let today = today.as_naive();
        let issued = today.checked_sub_days(Days::new(days)).unwrap_or(today);
        let expires = issued
            .checked_add_months(Months::new(years * 12))
            .unwrap_or(issued);
        Self {
            issued: CalendarDate::from_naive(issued),
            expires: CalendarDate::from_naive(expires),
        }
    }

    /// The same document running out on the holder's birthday, as most licences do.
    #[must_use]
    pub fn until_birthday(self, birth_date: CalendarDate) -> Self {
        let (birth, expires) = (birth_date.as_naive(), self.expires.as_naive());
        let birthday = NaiveDate::from_ymd_opt(expires.year(), birth.month(), birth.day())
            .filter(|birthday| *birthday >= expires)
            .or_else(|| NaiveDate::from_ymd_opt(expires.year() + 1, birth.month(), birth.day()))
            .unwrap_or(expires);
        Self {
            expires: CalendarDate::from_naive(birthday),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::dice;

    #[test]
    fn drawn_documents_hold_today_and_expired_ones_do_not() {
        let today = reference_day();
        for seed in 0..300 {
            let dice = &mut dice(seed, "validity");
            let birth = CalendarDate::new(1980, 2, 29).unwrap();
            let valid = Validity::draw(dice, today, 8).until_birthday(birth);
            assert!(valid.issued < today && today < valid.expires, "{valid:?}");
            let expired = Validity::draw_expired(dice, today, 8);
            assert!(expired.expires < today, "{expired:?}");
        }
    }
}
