//! The simulator's own certification authority: what the real service's is, in one folder.

mod enrolment;
mod error;
mod folder;
mod item;
mod open;
mod profile;
mod sign_request;

pub use enrolment::Enrolment;
pub use error::AuthorityError;
pub use open::Authority;
pub use sign_request::SignRequestError;
