use credence_types::CalendarDate;

use super::card::CardKind;
use super::date::{DateOrder, DateReader, says_never};
use super::element::ElementId;
use super::header::AamvaHeader;
use super::values::Values;
use super::warning::AamvaWarning;
use super::{address, colour, height, name, sex, weight};
use crate::country::{Country, country_by_alpha2};
use crate::{DocumentFields, FieldKey};

/// Turns elements into fields.
pub(super) fn read(
    header: &AamvaHeader,
    kind: CardKind,
    values: Values<'_>,
    warnings: &mut Vec<AamvaWarning>,
) -> DocumentFields {
    let mut fields = DocumentFields::default();
    let country = country(header, values, warnings);
    identity(&mut fields, header, kind, values, country);
    names(&mut fields, values, warnings);
    dates(&mut fields, header, country, values, warnings);
    appearance(&mut fields, values, warnings);
    whereabouts(&mut fields, country, values, warnings);
    privileges(&mut fields, values);
    fields
}

/// Whether the card states that it never expires.
pub(super) fn never_expires(values: Values<'_>) -> bool {
    values.get(b"DBA").is_some_and(says_never)
}

fn country(
    header: &AamvaHeader,
    values: Values<'_>,
    warnings: &mut Vec<AamvaWarning>,
) -> Option<&'static Country> {
    let stated = values
        .get(b"DCG")
        .and_then(|text| match text.to_ascii_uppercase().as_str() {
            "USA" | "US" => country_by_alpha2("US"),
            "CAN" | "CDN" | "CA" => country_by_alpha2("CA"),
            "MEX" | "MX" => country_by_alpha2("MX"),
            _ => None,
        });
    let issuing = header
        .issuer
        .and_then(|issuer| country_by_alpha2(issuer.country));
    if let (Some(stated), Some(issuing)) = (stated, issuing)
        && stated != issuing
    {
        warnings.push(AamvaWarning::CountryDiffersFromIssuer);
    }
    issuing.or(stated)
}

fn identity(
    fields: &mut DocumentFields,
    header: &AamvaHeader,
    kind: CardKind,
    values: Values<'_>,
    country: Option<&'static Country>,
) {
    fields.set_text(FieldKey::Id, values.get_some(b"DAQ").unwrap_or_default());
    fields.set_text(FieldKey::IdType, kind.wire_name());
    fields.set_text(FieldKey::Iin, header.iin.as_deref().unwrap_or_default());
    fields.set_text(
        FieldKey::IssuedBy,
        header.issuer.map(|issuer| issuer.name).unwrap_or_default(),
    );
    fields.set_text(
        FieldKey::AuditInformation,
        values.get_some(b"DCJ").unwrap_or_default(),
    );
    if let Some(country) = country {
        fields.set_text(FieldKey::Country, country.name);
        fields.set_text(FieldKey::AbbrCountry, country.alpha2.unwrap_or_default());
        fields.set_text(FieldKey::Abbr3Country, country.alpha3.unwrap_or_default());
    }
}

fn names(fields: &mut DocumentFields, values: Values<'_>, warnings: &mut Vec<AamvaWarning>) {
    let name = name::read(values, warnings);
    fields.set_text(FieldKey::FamilyName, name.family);
    fields.set_text(FieldKey::FirstName, name.first);
    fields.set_text(FieldKey::MiddleName, name.middle);
    fields.set_text(FieldKey::Suffix, name.suffix);
    fields.set_text(FieldKey::FullName, name.full);
}

