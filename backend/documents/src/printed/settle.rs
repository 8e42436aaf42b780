use chrono::Datelike;
use credence_types::CalendarDate;

use super::dates::{DateReading, PrintedDate, PrintedDateOrder};
use super::line::DocumentLayout;
use crate::FieldKey;

/// Longest life and longest time between issue and expiry, in years.
const LIFE: i32 = 125;
const LONGEST_TERM: i32 = 60;

/// Settles which reading of a date is meant.
pub(super) struct Settler {
    order: Option<PrintedDateOrder>,
    today: CalendarDate,
}

impl Settler {
    /// Learns the order of day and month from the dates that have only one, or else from the kind
    /// of document.
    pub(super) fn new(dates: &[PrintedDate], layout: DocumentLayout, today: CalendarDate) -> Self {
        let says = |order| {
            dates.iter().any(|date| {
                !date.is_compact
                    && date.readings.iter().all(|reading| reading.order == order)
                    && date.readings.iter().all(|reading| {
                        let day = reading.date.as_naive();
                        day.day() != day.month()
                    })
            })
        };
        let (day_first, month_first) = (
            says(PrintedDateOrder::DayMonthYear),
            says(PrintedDateOrder::MonthDayYear),
        );
        let order = match (day_first, month_first, layout) {
            (true, true, _) | (false, false, DocumentLayout::Any) => None,
            (true, false, _) => Some(PrintedDateOrder::DayMonthYear),
            (false, true, _) | (false, false, DocumentLayout::NorthAmericanCard) => {
                Some(PrintedDateOrder::MonthDayYear)
            }
            (false, false, DocumentLayout::TravelDocument | DocumentLayout::DrivingLicence) => {
                Some(PrintedDateOrder::DayMonthYear)
            }
        };
        Self { order, today }
    }

    /// The day that a date means as the value of `key`; none when that stays open.
    pub(super) fn day(&self, key: FieldKey, date: &PrintedDate) -> Option<CalendarDate> {
        let mut possible: Vec<&DateReading> = date
            .readings
            .iter()
            .filter(|reading| self.is_possible(key, reading.date))
            .collect();
        let has_both = |order| date.readings.iter().any(|reading| reading.order == order);
        let is_open =
            has_both(PrintedDateOrder::DayMonthYear) && has_both(PrintedDateOrder::MonthDayYear);
        if let (true, Some(order)) = (is_open, self.order) {
            possible.retain(|reading| reading.order == order);
        }
        // Of two centuries the later one is meant, as the other is a hundred years back.
        let latest = possible
            .iter()
            .map(|reading| reading.date.as_naive().year())
            .max()?;
        let mut days = possible
            .iter()
            .map(|reading| reading.date)
            .filter(|day| day.as_naive().year() == latest);
        let day = days.next()?;
        days.all(|other| other == day).then_some(day)
    }

    fn is_possible(&self, key: FieldKey, day: CalendarDate) -> bool {
        let years = day.as_naive().year() - self.today.as_naive().year();
        if key == FieldKey::DateOfBirth {
            day <= self.today && years >= -LIFE
        } else if key == FieldKey::Expires {
            (-LONGEST_TERM..=LONGEST_TERM).contains(&years)
        } else {
            (-LONGEST_TERM..=1).contains(&years)
        }
    }

    /// The day that a date means whatever it stands for; none when that stays open.
    pub(super) fn any_day(&self, date: &PrintedDate) -> Option<CalendarDate> {
        let keys = [FieldKey::DateOfBirth, FieldKey::Expires];
        let mut days = keys.iter().filter_map(|key| self.day(*key, date));
        let day = days.next()?;
        days.all(|other| other == day).then_some(day)
    }

