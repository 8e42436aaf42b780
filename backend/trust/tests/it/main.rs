//! Tests of the decision as a whole.
#![cfg(test)]

mod authority;
mod checks;
mod evidence;
mod faces;
mod properties;
mod rules;
