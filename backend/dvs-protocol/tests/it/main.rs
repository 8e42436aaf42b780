//! Requests and results of both versions, as they look on the wire.
#![cfg(test)]

mod requests;
mod results;
