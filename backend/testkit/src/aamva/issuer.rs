/// The country of an issuer, which sets the date order and the units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuerCountry {
    /// `USA`: MMDDCCYY from version 2, inches and pounds.
    UnitedStates,
    /// `CAN`: CCYYMMDD, centimetres and kilograms.
    Canada,
}

impl IssuerCountry {
    /// The code in element DCG.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnitedStates => "USA",
            Self::Canada => "CAN",
        }
    }
}

/// A state or province that issues licences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issuer {
    /// Two letters of the region.
    pub code: &'static str,
    /// Its name in English.
    pub name: &'static str,
    /// Issuer identification number, six digits (AAMVA's published list).
    pub identification_number: &'static str,
    /// Country.
    pub country: IssuerCountry,
    /// Form of a licence number: `A` a letter, `#` a digit.
    pub number_pattern: &'static str,
    /// Towns with the form of their postal codes.
    pub cities: [(&'static str, &'static str); 3],
}

const fn state(
    code: &'static str,
    name: &'static str,
    identification_number: &'static str,
    number_pattern: &'static str,
    cities: [(&'static str, &'static str); 3],
) -> Issuer {
    let country = IssuerCountry::UnitedStates;
    Issuer {
        code,
        name,
        identification_number,
        country,
        number_pattern,
        cities,
    }
}

const fn province(
    code: &'static str,
    name: &'static str,
    identification_number: &'static str,
    number_pattern: &'static str,
    cities: [(&'static str, &'static str); 3],
) -> Issuer {
    let country = IssuerCountry::Canada;
    Issuer {
        code,
        name,
        identification_number,
        country,
        number_pattern,
        cities,
    }
}

#[rustfmt::skip]
const ISSUERS: [Issuer; 24] = [
    state("VA", "Virginia", "636000", "A########", [("Richmond", "232##"), ("Norfolk", "235##"), ("Alexandria", "223##")]),
    state("NY", "New York", "636001", "#########", [("Albany", "122##"), ("Brooklyn", "112##"), ("Saratoga Springs", "128##")]),
    state("MA", "Massachusetts", "636002", "S########", [("Boston", "021##"), ("Worcester", "016##"), ("Manchester-by-the-Sea", "019##")]),
    state("MD", "Maryland", "636003", "A-###-###-###-###", [("Baltimore", "212##"), ("Annapolis", "214##"), ("Rockville", "208##")]),
    state("NC", "North Carolina", "636004", "############", [("Raleigh", "276##"), ("Charlotte", "282##"), ("Winston-Salem", "271##")]),
    state("CT", "Connecticut", "636006", "#########", [("Hartford", "061##"), ("Wethersfield", "061##"), ("New Haven", "065##")]),
    state("FL", "Florida", "636010", "A###-###-##-###-#", [("Miami", "331##"), ("Tallahassee", "323##"), ("St. Augustine", "320##")]),
    state("CA", "California", "636014", "A#######", [("Sacramento", "958##"), ("Rancho Santa Margarita", "926##"), ("San Jose", "951##")]),
    state("TX", "Texas", "636015", "########", [("Austin", "787##"), ("Houston", "770##"), ("Corpus Christi", "784##")]),
    state("CO", "Colorado", "636020", "##-###-####", [("Denver", "802##"), ("Lakewood", "804##"), ("Boulder", "803##")]),
    state("OH", "Ohio", "636023", "AA######", [("Columbus", "432##"), ("Cleveland", "441##"), ("Dayton", "454##")]),
    state("PA", "Pennsylvania", "636025", "########", [("Philadelphia", "191##"), ("Pittsburgh", "152##"), ("Harrisburg", "171##")]),
    state("AZ", "Arizona", "636026", "A########", [("Phoenix", "850##"), ("Tucson", "857##"), ("Lake Havasu City", "864##")]),
    state("MI", "Michigan", "636032", "A ### ### ### ###", [("Lansing", "489##"), ("Detroit", "482##"), ("Sault Ste. Marie", "497##")]),
    state("IL", "Illinois", "636035", "A###-####-####", [("Chicago", "606##"), ("Springfield", "627##"), ("Peoria", "616##")]),
    state("NJ", "New Jersey", "636036", "A#### ##### #####", [("Trenton", "086##"), ("Newark", "071##"), ("Parsippany-Troy Hills", "070##")]),
    state("WA", "Washington", "636045", "WDL##AA###AA", [("Seattle", "981##"), ("Spokane", "992##"), ("Olympia", "985##")]),
    state("GA", "Georgia", "636055", "#########", [("Atlanta", "303##"), ("Savannah", "314##"), ("Macon", "312##")]),
    state("WV", "West Virginia", "636061", "A######", [("Charleston", "253##"), ("Huntington", "257##"), ("Morgantown", "265##")]),
    province("ON", "Ontario", "636012", "A####-#####-#####", [("Toronto", "M5A #A#"), ("Ottawa", "K1A #A#"), ("Sault Ste. Marie", "P6A #A#")]),
    province("BC", "British Columbia", "636028", "#######", [("Vancouver", "V6A #A#"), ("Victoria", "V8A #A#"), ("Kelowna", "V1A #A#")]),
    province("AB", "Alberta", "604432", "######-###", [("Calgary", "T2A #A#"), ("Edmonton", "T5A #A#"), ("Medicine Hat", "T1A #A#")]),
    province("SK", "Saskatchewan", "636044", "########", [("Regina", "S4A #A#"), ("Saskatoon", "S7A #A#"), ("Moose Jaw", "S6A #A#")]),
    province("NB", "New Brunswick", "636017", "#######", [("Fredericton", "E3A #A#"), ("Moncton", "E1A #A#"), ("Saint John", "E2A #A#")]),
];

/// Every issuer that can be drawn: nineteen states, five provinces.
#[must_use]
pub const fn issuers() -> &'static [Issuer; 24] {
    &ISSUERS
}

impl Issuer {
    /// The issuer with these two letters.
    #[must_use]
    pub fn by_code(code: &str) -> Option<&'static Self> {
        ISSUERS.iter().find(|issuer| issuer.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identification_numbers_are_six_digits_and_unique() {
        let mut numbers: Vec<&str> = ISSUERS.iter().map(|i| i.identification_number).collect();
        assert!(
            numbers
                .iter()
                .all(|n| n.len() == 6 && n.bytes().all(|b| b.is_ascii_digit()))
        );
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), ISSUERS.len());
    }

    #[test]
    fn issuers_are_found_by_their_letters() {
        assert_eq!(
            Issuer::by_code("CA").map(|issuer| issuer.name),
            Some("California")
        );
        assert!(Issuer::by_code("ZZ").is_none());
    }
}
