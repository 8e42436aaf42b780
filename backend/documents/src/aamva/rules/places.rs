use super::case::{Case, Rule};
use super::postal_prefixes::{canadian_letters, zip_ranges};
use crate::FieldKey;
use crate::aamva::AamvaWarning;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "issuer_known",
        is_hint: true,
        broken_because: "the issuer's number is on no list",
        holds: |case| {
            case.document.header.iin.as_ref()?;
            Some(case.issuer().is_some())
        },
    },
    Rule {
        name: "country_is_issuers",
        is_hint: false,
        broken_because: "the country in the barcode is not the issuer's",
        holds: |case| {
            case.issuer()?;
            case.element("DCG")?;
            let warnings = &case.document.warnings;
            Some(!warnings.contains(&AamvaWarning::CountryDiffersFromIssuer))
        },
    },
    Rule {
        name: "address_in_issuing_state",
        is_hint: true,
        broken_because: "the address is not in the state of the issuer",
        holds: |case| {
            Some(
                case.text(FieldKey::State)?
                    .eq_ignore_ascii_case(case.issuing_state()?),
            )
        },
    },
    Rule {
        name: "postal_code_region",
        is_hint: false,
        broken_because: "the postal code is of another part of the country than the state",
        holds: |case| {
            let (state, code) = address(case)?;
            let first = code.chars().next()?;
            if let Some(letters) = canadian_letters(&state) {
                return first.is_ascii_uppercase().then(|| letters.contains(first));
            }
            let digit = first.to_digit(10)?;
            let ranges = zip_ranges(&state)?;
            Some(
                ranges
                    .iter()
                    .any(|(from, to)| (from / 100..=to / 100).contains(&digit)),
            )
        },
    },
    Rule {
        name: "postal_code_in_state",
        is_hint: true,
        broken_because: "the postal code is not of the state",
        holds: |case| {
            let (state, code) = address(case)?;
            let prefix: u32 = code.get(..3)?.parse().ok()?;
            let ranges = zip_ranges(&state)?;
            Some(
                ranges
                    .iter()
                    .any(|(from, to)| (*from..=*to).contains(&prefix)),
            )
        },
    },
];

/// State and postal code of the address, capitals; none where the code was irregular.
fn address(case: &Case<'_>) -> Option<(String, String)> {
    let is_irregular = case
        .document
        .warnings
        .contains(&AamvaWarning::PostalCodeIrregular);
    if is_irregular {
        return None;
    }
    let text = |key| Some(case.text(key)?.to_ascii_uppercase());
    Some((text(FieldKey::State)?, text(FieldKey::Zip)?))
}
