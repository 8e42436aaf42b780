//! The service's published test data (dcs-wire section 1.8): invented people.

use credence_types::{CalendarDate, CalendarDateError};

use crate::passport::{Passport, PassportDetails};

/// A passport of the published test data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestPassport {
    /// The number.
    pub number: &'static str,
    /// The surname.
    pub surname: &'static str,
    /// The forenames.
    pub forenames: &'static [&'static str],
    /// `YYYY-MM-DD`.
    pub date_of_birth: &'static str,
    /// `YYYY-MM-DD`; long past by now.
    pub expiry_date: &'static str,
    /// What the service answers.
    pub result: TestResult,
}

impl TestPassport {
    /// The passport, ready to be checked: the service takes it although it expired long ago.
    ///
    /// # Errors
    /// Never for the published data, whose dates are days of the calendar.
    pub fn passport(&self) -> Result<Passport, CalendarDateError> {
        let forenames: Vec<String> = self
            .forenames
            .iter()
            .map(|name| (*name).to_owned())
            .collect();
        Ok(Passport::validated(PassportDetails {
            number: self.number.to_owned().into(),
            surname: self.surname.to_owned().into(),
            forenames: forenames.into(),
            date_of_birth: self.date_of_birth.parse::<CalendarDate>()?.into(),
            expiry_date: self.expiry_date.parse::<CalendarDate>()?.into(),
        }))
    }
}

/// The answer to a test passport.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestResult {
    /// `valid: true`.
    Valid,
    /// `valid: false`.
    Invalid,
    /// `error: true`, "Unplanned outage".
    UnplannedOutage,
}

/// All of it.
pub const TEST_PASSPORTS: [TestPassport; 4] = [
    TestPassport {
        number: "824159121",
        surname: "Watson",
        forenames: &["Mary"],
        date_of_birth: "1932-02-25",
        expiry_date: "2021-03-01",
        result: TestResult::Valid,
    },
    TestPassport {
        number: "532114382",
        surname: "Moriarty",
        forenames: &["James"],
        date_of_birth: "1939-10-09",
        expiry_date: "2022-08-03",
        result: TestResult::Invalid,
    },
    TestPassport {
        number: "217237799",
        surname: "Holmes",
        forenames: &["Sherlock"],
        date_of_birth: "1940-07-23",
        expiry_date: "2021-04-19",
        result: TestResult::UnplannedOutage,
    },
    TestPassport {
        number: "398593142",
        surname: "Hudson",
        forenames: &["Martha", "Jane"],
        date_of_birth: "1931-06-11",
        expiry_date: "2022-01-01",
        result: TestResult::Valid,
    },
];
