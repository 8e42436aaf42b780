#![cfg(test)]
//! The simulator at its socket, over mutual TLS and a database of its own per test.

mod status;
mod support;
mod test_passports;
