use std::fmt;

use serde::{Serialize, Serializer};

macro_rules! field_keys {
    ($($(#[$doc:meta])* $name:ident = $wire:literal),+ $(,)?) => {
        /// What a value on a document means, with its name on the DVS wire (v3 and v4 `document`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum FieldKey {
            $($(#[$doc])* $name,)+
        }

        impl FieldKey {
            /// Every key, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The key's name in a DVS answer.
            #[must_use]
            pub const fn wire_name(self) -> &'static str {
                match self {
                    $(Self::$name => $wire,)+
                }
            }

            /// The key behind a name in a DVS answer; the case of letters does not matter.
            #[must_use]
            pub fn from_wire_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|key| key.wire_name().eq_ignore_ascii_case(name))
            }
        }
    };
}

field_keys! {
    /// Three letters of the issuing country, ISO 3166-1.
    Abbr3Country = "abbr3Country",
    /// Two letters of the issuing country, ISO 3166-1.
    AbbrCountry = "abbrCountry",
    /// Street and house, both lines.
    Address = "address",
    /// When, where and by whom the card was made (AAMVA DCJ).
    AuditInformation = "auditInformation",
    /// The date of the card's layout (AAMVA DDB).
    CardRevisionDate = "cardRevisionDate",
    /// City of the address.
    City = "city",
    /// Vehicle class.
    Class = "class",
    /// Name of the issuing country.
    Country = "country",
    /// Date of birth.
    DateOfBirth = "dob",
    /// Codes of additional driving privileges.
    EndorsementsCode = "endorsementsCode",
    /// Last day of validity.
    Expires = "expires",
    /// Eye colour, AAMVA D20 code.
    Eyes = "eyes",
    /// Family name.
    FamilyName = "familyName",
    /// First given name; from an MRZ all given names, which it does not tell apart.
    FirstName = "firstName",
    /// Given names, family name and suffix in the order of speech.
    FullName = "fullName",
    /// `Female`, `Male` or `Unspecified`.
    Gender = "gender",
    /// Hair colour, AAMVA D20 code.
    Hair = "hair",
    /// Last day of the permission to carry hazardous goods.
    HazmatExpirationDate = "hazmatExpirationDate",
    /// Height with unit, `070 IN` or `178 CM`.
    Height = "height",
    /// Number of the licence, card, passport or visa.
    Id = "id",
    /// `DL`, `ID`, `Passport` or `Visa`.
    IdType = "idType",
    /// AAMVA issuer identification number, six digits.
    Iin = "iin",
    /// Day of issue.
    Issued = "issued",
    /// Name of the issuing state or province, or of the state in an MRZ.
    IssuedBy = "issuedBy",
    /// Name at birth.
    MaidenName = "maidenName",
    /// Further given names.
    MiddleName = "middleName",
    /// A number of the person that the issuer put beside the document's own.
    PersonalNumber = "personalNumber",
    /// Place of birth.
    PlaceOfBirth = "placeOfBirth",
    /// Post office box, where the address is one.
    PostalBox = "postalBox",
    /// Race or ethnicity, AAMVA D20 code.
    Race = "race",
    /// Codes of restrictions on driving.
    RestrictionCode = "restrictionCode",
    /// State or province of the address.
    State = "state",
    /// Name suffix, such as `JR`.
    Suffix = "suffix",
    /// Weight with unit, `160 LB` or `073 KG`, or a range of it.
    Weight = "weight",
    /// Postal code, `NNNNN` or `NNNNN-NNNN` in the United States.
    Zip = "zip",
}

impl fmt::Display for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.wire_name())
    }
}

impl Serialize for FieldKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.wire_name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_keys() {
        for key in FieldKey::ALL {
            assert_eq!(
                FieldKey::from_wire_name(&key.wire_name().to_uppercase()),
                Some(*key)
            );
        }
        assert_eq!(FieldKey::from_wire_name("ssn"), None);
    }
}
