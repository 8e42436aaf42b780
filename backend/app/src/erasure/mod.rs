//! The end of everything about a person: in the database at once, in the object store right after.

mod erase_session;
mod objects;

pub(crate) use erase_session::erase_for_person;
pub(crate) use erase_session::erase;
pub use erase_session::{EraseSessionError, erase_session};
pub(crate) use objects::{DELETE_OBJECTS, delete_all, delete_objects, delete_objects_of};
