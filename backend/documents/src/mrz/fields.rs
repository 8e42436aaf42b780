use super::date::MrzDate;
use super::document::MrzSex;
use super::format::MrzFormat;
use super::name::Name;
use crate::country::country_by_code;
use crate::{DocumentFields, FieldKey};

/// The parts of a zone that have a place on the wire.
pub(super) struct Source<'a> {
    pub(super) format: MrzFormat,
    pub(super) number: &'a str,
    pub(super) issuing_state: &'a str,
    pub(super) name: &'a Name,
    pub(super) birth: MrzDate,
    pub(super) sex: Option<MrzSex>,
    pub(super) expiry: MrzDate,
    pub(super) optional: &'a str,
}

/// Turns the zone's parts into fields. The given names stay together: a zone does not tell the
/// first one from the others.
pub(super) fn read(source: &Source<'_>) -> DocumentFields {
    let mut fields = DocumentFields::default();
    fields.set_text(FieldKey::Id, source.number);
    fields.set_text(
        FieldKey::IdType,
        match source.format {
            MrzFormat::Td1 | MrzFormat::Td2 => "ID",
            MrzFormat::Td3 => "Passport",
            MrzFormat::MrvA | MrzFormat::MrvB => "Visa",
        },
    );
    if let Some(country) = country_by_code(source.issuing_state) {
        fields.set_text(FieldKey::Country, country.name);
        fields.set_text(FieldKey::IssuedBy, country.name);
        fields.set_text(FieldKey::AbbrCountry, country.alpha2.unwrap_or_default());
    }
    let alpha3 = country_by_code(source.issuing_state).and_then(|country| country.alpha3);
    fields.set_text(
        FieldKey::Abbr3Country,
        alpha3.unwrap_or(source.issuing_state),
    );
    fields.set_text(FieldKey::FamilyName, source.name.primary.as_str());
    fields.set_text(FieldKey::FirstName, source.name.secondary.as_str());
    let full = format!("{} {}", source.name.secondary, source.name.primary);
    fields.set_text(FieldKey::FullName, full.trim());
    fields.set_date(FieldKey::DateOfBirth, source.birth.day());
    fields.set_date(FieldKey::Expires, source.expiry.day());
    if let Some(sex) = source.sex {
        fields.set_text(
            FieldKey::Gender,
            match sex {
                MrzSex::Female => "Female",
                MrzSex::Male => "Male",
                MrzSex::Unspecified => "Unspecified",
            },
        );
    }
    fields.set_text(FieldKey::PersonalNumber, source.optional);
    fields
}
