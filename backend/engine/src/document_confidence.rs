use credence_documents::FieldKey;
use credence_types::FieldAgreement;

use crate::field::ExaminedField;

/// What a document is for counts three times.
const WEIGHT_OF_CORE: u32 = 3;
/// The vendor advises to accept from 70 on (dvs-wire section 6); with fewer than this of the core
/// compared a document stays below.
const ENOUGH_OF_CORE: usize = 3;
const BELOW_ADVISED: u8 = 69;
/// The most that is left of a document that contradicts itself.
const CONTRADICTED: u8 = 30;

const fn is_core(key: FieldKey) -> bool {
    matches!(
        key,
        FieldKey::FamilyName
            | FieldKey::FirstName
            | FieldKey::Id
            | FieldKey::DateOfBirth
            | FieldKey::Expires
    )
}

/// How sure the document's data are, 0 to 100: the mean of the compared fields' confidence, of
/// which names, number, birth and expiry count three times. At most 69 where fewer than three of
/// these five were compared, at most 30 where one of them differs or `is_rule_broken`. None where
/// nothing was compared, so that a single source, however clear, is never taken for a checked one.
pub(crate) fn document_confidence(fields: &[ExaminedField], is_rule_broken: bool) -> Option<u8> {
    let compared = fields
        .iter()
        .filter(|field| field.key != FieldKey::FullName);
    let (mut sum, mut weights, mut core, mut is_core_different) = (0, 0, 0, false);
    for field in compared {
        let Some(confidence) = field.confidence else {
            continue;
        };
        let weight = if is_core(field.key) {
            WEIGHT_OF_CORE
        } else {
            1
        };
        core += usize::from(is_core(field.key));
        is_core_different |= is_core(field.key) && field.agreement == FieldAgreement::Differs;
        sum += weight * u32::from(confidence);
        weights += weight;
    }
    let mean = u8::try_from(sum.checked_div(weights)?).unwrap_or(0);
    let limit = if is_core_different || is_rule_broken {
        CONTRADICTED
    } else if core < ENOUGH_OF_CORE {
        BELOW_ADVISED
    } else {
        100
    };
    Some(mean.min(limit))
}

#[cfg(test)]
mod tests {
    use credence_types::{FieldSource, Redacted};

    use super::*;

    fn field(key: FieldKey, confidence: Option<u8>) -> ExaminedField {
        ExaminedField {
            key,
            value: Redacted::default(),
            source: FieldSource::Mrz,
            confidence,
            agreement: match confidence {
                None => FieldAgreement::SingleSource,
                Some(0) => FieldAgreement::Differs,
                Some(_) => FieldAgreement::Agrees,
            },
            sightings: Vec::new(),
        }
    }

    fn of(confidences: [Option<u8>; 4]) -> Option<u8> {
        let keys = [
            FieldKey::FamilyName,
            FieldKey::Id,
            FieldKey::Expires,
            FieldKey::City,
        ];
        let pairs = keys.into_iter().zip(confidences);
        let fields: Vec<_> = pairs
            .map(|(key, confidence)| field(key, confidence))
            .collect();
        document_confidence(&fields, false)
    }

    #[test]
    fn a_single_source_has_no_confidence_and_agreement_has_the_mean() {
        assert_eq!(of([None; 4]), None);
        assert_eq!(of([Some(100), Some(90), Some(80), Some(80)]), Some(89));
        assert_eq!(of([Some(100), None, Some(100), Some(100)]), Some(69));
    }

    #[test]
    fn a_document_that_contradicts_itself_has_little() {
        assert_eq!(of([Some(100), Some(100), Some(0), Some(100)]), Some(30));
        assert_eq!(of([Some(100), Some(100), Some(100), Some(0)]), Some(90));
        let good = [field(FieldKey::Id, Some(100))];
        assert_eq!(document_confidence(&good, true), Some(30));
    }
}
