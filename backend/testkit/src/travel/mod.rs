//! Passports, identity cards and visas: issuing states and what the documents say.

mod authority;
mod peculiarity;
mod record;

pub use authority::{Authority, DateStyle, authorities};
pub use record::{TravelChoices, TravelRecord};
