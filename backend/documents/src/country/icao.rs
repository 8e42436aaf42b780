//! The codes that ICAO Doc 9303-3 (8th edition) section 5 adds to ISO 3166-1, in its parts B to E,
//! and the codes on its specimens.

use super::Country;

const fn state(
    code: &'static str,
    alpha3: &'static str,
    alpha2: &'static str,
    name: &'static str,
) -> Country {
    Country {
        code,
        alpha3: Some(alpha3),
        alpha2: Some(alpha2),
        name,
    }
}

const fn organisation(code: &'static str, name: &'static str) -> Country {
    Country {
        code,
        alpha3: None,
        alpha2: None,
        name,
    }
}

/// Codes that stand in an MRZ but not in ISO 3166-1.
pub(super) static ICAO_9303: [Country; 30] = [
    state("D", "DEU", "DE", "Germany"),
    state("GBD", "GBR", "GB", "British Overseas Territories citizen"),
    state("GBN", "GBR", "GB", "British National (Overseas)"),
    state("GBO", "GBR", "GB", "British Overseas citizen"),
    state("GBP", "GBR", "GB", "British protected person"),
    state("GBS", "GBR", "GB", "British subject"),
    organisation("EUE", "European Union"),
    organisation("IAO", "International Civil Aviation Organization"),
    organisation("NTZ", "Neutral Zone"),
    organisation("RKS", "Kosovo"),
    organisation("UNA", "United Nations specialised agency"),
    organisation(
        "UNK",
        "United Nations Interim Administration Mission in Kosovo",
    ),
    organisation("UNO", "United Nations"),
    organisation("UTO", "Utopia (ICAO specimen)"),
    organisation("XBA", "African Development Bank"),
    organisation("XCC", "Caribbean Community"),
    organisation("XCE", "Council of Europe"),
    organisation("XCO", "Common Market for Eastern and Southern Africa"),
    organisation("XDC", "Southern African Development Community"),
    organisation("XEC", "Economic Community of West African States"),
    organisation("XES", "Organization of Eastern Caribbean States"),
    organisation("XIM", "African Export-Import Bank"),
    organisation("XMP", "Parliamentary Assembly of the Mediterranean"),
    organisation("XOM", "Sovereign Military Order of Malta"),
    organisation("XPO", "International Criminal Police Organization"),
    organisation("XXA", "Stateless person"),
    organisation("XXB", "Refugee under the 1951 Convention"),
    organisation("XXC", "Refugee, other"),
    organisation("XXX", "Unspecified nationality"),
    organisation("YTO", "Utopia (ICAO specimen)"),
];
