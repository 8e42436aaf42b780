//! Head turns that the server chooses: asked for with a nonce, judged by order, pace and person.

mod create;
mod judge;
mod look_up;

pub use create::{Challenge, CreateChallengeError, create_challenge};
pub(crate) use look_up::head_turn_finding;
