//! GPG45, "How to prove and verify someone's identity": scores, and the identity profiles that they
//! meet. Five parts; none makes up for another.

mod assessment;
mod evidence_score;
mod matching;
mod profile;

pub use assessment::{Gpg45, Withheld};
pub use evidence_score::EvidenceScore;
pub use matching::{IdentityScores, MissingScores};
pub use profile::{ConfidenceLevel, EvidenceNeed, IdentityProfile};

pub(crate) use assessment::gpg45;
