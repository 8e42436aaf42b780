//! The envelope and the validation, from outside: what is written is read, and what is hostile is
//! refused for the right reason.
#![cfg(test)]

mod envelope;
mod hostile;
mod message;
mod party;
mod requests;
