//! One check, from the message to its answer.

mod compare;
mod find;
mod perform;
mod run;
mod script;
mod sealed;

pub(crate) use run::{Visit, check};
pub(crate) use script::is_reserved;
pub use script::{SCRIPTED_NUMBERS, ScriptedNumber};
