//! Which profiles scores meet, and what the others lack.

use serde::{Deserialize, Serialize};

use crate::gpg45::evidence_score::EvidenceScore;
use crate::gpg45::profile::{ConfidenceLevel, EvidenceNeed, IdentityProfile, Needs};

/// The scores of one identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityScores {
    /// Of each check of a document. Several checks of one kind of document count once.
    pub evidence: Vec<EvidenceScore>,
    /// Of the person's activity over time.
    pub activity: u8,
    /// Of the checks with those who fight identity fraud.
    pub fraud: u8,
    /// Of the person's being the one in the evidence.
    pub verification: u8,
}

/// The scores that an identity needs and does not have for a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingScores {
    /// The profile.
    pub profile: IdentityProfile,
    /// Its level.
    pub level: ConfidenceLevel,
    /// What pieces of evidence must still reach.
    pub evidence: Vec<EvidenceNeed>,
    /// The activity score, where it is too low.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<u8>,
    /// The fraud score, where it is too low.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fraud: Option<u8>,
    /// The verification score, where it is too low.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification: Option<u8>,
}

/// Needs that no piece of evidence meets, with how many points they lack in all.
struct Unmet {
    points: u32,
    needs: Vec<EvidenceNeed>,
}

impl IdentityScores {
    /// The profiles that the scores meet, in the order of [`IdentityProfile::ALL`].
    #[must_use]
    pub fn profiles_met(&self) -> Vec<IdentityProfile> {
        let profiles = IdentityProfile::ALL.iter().copied();
        profiles.filter(|profile| self.meets(*profile)).collect()
    }

    /// For each level above those that the scores reach, the profile that lacks the fewest points,
    /// with the scores that it lacks.
    #[must_use]
    pub fn missing(&self) -> Vec<MissingScores> {
        let met = self.profiles_met();
        let reached = met.iter().map(|profile| profile.level()).max();
        ConfidenceLevel::ALL
            .into_iter()
            .filter(|level| Some(*level) > reached)
            .filter_map(|level| self.nearest(level))
            .collect()
    }

    fn meets(&self, profile: IdentityProfile) -> bool {
        self.lacks(profile).0 == 0
    }

    fn nearest(&self, level: ConfidenceLevel) -> Option<MissingScores> {
        IdentityProfile::ALL
            .iter()
            .filter(|profile| profile.level() == level)
            .map(|profile| self.lacks(*profile))
            .min_by_key(|(points, _)| *points)
            .map(|(_, missing)| missing)
    }

    /// How many points the scores lack for a profile, and where.
    fn lacks(&self, profile: IdentityProfile) -> (u32, MissingScores) {
        let Needs {
            evidence,
            activity,
            fraud,
            verification,
        } = profile.needs();
        let unmet = unmet(evidence, &self.evidence);
        let parts = [
            (activity, self.activity),
            (fraud, self.fraud),
            (verification, self.verification),
        ];
        let points: u32 = parts.map(|(need, have)| shortfall(need, have)).iter().sum();
        let too_low = |need: u8, have: u8| (need > have).then_some(need);
        let missing = MissingScores {
            profile,
            level: profile.level(),
            evidence: unmet.needs,
            activity: too_low(activity, self.activity),
            fraud: too_low(fraud, self.fraud),
            verification: too_low(verification, self.verification),
        };
        (points + unmet.points, missing)
    }
}

/// The needs that the evidence leaves unmet when it is dealt out in the best way: each kind of document
/// serves one need.
fn unmet(needs: &[EvidenceNeed], evidence: &[EvidenceScore]) -> Unmet {
    let Some((need, other_needs)) = needs.split_first() else {
        return Unmet {
            points: 0,
            needs: Vec::new(),
        };
    };
    let with = |points: u32, others: &[EvidenceScore]| {
        let mut unmet = unmet(other_needs, others);
        if points > 0 {
            unmet.points += points;
            unmet.needs.insert(0, *need);
        }
        unmet
    };
    let by_none = with(lack(*need, 0, 0), evidence);
    evidence
        .iter()
        .map(|own| {
            let others: Vec<EvidenceScore> = evidence
                .iter()
                .filter(|other| other.document_type != own.document_type)
                .copied()
                .collect();
            with(lack(*need, own.strength, own.validity), &others)
        })
        .chain([by_none])
        .min_by_key(|unmet| unmet.points)
        .unwrap_or(Unmet {
            points: 0,
            needs: needs.to_vec(),
        })
}

fn lack(need: EvidenceNeed, strength: u8, validity: u8) -> u32 {
    shortfall(need.strength, strength) + shortfall(need.validity, validity)
}

fn shortfall(need: u8, have: u8) -> u32 {
    u32::from(need.saturating_sub(have))
}
