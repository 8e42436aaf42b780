//! What the worker does by the minute: ends what has lapsed and destroys what is due.

mod history;
mod lapsed_sessions;
mod leftovers;
mod old_audits;
mod retained;
mod run;

pub use old_audits::{DuePrune, prune_due_audits};
pub use run::{Swept, sweep};
