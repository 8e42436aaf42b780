#![cfg(test)]
//! The simulator at its socket, over mutual TLS and a database of its own per test.

mod algorithms;
mod authority;
mod certificate_requests;
mod clients;
mod hostile;
mod limits;
mod log;
mod outages;
mod received;
mod register;
mod scripted;
mod status;
mod support;
mod test_passports;
mod tls;
mod validation;
