use credence_types::{CalendarDate, CountryCode, Redacted};

use super::check_digit::{CheckOutcome, MrzCheck};
use super::date::{self, MrzDate};
use super::document::{MrzDocument, MrzSex};
use super::fields::{self, Source};
use super::flag::MrzFlag;
use super::format::MrzFormat;
use super::lines::{self, TEXT_LIMIT_BYTES};
use super::name;
use super::zone::{self, Zone};
use crate::country::country_by_code;

/// Why text is no machine-readable zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MrzError {
    /// There is nothing but white space.
    #[error("no machine-readable zone: the text is empty")]
    Empty,
    /// The text is longer than any zone.
    #[error("no machine-readable zone: more than {TEXT_LIMIT_BYTES} bytes")]
    TooLong,
    /// A character stands in it that no zone has.
    #[error("no machine-readable zone: a character is neither A to Z, 0 to 9 nor the filler <")]
    ForeignCharacter,
    /// The number of lines or their length is that of no format.
    #[error("no machine-readable zone: {lines} lines of up to {longest} characters fit no format")]
    UnknownFormat {
        /// How many lines the text has.
        lines: usize,
        /// How many characters the longest one has.
        longest: usize,
    },
}

/// Parses the lines of a machine-readable zone; `today` decides centuries.
///
/// # Errors
/// When the text is none at all. A zone that breaks the standard is parsed and flagged.
pub fn parse(text: &str, today: CalendarDate) -> Result<MrzDocument, MrzError> {
    let mut flags = Vec::new();
    let lines = lines::read(text, &mut flags)?;
    let zone = zone::cut(&lines);
    flag_checks(&zone.checks, &mut flags);
    let document_code = zone.document_code.trim_end_matches('<');
    if !is_code_of(lines.format, document_code) {
        flags.push(MrzFlag::DocumentCodeUnknown);
    }
    flag_number(&zone, &mut flags);
    let issuing_state = code(zone.issuing_state, MrzFlag::IssuingStateUnknown, &mut flags);
    let nationality = code(zone.nationality, MrzFlag::NationalityUnknown, &mut flags);
    let (birth, expiry) = dates(&zone, today, &mut flags);
    let sex = sex(zone.sex, &mut flags);
    let name = name::read(zone.names, &mut flags);
    let optional = zone
        .optional
        .clone()
        .map(|text| text.trim_matches('<').to_owned());
    let [first_optional, second_optional] = &optional;
    let fields = fields::read(&Source {
        format: lines.format,
        number: &zone.number.text,
        issuing_state: zone.issuing_state.trim_end_matches('<'),
        name: &name,
        birth,
        sex,
        expiry,
        optional: if first_optional.is_empty() {
            second_optional
        } else {
            first_optional
        },
    });
    Ok(MrzDocument {
        format: lines.format,
        document_code: document_code.to_owned(),
        issuing_state,
        document_number: zone.number.text.clone().into(),
        primary_name: name.primary.into(),
        secondary_name: name.secondary.into(),
        nationality,
        date_of_birth: birth.into(),
        sex,
        date_of_expiry: expiry.into(),
        optional_data: optional.map(Redacted::new),
        checks: zone.checks,
        flags,
        fields,
        lines: lines.lines.into(),
    })
}

fn flag_checks(checks: &[MrzCheck], flags: &mut Vec<MrzFlag>) {
    flags.extend(checks.iter().filter_map(|check| match check.outcome {
        CheckOutcome::Passed => None,
        CheckOutcome::Failed => Some(MrzFlag::CheckDigitWrong(check.field)),
        CheckOutcome::Absent => Some(MrzFlag::CheckDigitMissing(check.field)),
    }));
}

/// The first letters that Doc 9303 allows: parts 4 (`P`), 5 and 6 (`A`, `C`, `I`), 7 (`V`).
fn is_code_of(format: MrzFormat, code: &str) -> bool {
    let first = code.chars().next();
    match format {
        MrzFormat::Td1 | MrzFormat::Td2 => matches!(first, Some('A' | 'C' | 'I')),
        MrzFormat::Td3 => first == Some('P'),
        MrzFormat::MrvA | MrzFormat::MrvB => first == Some('V'),
    }
}

fn flag_number(zone: &Zone<'_>, flags: &mut Vec<MrzFlag>) {
    if zone.number.text.is_empty() {
        flags.push(MrzFlag::DocumentNumberMissing);
    }
    if zone.number.is_long {
        flags.push(MrzFlag::DocumentNumberLong);
    }
}

fn code(field: &str, unknown: MrzFlag, flags: &mut Vec<MrzFlag>) -> Option<CountryCode> {
    let letters = field.trim_end_matches('<');
    if country_by_code(letters).is_none() {
        flags.push(unknown);
    }
    letters.parse().ok()
}

fn dates(zone: &Zone<'_>, today: CalendarDate, flags: &mut Vec<MrzFlag>) -> (MrzDate, MrzDate) {
    let birth = date::of_birth(zone.birth, today);
    let expiry = date::of_expiry(zone.expiry, today);
    let mut flag = |date, incomplete, invalid| match date {
        MrzDate::Day(_) => {}
        MrzDate::Incomplete { .. } => flags.push(incomplete),
        MrzDate::Invalid => flags.push(invalid),
    };
    flag(
        birth,
        MrzFlag::BirthDateIncomplete,
        MrzFlag::BirthDateInvalid,
    );
    flag(
        expiry,
        MrzFlag::ExpiryDateIncomplete,
        MrzFlag::ExpiryDateInvalid,
    );
    if let (Some(birth), Some(expiry)) = (birth.day(), expiry.day())
        && expiry < birth
    {
        flags.push(MrzFlag::ExpiryBeforeBirth);
    }
    (birth, expiry)
}

fn sex(character: char, flags: &mut Vec<MrzFlag>) -> Option<MrzSex> {
    match character {
        'F' => Some(MrzSex::Female),
        'M' => Some(MrzSex::Male),
        '<' | 'X' => Some(MrzSex::Unspecified),
        _ => {
            flags.push(MrzFlag::SexInvalid);
            None
        }
    }
}
