//! The queue against a database of its own.
#![cfg(test)]

mod queue;
mod setup;
mod worker;