fn dates(
    fields: &mut DocumentFields,
    header: &AamvaHeader,
    country: Option<&'static Country>,
    values: Values<'_>,
    warnings: &mut Vec<AamvaWarning>,
) {
    let expected = match (country.and_then(|country| country.alpha2), header.version) {
        (Some("CA"), _) | (Some(_), Some(0 | 1)) => Some(DateOrder::YearMonthDay),
        (Some("US"), Some(_)) => Some(DateOrder::MonthDayYear),
        _ => None,
    };
    let mut reader = DateReader {
        values,
        expected,
        birthday: None,
    };
    let birth = reader.read(b"DBB", warnings);
    reader.birthday = birth;
    let issued = reader.read(b"DBD", warnings);
    let expires = reader.read(b"DBA", warnings);
    fields.set_date(FieldKey::DateOfBirth, birth);
    fields.set_date(FieldKey::Issued, issued);
    fields.set_date(FieldKey::Expires, expires);
    fields.set_date(FieldKey::CardRevisionDate, reader.read(b"DDB", warnings));
    fields.set_date(
        FieldKey::HazmatExpirationDate,
        reader.read(b"DDC", warnings),
    );
    // Read for their warnings alone: the wire has no place for the age limits.
    for id in [b"DDH", b"DDI", b"DDJ"] {
        reader.read(id, warnings);
    }
    let in_order = |pair: (Option<CalendarDate>, Option<CalendarDate>)| match pair {
        (Some(earlier), Some(later)) => earlier < later,
        _ => true,
    };
    if ![(birth, issued), (issued, expires), (birth, expires)]
        .into_iter()
        .all(in_order)
    {
        warnings.push(AamvaWarning::DatesOutOfOrder);
    }
}

fn appearance(fields: &mut DocumentFields, values: Values<'_>, warnings: &mut Vec<AamvaWarning>) {
    if let Some(text) = values.get_some(b"DBC") {
        match sex::read(text) {
            Some(word) => fields.set_text(FieldKey::Gender, word),
            None => warnings.push(AamvaWarning::SexUnreadable),
        }
    }
    if let Some(text) = values.get_some(b"DAU").or_else(|| values.get_some(b"DAV")) {
        match height::read(text) {
            Some(height) => fields.set_text(FieldKey::Height, height),
            None => warnings.push(AamvaWarning::HeightUnreadable),
        }
    }
    match weight::read(values) {
        Ok(weight) => fields.set_text(FieldKey::Weight, weight.unwrap_or_default()),
        Err(()) => warnings.push(AamvaWarning::WeightUnreadable),
    }
    type ColourReader = fn(&str) -> Option<&'static str>;
    let colours: [(&[u8; 3], FieldKey, ColourReader); 2] = [
        (b"DAY", FieldKey::Eyes, colour::eyes),
        (b"DAZ", FieldKey::Hair, colour::hair),
    ];
    for (id, key, read) in colours {
        if let Some(text) = values.get_some(id) {
            if read(text).is_none() {
                warnings.push(AamvaWarning::ColourUnknown(ElementId::known(*id)));
            }
            fields.set_text(key, read(text).unwrap_or(text));
        }
    }
    fields.set_text(FieldKey::Race, values.get_some(b"DCL").unwrap_or_default());
    fields.set_text(
        FieldKey::PlaceOfBirth,
        values.get_some(b"DCI").unwrap_or_default(),
    );
}

fn whereabouts(
    fields: &mut DocumentFields,
    country: Option<&'static Country>,
    values: Values<'_>,
    warnings: &mut Vec<AamvaWarning>,
) {
    let address = address::read(values, country.and_then(|country| country.alpha2));
    if address.is_postal_code_irregular {
        warnings.push(AamvaWarning::PostalCodeIrregular);
    }
    fields.set_text(FieldKey::Address, address.street);
    fields.set_text(FieldKey::City, address.city);
    fields.set_text(FieldKey::State, address.state);
    fields.set_text(FieldKey::Zip, address.postal_code);
    fields.set_text(FieldKey::PostalBox, address.postal_box);
}

/// Class, restrictions and endorsements; `NONE` is a statement here and stays.
fn privileges(fields: &mut DocumentFields, values: Values<'_>) {
    for (key, ids) in [
        (FieldKey::Class, [b"DCA", b"DAR"]),
        (FieldKey::RestrictionCode, [b"DCB", b"DAS"]),
        (FieldKey::EndorsementsCode, [b"DCD", b"DAT"]),
    ] {
        let text = ids.iter().find_map(|id| values.get(id));
        fields.set_text(key, text.unwrap_or_default());
    }
}
