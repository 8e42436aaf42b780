use chrono::{Datelike, Days, Months};
use credence_types::CalendarDate;

use super::case::{Case, Rule};
use super::issuer_terms::{EXPIRING_BY_BIRTHDAY, LONGEST_TERM_OF_ALL_YEARS, longest_term_years};
use crate::FieldKey;
use crate::aamva::{CardKind, HeaderTag};

/// The youngest that anyone drives by a licence or a permit: farm and hardship permits of Kansas,
/// North and South Dakota.
const YOUNGEST_DRIVER_YEARS: u32 = 14;
/// Days that an expiry may lie from the birthday: New Mexico and Kentucky give a month.
const BIRTHDAY_TOLERANCE_DAYS: i64 = 32;
/// Days that a coming of age may lie from its birthday.
const AGE_TOLERANCE_DAYS: u64 = 2;
/// When each edition of the standard came out, by its version number.
const EDITION_YEARS: [i32; 12] = [
    0, 2000, 2003, 2005, 2009, 2010, 2011, 2012, 2013, 2016, 2020, 2025,
];

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "issued_after_birth",
        is_hint: false,
        broken_because: "the card was issued before its holder was born",
        holds: |case| Some(case.date(FieldKey::DateOfBirth)? < case.date(FieldKey::Issued)?),
    },
    Rule {
        name: "expires_after_issue",
        is_hint: false,
        broken_because: "the card expires on the day of its issue or before",
        holds: |case| Some(case.date(FieldKey::Issued)? < case.date(FieldKey::Expires)?),
    },
    Rule {
        name: "issued_by_today",
        is_hint: false,
        broken_because: "the card will only be issued",
        // A day more, for it may be tomorrow where the issuer is.
        holds: |case| {
            let latest = case.today.as_naive().checked_add_days(Days::new(1))?;
            Some(case.date(FieldKey::Issued)?.as_naive() <= latest)
        },
    },
    Rule {
        name: "term_possible",
        is_hint: false,
        broken_because: "the licence is valid for longer than any of its kind",
        holds: |case| {
            let years = match case.issuing_state()? {
                "AZ" => longest_term_years("AZ")?,
                _ => LONGEST_TERM_OF_ALL_YEARS,
            };
            term_is_within(case, years)
        },
    },
    Rule {
        name: "term_of_issuer",
        is_hint: true,
        broken_because: "the licence is valid for longer than the issuer's usual terms",
        holds: |case| term_is_within(case, longest_term_years(case.issuing_state()?)?),
    },
    Rule {
        name: "old_enough_when_issued",
        is_hint: false,
        broken_because: "the holder was too young to drive when the licence was issued",
        holds: |case| {
            is_licence(case)?;
            let [birth, issued] =
                [FieldKey::DateOfBirth, FieldKey::Issued].map(|key| case.date(key));
            Some(birth?.years_until(issued?) >= YOUNGEST_DRIVER_YEARS)
        },
    },
    Rule {
        name: "expires_by_birthday",
        is_hint: true,
        broken_because: "the card does not expire near the holder's birthday, as the issuer's do",
        holds: expires_by_birthday,
    },
    Rule {
        name: "coming_of_age_dates",
        is_hint: true,
        broken_because: "a date of coming of age is not that birthday",
        holds: coming_of_age_dates,
    },
    Rule {
        name: "edition_known_when_issued",
        is_hint: true,
        broken_because: "the card was issued before its edition of the standard came out",
        holds: |case| {
            let version = usize::from(case.document.header.version?);
            let year = *EDITION_YEARS.get(version)?;
            Some(case.date(FieldKey::Issued)?.as_naive().year() >= year)
        },
    },
    Rule {
        name: "revision_by_today",
        is_hint: false,
        broken_because: "the card's layout is of a day to come",
        holds: |case| {
            let latest = case.today.as_naive().checked_add_days(Days::new(1))?;
            Some(case.date(FieldKey::CardRevisionDate)?.as_naive() <= latest)
        },
    },
    Rule {
        name: "revision_before_issue",
        is_hint: true,
        broken_because: "the card's layout is younger than the card",
        holds: |case| Some(case.date(FieldKey::CardRevisionDate)? <= case.date(FieldKey::Issued)?),
    },
    Rule {
        name: "revision_since_standard",
        is_hint: true,
        broken_because: "the card's layout is older than the standard that dates layouts",
        holds: |case| Some(case.date(FieldKey::CardRevisionDate)?.as_naive().year() >= 2000),
    },
];

/// Whether the barcode says itself that it is a licence; without a header that is only assumed.
fn is_licence(case: &Case<'_>) -> Option<()> {
    let is_said = case.document.kind == CardKind::DriverLicense
        && case.document.header.tag != HeaderTag::Missing;
    is_said.then_some(())
}

/// A year more than the term, for early renewals and the wait for the next birthday.
fn term_is_within(case: &Case<'_>, years: u32) -> Option<bool> {
    is_licence(case)?;
    let issued = case.date(FieldKey::Issued)?.as_naive();
    let latest = issued.checked_add_months(Months::new((years + 1) * 12))?;
    Some(case.date(FieldKey::Expires)?.as_naive() <= latest)
}

/// A licence for as long as a stay is lawful ends with the stay.
fn expires_by_birthday(case: &Case<'_>) -> Option<bool> {
    let is_bound = EXPIRING_BY_BIRTHDAY.contains(&case.issuing_state()?)
        && case.document.flags.is_limited_duration != Some(true);
    if !is_bound {
        return None;
    }
    let birth = case.date(FieldKey::DateOfBirth)?;
    let expires = case.date(FieldKey::Expires)?.as_naive();
    let is_near = |year: i32| {
        birthday_in(birth, year).is_some_and(|birthday| {
            (expires - birthday).num_days().abs() <= BIRTHDAY_TOLERANCE_DAYS
        })
    };
    Some((-1..=1).any(|years| is_near(expires.year() + years)))
}

/// The birthday in a year; that of a leap day on the first of March.
fn birthday_in(birth: CalendarDate, year: i32) -> Option<chrono::NaiveDate> {
    let birth = birth.as_naive();
    birth
        .with_year(year)
        .or_else(|| chrono::NaiveDate::from_ymd_opt(year, 3, 1))
}

/// Elements DDH, DDI and DDJ: until when the holder is under 18, 19 and 21.
fn coming_of_age_dates(case: &Case<'_>) -> Option<bool> {
    let birth = case.date(FieldKey::DateOfBirth)?;
    let mut outcomes =
        [("DDH", 18), ("DDI", 19), ("DDJ", 21)]
            .into_iter()
            .filter_map(|(element, years)| {
                let stated = eight_digits(case.element(element)?)?;
                let expected = birthday_in(birth, birth.as_naive().year() + years)?;
                Some(stated.iter().any(|stated| {
                    (*stated - expected).num_days().unsigned_abs() <= AGE_TOLERANCE_DAYS
                }))
            })
            .peekable();
    outcomes.peek()?;
    Some(outcomes.all(|is_birthday| is_birthday))
}

/// A date as MMDDCCYY or CCYYMMDD, whichever it can be; none where it is neither.
fn eight_digits(text: &str) -> Option<Vec<chrono::NaiveDate>> {
    let forms = ["%m%d%Y", "%Y%m%d"];
    let dates: Vec<_> = forms
        .iter()
        .filter(|_| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .filter_map(|form| chrono::NaiveDate::parse_from_str(text, form).ok())
        .collect();
    (!dates.is_empty()).then_some(dates)
}
