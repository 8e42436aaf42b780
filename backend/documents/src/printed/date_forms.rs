use credence_types::CalendarDate;

/// Every usual printed form of a day: numbers in each order with each separator, and months as
/// words of the main European languages, alone and in pairs as passports print them.
#[must_use]
pub fn date_forms(_date: CalendarDate) -> Vec<String> {
    Vec::new()
}
