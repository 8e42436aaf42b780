use chrono::Datelike;
use credence_types::CalendarDate;

use super::compose::AamvaVersion;
use super::issuer::IssuerCountry;
use super::record::LicenceRecord;
use crate::person::Sex;

/// Three-letter element identifiers with their values, in the order of the barcode.
pub(super) type Elements = Vec<(String, String)>;

/// What the elements depend on besides the record.
#[derive(Debug, Clone, Copy)]
pub(super) struct ElementStyle {
    pub(super) version: AamvaVersion,
    /// Dates in the order of the other country.
    pub(super) is_foreign_date_order: bool,
}

impl ElementStyle {
    /// Version 1 and Canada write CCYYMMDD, the United States MMDDCCYY.
    fn date(self, record: &LicenceRecord, date: CalendarDate) -> String {
        let day = date.as_naive();
        let is_year_first =
            self.version.number() == 1 || record.issuer.country == IssuerCountry::Canada;
        if is_year_first == self.is_foreign_date_order {
            format!("{:02}{:02}{:04}", day.month(), day.day(), day.year())
        } else {
            format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
        }
    }
}

/// The elements of the DL or ID subfile.
pub(super) fn personal_elements(record: &LicenceRecord, style: ElementStyle) -> Elements {
    let mut elements = Elements::new();
    let mut put = |id: &str, value: String| elements.push((id.to_owned(), value));
    let number = style.version.number();
    if number == 1 {
        put("DAA", full_name(record));
    }
    put("DAQ", record.number.clone());
    let [class, restrictions, endorsements] = if number == 1 {
        ["DAR", "DAS", "DAT"]
    } else {
        ["DCA", "DCB", "DCD"]
    };
    let none = if number == 1 { "" } else { "NONE" };
    put(class, record.class.to_owned());
    put(restrictions, record.restrictions.unwrap_or(none).to_owned());
    put(endorsements, record.endorsements.unwrap_or(none).to_owned());
    if number > 1 {
        for (id, value) in name_elements(record, number) {
            put(id, value);
        }
    }
    put("DBD", style.date(record, record.validity.issued));
    put("DBB", style.date(record, record.person.birth_date));
    put("DBA", style.date(record, record.validity.expires));
    put("DBC", sex_code(record.sex(), number).to_owned());
    put("DAU", height(record, number));
    put("DAY", record.eyes().code().to_owned());
    put("DAG", record.address.street.to_uppercase());
    if let Some(unit) = &record.address.unit {
        put("DAH", unit.to_uppercase());
    }
    put("DAI", record.address.city.to_uppercase());
    put("DAJ", record.address.region.to_owned());
    put("DAK", postal_code(&record.address.postal_code));
    put("DAZ", record.person.hair.to_owned());
    put_weight(record, &mut put);
    if number > 1 {
        put("DCF", record.document_discriminator.clone());
        put("DCG", record.issuer.country.code().to_owned());
    }
    if number >= 4 {
        put("DDB", style.date(record, record.revision_date));
        put("DDA", if record.is_real_id { "F" } else { "N" }.to_owned());
        put("DCK", record.inventory_number.clone());
        put("DDK", u8::from(record.is_organ_donor).to_string());
        put("DDL", u8::from(record.is_veteran).to_string());
    }
    elements
}

/// A subfile of the issuer's own, `Z` and the first letter of its code.
pub(super) fn jurisdiction_elements(record: &LicenceRecord) -> Elements {
    let letter = record.issuer.code.chars().next().unwrap_or('X');
    vec![
        (
            format!("Z{letter}A"),
            record.restrictions.unwrap_or("NONE").to_owned(),
        ),
        (format!("Z{letter}B"), String::new()),
        (format!("Z{letter}C"), record.eyes().code().to_owned()),
        (
            format!("Z{letter}D"),
            record.inventory_number.chars().rev().collect(),
        ),
    ]
}

/// `LAST,FIRST,MIDDLE,SUFFIX` of version 1.
fn full_name(record: &LicenceRecord) -> String {
    let mut parts = vec![record.family_name.clone(), record.first_name.clone()];
    parts.extend(record.middle_names.clone());
    parts.extend(record.suffix.map(str::to_owned));
    cut(&parts.join(","), 35)
}

fn name_elements(record: &LicenceRecord, version: u8) -> Vec<(&'static str, String)> {
    const WIDEST: usize = 40;
    let middle = record.middle_names.clone();
    let truncation = |text: &str| if text.len() > WIDEST { "T" } else { "N" }.to_owned();
    let mut elements = vec![("DCS", cut(&record.family_name, WIDEST))];
    if version < 4 {
        let given = [Some(record.first_name.clone()), middle]
            .into_iter()
            .flatten();
        elements.push(("DCT", cut(&given.collect::<Vec<_>>().join(","), 80)));
    } else {
        // Both forms of "no middle name" are common; which one goes by the issuer.
        let is_worded = record
            .issuer
            .identification_number
            .ends_with(['0', '2', '4', '6', '8']);
        let absent = if is_worded { "NONE" } else { "" }.to_owned();
        elements.push(("DDE", truncation(&record.family_name)));
        elements.push(("DAC", cut(&record.first_name, WIDEST)));
        elements.push(("DDF", truncation(&record.first_name)));
        elements.push((
            "DAD",
            middle.as_deref().map_or(absent, |name| cut(name, WIDEST)),
        ));
        elements.push(("DDG", truncation(middle.as_deref().unwrap_or_default())));
    }
    elements.extend(record.suffix.map(|suffix| ("DCU", suffix.to_owned())));
    elements
}

fn put_weight(record: &LicenceRecord, put: &mut impl FnMut(&str, String)) {
    match record.issuer.country {
        IssuerCountry::UnitedStates => {
            let pounds = u32::from(record.person.weight_kilograms) * 2205 / 1000;
            put("DAW", format!("{pounds:03}"));
        }
        IssuerCountry::Canada => put("DAX", format!("{:03}", record.person.weight_kilograms)),
    }
}

/// The holder's height in whole inches, as US cards have it.
pub(crate) fn inches(record: &LicenceRecord) -> u32 {
    (u32::from(record.person.height_centimetres) * 100 + 127) / 254
}

/// `509` for five feet nine in version 1, then `069 in`; `175 cm` in Canada.
fn height(record: &LicenceRecord, version: u8) -> String {
    match record.issuer.country {
        IssuerCountry::Canada => format!("{:03} cm", record.person.height_centimetres),
        IssuerCountry::UnitedStates if version == 1 => {
            format!("{}{:02}", inches(record) / 12, inches(record) % 12)
        }
        IssuerCountry::UnitedStates => format!("{:03} in", inches(record)),
    }
}

fn sex_code(sex: Sex, version: u8) -> &'static str {
    match (sex, version) {
        (Sex::Male, 1) => "M",
        (Sex::Female, 1) => "F",
        (Sex::Male, _) => "1",
        (Sex::Female, _) => "2",
        (Sex::Unspecified, _) => "9",
    }
}

/// Eleven characters: nine digits and two spaces, or the six of Canada and five spaces.
fn postal_code(text: &str) -> String {
    let bare: String = text.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let is_american = bare.bytes().all(|byte| byte.is_ascii_digit());
    let filled = if is_american {
        format!("{bare:0<9}")
    } else {
        bare
    };
    format!("{filled:<11}")
}

fn cut(text: &str, widest: usize) -> String {
    text.chars().take(widest).collect()
}
