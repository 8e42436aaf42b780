//! Commands that need no service, or a database alone, run as a person runs them.
#![cfg(test)]

mod dcs;
mod faces;
mod key_service;
mod master_keys;
mod policy;
mod read;
mod retention;
mod tenants;
