#![cfg(test)]
//! Whole submissions.

mod faces;
mod licence;
mod passport;
mod refusals;
mod support;
