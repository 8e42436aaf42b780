//! The queue in Postgres: enqueued in the caller's transaction, claimed with `SKIP LOCKED` under a
//! lease, retried with back-off, buried when its attempts are used up.
//!
//! A claimed job has `run_at` moved to the end of its lease, so a dead worker's job simply becomes
//! due again. Delivery is therefore at least once: a handler makes its effect and
//! [`Queue::complete`] one transaction, and the loser of a race rolls back.

mod backoff;
mod job;
mod queue;
mod settle;
mod worker;

pub use job::{Job, NewJob};
pub use queue::{LEASE, Queue};
pub use settle::Retried;
pub use worker::{Outcome, WorkerOptions, run_due, run_worker};
