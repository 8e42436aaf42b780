//! Commands that need no service, run as a person runs them.
#![cfg(test)]

mod dcs;
mod faces;
mod policy;
mod read;
