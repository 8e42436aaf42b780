//! A client of the Document Checking Service: its status, and checks of British passports, over
//! mutual TLS with messages signed, encrypted and signed again.
//!
//! A [`PassportCheck`] goes attempt by attempt, so that its caller can put each one down before it
//! is sent. Whatever is not plainly valid or invalid is a [`Failure`]; none of it reads as valid.

mod answer;
mod breaker;
mod check;
mod client;
mod doctor;
mod enrolment;
mod explanation;
mod failure;
mod options;
mod quota;
mod setup;
mod spelling;
mod verdict;

pub use check::{Attempt, PassportCheck};
pub use client::{DcsClient, DcsError};
pub use doctor::{Finding, FindingState};
pub use enrolment::{Applicant, EnrolmentError, NewKey, new_keys};
pub use explanation::Explanation;
pub use failure::Failure;
pub use options::{CertificateInUse, ClientPair, DcsFiles, DcsOptions, NOTICE_DAYS, days_left};
pub use quota::Quota;
pub use setup::SetupError;
pub use spelling::{Spelling, spellings};
pub use verdict::Verdict;
