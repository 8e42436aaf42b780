use serde::{Deserialize, Serialize};

use crate::evidence::{AuthorityRecord, Evidence};

/// What one piece of evidence is worth in the words of GPG45, "How to prove and verify someone's
/// identity". The guidance scores a person's activity, fraud and verification elsewhere.
///
/// The numbers are those that the UK government's own checker gives a passport for a record check
/// of HM Passport Office (`record_check`, GOV.UK One Login's passport credential issuer).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceScores {
    /// How hard the document is to get and to forge, 1 to 4. A passport has 4.
    pub strength: u8,
    /// How surely it is genuine and valid, 0 to 4. A record check alone gives 2.
    pub validity: u8,
    /// What speaks against it.
    pub contra_indicators: Vec<ContraIndicator>,
}

/// A sign against a piece of evidence, by One Login's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ContraIndicator {
    /// The issuing authority has no valid document of these details.
    D02,
}

impl ContraIndicator {
    /// The code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::D02 => "D02",
        }
    }
}

const PASSPORT_STRENGTH: u8 = 4;
const RECORD_CHECK_VALIDITY: u8 = 2;

/// The scores of a passport whose record was checked; none where there was no answer.
pub(crate) fn scores_of(evidence: &Evidence) -> Option<EvidenceScores> {
    let (validity, contra_indicators) = match evidence.authority.as_ref()? {
        AuthorityRecord::Valid => (RECORD_CHECK_VALIDITY, Vec::new()),
        AuthorityRecord::Invalid => (0, vec![ContraIndicator::D02]),
        AuthorityRecord::Unavailable { .. } => return None,
    };
    Some(EvidenceScores {
        strength: PASSPORT_STRENGTH,
        validity,
        contra_indicators,
    })
}
