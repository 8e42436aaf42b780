//! The worker's job: from a submitted DVS request to a decision.

mod document_reuse;
mod duplicates;
mod evidence;
mod fields;
mod job;
mod models;
mod passport;
mod pictures;
mod reading;
mod record;
mod reuse;
mod run;
mod selfie_retake;
mod settle;
mod sources;
mod stored;
mod waiting;

pub(crate) use job::{VERIFY, VerifyJob};
pub(crate) use pictures::{object_keys_made_at, object_keys_of};
pub(crate) use run::verify_session;
pub(crate) use settle::decision_json;
pub(crate) use stored::{opened, stored_verification};
