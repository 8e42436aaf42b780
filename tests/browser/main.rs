//! The person's and the reviewer's journeys in a real Chromium, against the real service.
//!
//! The scripts beside this file drive the browser; screenshots land in `target/screenshots`.
#![cfg(test)]
