//! Images at rest: sealed under a key per session or request, kept in a folder, an S3-compatible
//! store or, in tests, memory.

mod envelope;
mod kek;
mod key;
mod keyring;
mod lookup;
mod owner;
mod sealing;
mod store;

pub use envelope::SealError;
pub use kek::Kek;
pub use key::{ObjectKey, ObjectKeyError};
pub use keyring::{Keyring, KeyringError, WrappedKey};
pub use lookup::{LOOKUP_BYTES, LookupKey};
pub use owner::KeyOwner;
pub use sealing::SealingKey;
pub use store::{DEFAULT_OBJECT_LIMIT_BYTES, ObjectError, ObjectStore, S3Options};
