use credence_types::CalendarDate;

use crate::aamva::LicenceRecord;
use crate::travel::TravelRecord;

/// What a document prints about its holder and itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedValues {
    /// In upper case.
    pub family_name: String,
    /// All of them, in upper case, without a suffix.
    pub given_names: String,
    /// Birth date.
    pub birth_date: CalendarDate,
    /// Number of the document.
    pub number: String,
    /// Last day of validity.
    pub expires: CalendarDate,
}

impl PrintedValues {
    /// What a travel document of that number says.
    pub(super) fn of_travel(record: &TravelRecord, number: &str) -> Self {
        Self {
            family_name: record.person.family_name.to_uppercase(),
            given_names: record.person.given().to_uppercase(),
            birth_date: record.person.birth_date,
            number: number.to_owned(),
            expires: record.validity.expires,
        }
    }

    pub(super) fn of_licence(record: &LicenceRecord) -> Self {
        Self {
            family_name: record.family_name.clone(),
            given_names: record.given_names(),
            birth_date: record.person.birth_date,
            number: record.number.clone(),
            expires: record.validity.expires,
        }
    }
}
