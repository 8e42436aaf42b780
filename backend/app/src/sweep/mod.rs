//! What the worker does by the minute: ends what has lapsed and destroys what is due.

mod history;
mod lapsed_sessions;
mod leftovers;
mod retained;
mod run;

pub use run::{Swept, sweep};
