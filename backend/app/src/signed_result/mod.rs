//! A result as a signed token, for a party that did not ask for it itself.

mod claims;
mod evidence;
mod sign;
mod verified;

pub use sign::signed_result;