    /// What dates without a label are, by their order in time: birth, issue, expiry. `known` are
    /// the ones that have a label, in that order. Answers nothing unless there is one way to see
    /// it.
    pub(super) fn by_order(
        &self,
        known: [Option<CalendarDate>; 3],
        unlabelled: &[CalendarDate],
    ) -> [Option<CalendarDate>; 3] {
        let missing = known.iter().filter(|day| day.is_none()).count();
        let mut days = unlabelled.to_vec();
        days.retain(|day| !known.contains(&Some(*day)));
        days.sort_unstable();
        days.dedup();
        if missing == 0 || days.len() != missing {
            return [None; 3];
        }
        let mut next = days.into_iter();
        let found = known.map(|day| if day.is_none() { next.next() } else { None });
        let [birth, issued, expires] = [0, 1, 2].map(|place: usize| {
            let of = |days: &[Option<CalendarDate>; 3]| days.get(place).copied().flatten();
            of(&known).or_else(|| of(&found))
        });
        match (birth, issued, expires) {
            (Some(birth), Some(issued), Some(expires))
                if self.is_in_order(birth, issued, expires) =>
            {
                found
            }
            _ => [None; 3],
        }
    }

    fn is_in_order(
        &self,
        birth: CalendarDate,
        issued: CalendarDate,
        expires: CalendarDate,
    ) -> bool {
        let term = issued.years_until(expires);
        birth.years_until(issued) >= 1 && issued <= self.today && expires > issued && term <= 20
    }
}

#[cfg(test)]
mod tests {
    use super::super::dates::printed_dates;
    use super::*;

    fn day(text: &str) -> CalendarDate {
        text.parse().unwrap()
    }

    fn settled(
        texts: &[&str],
        layout: DocumentLayout,
        key: FieldKey,
        text: &str,
    ) -> Option<String> {
        let dates: Vec<_> = texts.iter().flat_map(|text| printed_dates(text)).collect();
        let settler = Settler::new(&dates, layout, day("2024-06-01"));
        let date = printed_dates(text).into_iter().next()?;
        settler.day(key, &date).map(|day| day.to_string())
    }

    #[test]
    fn other_dates_tell_the_order_before_the_layout() {
        use DocumentLayout::{Any, NorthAmericanCard, TravelDocument};
        let birth = FieldKey::DateOfBirth;
        for (others, layout, expected) in [
            (&[][..], Any, None),
            (&[], TravelDocument, Some("1990-04-03")),
            (&[], NorthAmericanCard, Some("1990-03-04")),
            (&["25/12/2020"], NorthAmericanCard, Some("1990-04-03")),
            (&["12/25/2020"], TravelDocument, Some("1990-03-04")),
            (&["12/25/2020", "25/12/2020"], NorthAmericanCard, None),
        ] {
            let found = settled(others, layout, birth, "03/04/1990");
            assert_eq!(found.as_deref(), expected, "{others:?} {layout:?}");
        }
    }

    #[test]
    fn centuries_follow_from_the_meaning() {
        let layout = DocumentLayout::TravelDocument;
        let of = |key, text| settled(&[], layout, key, text);
        assert_eq!(
            of(FieldKey::DateOfBirth, "12 AUG 74").unwrap(),
            "1974-08-12"
        );
        assert_eq!(of(FieldKey::DateOfBirth, "12.08.04").unwrap(), "2004-08-12");
        assert_eq!(of(FieldKey::DateOfBirth, "12.08.30").unwrap(), "1930-08-12");
        assert_eq!(of(FieldKey::Expires, "12.08.30").unwrap(), "2030-08-12");
        assert_eq!(of(FieldKey::Issued, "12.08.19").unwrap(), "2019-08-12");
        assert_eq!(of(FieldKey::Issued, "12.08.2039"), None);
    }

    #[test]
    fn dates_without_labels_are_told_by_their_order() {
        let settler = Settler::new(&[], DocumentLayout::Any, day("2024-06-01"));
        let (birth, issued, expires) = (day("1974-08-12"), day("2020-01-02"), day("2030-01-01"));
        let none = [None; 3];
        assert_eq!(
            settler.by_order(none, &[expires, birth, issued, birth]),
            [Some(birth), Some(issued), Some(expires)]
        );
        assert_eq!(
            settler.by_order([Some(birth), None, None], &[expires, issued]),
            [None, Some(issued), Some(expires)]
        );
        assert_eq!(settler.by_order(none, &[birth, expires]), none);
        assert_eq!(
            settler.by_order(none, &[birth, issued, expires, day("2010-02-02")]),
            none
        );
        assert_eq!(
            settler.by_order(none, &[birth, expires, day("2060-01-01")]),
            none
        );
    }
}
