//! Calls to a hostile server on the loopback.
#![cfg(test)]

mod calls;
mod server;
