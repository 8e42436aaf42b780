//! The end of everything about a person: in the database at once, in the object store and at the DVS
//! server right after, with a signed receipt once the last copy is gone.

mod complete;
mod erase;
mod erase_for_person;
mod erase_session;
mod job;
mod objects;
mod receipt;
mod receipt_claims;

pub(crate) use erase::{erase, follow_up};
pub use erase_for_person::erase_for_person;
pub use erase_session::{EraseSessionError, erase_session};
pub(crate) use job::{DELETE_OBJECTS, FINISH_ERASURE, erase_again, finish_erasure};
pub(crate) use objects::{delete_all, delete_objects_of};
pub use receipt::{Erasure, ErasureReceipt, erasure, erasure_for_integrator};
