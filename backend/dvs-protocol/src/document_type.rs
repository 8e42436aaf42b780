use credence_types::DocumentType;
use serde::{Deserialize, Deserializer, Serializer};

use crate::lenient::Scalar;

/// The kind behind a name that version 3 accepts, in any case, with or without separators:
/// `ID`, `Passport`, `PassportCard`, …, and the capture library's `DL` and `IC`.
fn from_name(name: &str) -> Option<DocumentType> {
    let letters: String = name
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    match letters.as_str() {
        "id" | "dl" | "ic" | "driverlicense" | "driverlicenseorid" | "identificationcard" => {
            Some(DocumentType::DriverLicenseOrId)
        }
        "passport" => Some(DocumentType::Passport),
        "passportcard" => Some(DocumentType::PassportCard),
        "greencard" => Some(DocumentType::GreenCard),
        "internationalid" => Some(DocumentType::InternationalId),
        "employmentauthorization" => Some(DocumentType::EmploymentAuthorization),
        "faceonly" | "faceauthorization" => Some(DocumentType::FaceOnly),
        "barcode" => Some(DocumentType::Barcode),
        _ => None,
    }
}

/// The kind behind a number, a numeric text or a name.
pub(crate) fn of(scalar: &Scalar<'_>) -> Option<DocumentType> {
    match (scalar.integer(), scalar) {
        (Some(number), _) => DocumentType::from_wire_number(number),
        (None, Scalar::Text(name)) => from_name(name),
        (None, _) => None,
    }
}

/// For `#[serde(with)]`: the number on the wire, or null.
pub(crate) fn serialize<S: Serializer>(
    kind: &Option<DocumentType>,
    to: S,
) -> Result<S::Ok, S::Error> {
    match kind {
        Some(kind) => to.serialize_i32(kind.wire_number()),
        None => to.serialize_none(),
    }
}

/// For `#[serde(with)]`: a number or a name; anything else is nothing.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<DocumentType>, D::Error> {
    Ok(of(&Scalar::deserialize(from)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_numeric_texts_and_names_are_accepted() {
        for (json, kind) in [
            ("1", Some(DocumentType::DriverLicenseOrId)),
            ("2.0", Some(DocumentType::Passport)),
            ("\"3\"", Some(DocumentType::PassportCard)),
            ("\"Passport Card\"", Some(DocumentType::PassportCard)),
            ("\"ID\"", Some(DocumentType::DriverLicenseOrId)),
            ("\"green_card\"", Some(DocumentType::GreenCard)),
            ("4", None),
            ("\"\"", None),
            ("\"VIN\"", None),
            ("{}", None),
            ("true", None),
        ] {
            assert_eq!(of(&serde_json::from_str(json).unwrap()), kind, "{json}");
        }
    }
}
