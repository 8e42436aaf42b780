//! Tests of the decision as a whole.
#![cfg(test)]

mod authority;
mod checks;
mod evidence;
mod faces;
mod fields;
mod forgery;
mod properties;
mod rules;
