//! Tests of the decision as a whole.
#![cfg(test)]

mod any;
mod authority;
mod checks;
mod evidence;
mod faces;
mod fields;
mod forgery;
mod gpg45;
mod holder;
mod nist;
mod properties;
mod reasons;
mod rules;
