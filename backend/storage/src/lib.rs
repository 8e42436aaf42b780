//! SQL of schema `credence`, and nothing else: one file a table, the tenant first in every query.

mod audit;
mod session_state;

pub use audit::{ActorKind, DetailValue};
pub use session_state::{SessionState, SessionStateError};
