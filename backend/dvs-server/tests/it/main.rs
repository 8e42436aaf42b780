#![cfg(test)]
//! The server through its router, over a database and an object store of its own per test.

mod endpoints;
mod faces;
mod keys;
mod log;
mod origin;
mod protection;
mod purge;
mod rate;
mod support;
