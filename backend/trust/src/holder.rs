//! The holder's age: the evidence to the reason, which never holds the date or the years.

use crate::evidence::Evidence;
use crate::fields;
use crate::reason::Reason;

/// Nobody has grown older: such a birth date was misread.
const OLDEST_YEARS: u32 = 125;

/// A person reaches an age on their birthday; who was born on 29 February, on 1 March of other years.
pub(crate) fn holder_age(evidence: &Evidence, minimum_age: Option<u8>) -> Reason {
    let Some(minimum) = minimum_age else {
        return Reason::NoAgeAsked;
    };
    let fields = evidence.document_fields.as_deref();
    if fields.is_some_and(|fields| fields::differs(fields, "dob")) {
        return Reason::BirthDateDoubtful;
    }
    let Some(born_on) = &evidence.born_on else {
        return Reason::BirthDateUnknown;
    };
    let born_on = *born_on.expose();
    let years = born_on.years_until(evidence.assessed_on);
    if born_on > evidence.assessed_on || years > OLDEST_YEARS {
        return Reason::BirthDateDoubtful;
    }
    if years >= u32::from(minimum) {
        Reason::AgeReached
    } else {
        Reason::AgeNotReached
    }
}
