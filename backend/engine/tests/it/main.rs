#![cfg(test)]
//! Whole submissions.

mod cross_check;
mod drawn;
mod faces;
mod licence;
mod passport;
mod refusals;
mod support;
