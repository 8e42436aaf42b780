//! From evidence to a decision, without I/O: what was checked, what came out, and why.
//!
//! A decision is a pure function of the [`Evidence`] and the [`Policy`]; both are stored beside it,
//! so that it can be replayed. A check that could not be made is `unavailable` and never reads as
//! passed, nor as fraud.

mod assess;
mod assurance;
mod authority;
mod capture;
mod check;
mod check_message;
mod decide;
mod evidence;
mod face;
mod fields;
mod forgery;
pub mod gpg45;
mod holder;
mod issuer;
mod message;
pub mod nist;
mod policy;
mod reason;
mod score;
mod summary;
mod validate;

pub use assurance::{ContraIndicator, EvidenceScores};
pub use capture::{DocumentReuse, DuplicateSearch, HeadTurnFinding, ImageReuse};
pub use check::{Check, CheckCode, CheckOutcome};
pub use check_message::MessageCode;
pub use decide::{Decision, DecisionOutcome, RetakeRequest, decide, retake_step};
pub use evidence::{AuthorityRecord, Evidence, Reading};
pub use fields::FieldFinding;
pub use forgery::ForgeryFinding;
pub use message::{SELFIE_RETAKES, decision_message, retake_message};
pub use policy::{CheckRule, Policy, Thresholds};
pub use reason::Reason;
pub use score::{Score, ScoreError};
pub use summary::{DecidedBy, Summary, SummaryCheck};
pub use validate::PolicyError;
