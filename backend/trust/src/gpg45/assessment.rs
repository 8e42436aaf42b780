use serde::{Deserialize, Serialize};

use crate::assurance::verification_of;
use crate::evidence::Evidence;
use crate::gpg45::evidence_score::{EvidenceScore, evidence_score};
use crate::gpg45::matching::{IdentityScores, MissingScores};
use crate::gpg45::profile::IdentityProfile;
use crate::policy::Policy;

/// What a submission comes to by GPG45. No personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gpg45 {
    /// The scores of the documents; none where they are withheld.
    pub evidence: Vec<EvidenceScore>,
    /// Of activity over time: nobody is asked, so always 0.
    pub activity: u8,
    /// Of checks with those who fight identity fraud: nobody is asked, so always 0.
    pub fraud: u8,
    /// Of the person's being the holder: 0, 1 or 3.
    pub verification: u8,
    /// Why there are no scores of a document and no profiles, where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
    /// The identity profiles that are met.
    pub profiles: Vec<IdentityProfile>,
    /// For each level of confidence that is not reached, the scores that the nearest profile lacks.
    pub missing: Vec<MissingScores>,
}

/// Why nothing is said of a document's worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// The kind of document is not known.
    DocumentUnknown,
    /// The guidance does not name a document of that kind.
    StrengthUnknown,
    /// The document's sources contradict each other.
    SourcesDiffer,
    /// The issuing authority was asked, and there was no answer to be had.
    AuthorityUnavailable,
    /// A simulator answered in the authority's name.
    AuthoritySimulated,
}

impl Withheld {
    /// Every reason.
    pub const ALL: [Self; 5] = [
        Self::DocumentUnknown,
        Self::StrengthUnknown,
        Self::SourcesDiffer,
        Self::AuthorityUnavailable,
        Self::AuthoritySimulated,
    ];

    /// The name used in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DocumentUnknown => "document_unknown",
            Self::StrengthUnknown => "strength_unknown",
            Self::SourcesDiffer => "sources_differ",
            Self::AuthorityUnavailable => "authority_unavailable",
            Self::AuthoritySimulated => "authority_simulated",
        }
    }
}

/// The scores, and the profiles that they meet.
pub(crate) fn gpg45(evidence: &Evidence, policy: &Policy) -> Gpg45 {
    let verification = verification_of(evidence, policy).unwrap_or(0);
    let (scored, withheld) = match evidence_score(evidence, policy) {
        Ok(score) => (vec![score], None),
        Err(why) => (Vec::new(), Some(why)),
    };
    let scores = IdentityScores {
        evidence: scored,
        activity: 0,
        fraud: 0,
        verification,
    };
    let (profiles, missing) = if withheld.is_some() {
        (Vec::new(), Vec::new())
    } else {
        (scores.profiles_met(), scores.missing())
    };
    Gpg45 {
        evidence: scores.evidence,
        activity: scores.activity,
        fraud: scores.fraud,
        verification,
        withheld,
        profiles,
        missing,
    }
}
