#![cfg(test)]
//! Whole submissions.

mod licence;
mod passport;
mod refusals;
mod support;
